package org.palimpsest.traps.insertion;

import java.util.ArrayList;
import java.util.List;
import org.palimpsest.traps.registry.Trap;

/**
 * The same number of copies for every document, dealt in turns: numbers of copies of two traps differ by one at most, and more
 * documents never change what the first ones got.
 *
 * @param traps in the order in which they are dealt
 * @param documents number of documents
 * @param perDocument copies a document, at most the number of traps
 */
record EvenDealing(List<Trap> traps, int documents, int perDocument) implements Dealing {
    @Override
    public List<TrapCopy> copiesOf(int rank) {
        List<TrapCopy> copies = new ArrayList<>();
        for (int i = 0; i < perDocument; i++) {
            long slot = (long) rank * perDocument + i;
            copies.add(new TrapCopy(traps.get((int) (slot % traps.size())), Math.toIntExact(slot / traps.size()) + 1));
        }
        return copies;
    }
}
