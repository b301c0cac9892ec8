package org.palimpsest.traps.insertion;

import java.util.ArrayList;
import java.util.List;

/**
 * A dealing with every copy several times: copy c becomes copies (c - 1) r + 1 to c r of the same document.
 *
 * @param once the dealing
 * @param repeats r, 1 or more
 */
record RepeatedDealing(Dealing once, int repeats) implements Dealing {
    private static final long serialVersionUID = 1L;

    @Override
    public int documents() {
        return once.documents();
    }

    @Override
    public List<TrapCopy> copiesOf(int rank) {
        List<TrapCopy> copies = new ArrayList<>();
        for (TrapCopy copy : once.copiesOf(rank)) {
            for (int i = 1; i <= repeats; i++) {
                copies.add(new TrapCopy(copy.trap(), Math.toIntExact((copy.copy() - 1L) * repeats + i)));
            }
        }
        return copies;
    }
}
