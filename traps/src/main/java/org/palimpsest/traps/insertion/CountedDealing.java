package org.palimpsest.traps.insertion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.palimpsest.traps.registry.Trap;

/**
 * A given number of copies for every trap, over as few documents as hold them: copies stand in a row trap by trap, and the
 * copy in slot s goes to document s mod D, with D at least the largest number of copies, so no document gets a trap twice.
 */
final class CountedDealing implements Dealing {
    private static final long serialVersionUID = 1L;

    private final ArrayList<TrapCopy> slots = new ArrayList<>();
    private final int documents;

    CountedDealing(List<Trap> traps, Map<String, Integer> copies, int perDocument) {
        int most = 0;
        for (Trap trap : traps) {
            int wanted = copies.getOrDefault(trap.id(), 0);
            most = Math.max(most, wanted);
            for (int copy = 1; copy <= wanted; copy++) {
                slots.add(new TrapCopy(trap, copy));
            }
        }
        this.documents = Math.max(most, (slots.size() + perDocument - 1) / perDocument);
    }

    @Override
    public int documents() {
        return documents;
    }

    @Override
    public List<TrapCopy> copiesOf(int rank) {
        List<TrapCopy> copies = new ArrayList<>();
        for (int slot = rank; slot < slots.size(); slot += documents) {
            copies.add(slots.get(slot));
        }
        return copies;
    }
}
