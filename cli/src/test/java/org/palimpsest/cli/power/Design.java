package org.palimpsest.cli.power;

import java.util.ArrayList;
import java.util.List;

/**
 * What is planted in a corpus.
 *
 * @param conditions the points
 * @param plainDocuments documents without a trap
 */
record Design(List<Condition> conditions, int plainDocuments) {
    /** Unpublished texts of every cell. */
    static final int CONTROLS = 99;

    static final List<Integer> LENGTHS = List.of(25, 50, 100);
    static final List<Integer> COPIES = List.of(1, 2, 4, 8, 16, 32, 64, 128, 256);
    private static final int[] TRAPS = {10, 8, 6, 4, 3, 2, 1, 1, 1};

    Design {
        conditions = List.copyOf(conditions);
    }

    /** All conditions in one run: dose by length and wording, fuzziness, place, period. */
    static Design main() {
        List<Condition> all = new ArrayList<>();
        for (Wording wording : Wording.values()) {
            for (int length : LENGTHS) {
                for (int i = 0; i < COPIES.size(); i++) {
                    all.add(Condition.dose(length, wording, COPIES.get(i), TRAPS[i]));
                }
            }
        }
        for (int copies : new int[] {1, 2, 4, 6, 8, 10}) {
            all.add(Condition.fuzzy(copies, 0, 16));
        }
        for (int replaced : new int[] {1, 5, 10, 25, 50}) {
            all.add(Condition.fuzzy(10, replaced, 16));
        }
        for (Place place : Place.values()) {
            all.add(Condition.place(place, 12));
        }
        all.add(Condition.period(Period.EARLY, 12));
        all.add(Condition.period(Period.LATE, 12));
        return new Design(all, 300);
    }

    /** A few doses at 50 tokens, for what an adversary does to them. */
    static Design attacked() {
        List<Condition> all = new ArrayList<>();
        for (Wording wording : Wording.values()) {
            all.add(Condition.dose(50, wording, 1, 10));
            all.add(Condition.dose(50, wording, 4, 8));
            all.add(Condition.dose(50, wording, 16, 4));
            all.add(Condition.dose(50, wording, 64, 2));
        }
        return new Design(all, 600);
    }

    /** No trap at all. */
    static Design clean(int documents) {
        return new Design(List.of(), documents);
    }
}
