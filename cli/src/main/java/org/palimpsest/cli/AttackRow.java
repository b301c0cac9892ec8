package org.palimpsest.cli;

import java.util.EnumSet;
import java.util.Set;
import org.palimpsest.inference.attack.Attacks;
import org.palimpsest.inference.attack.Need;

/** What {@code score} can add to a row, or beside it, for an attack. */
enum AttackRow {
    /** Mean and standard deviation in the row itself. */
    MOMENTS(Need.MOMENTS),
    /** The row {@code lowercase}. */
    LOWERCASE(Need.LOWERCASE),
    /** The row {@code prefix:nonmember}. */
    NON_MEMBER_PREFIX(Need.PREFIX),
    /** The row {@code prefix:member}. */
    MEMBER_PREFIX(Need.MEMBER_PREFIX),
    /** Rows {@code neighbour:N}. */
    NEIGHBOURS(Need.NEIGHBOURS),
    /** Rows {@code generation:N}, which {@code score} does not write. */
    GENERATIONS(Need.GENERATIONS);

    private final Need need;

    AttackRow(Need need) {
        this.need = need;
    }

    /** What an attack needs beside log-probabilities; its aliases are understood. */
    static Set<AttackRow> of(String attack) {
        Set<Need> needs;
        try {
            needs = Attacks.withDefaults().named(attack).needs();
        } catch (IllegalArgumentException e) {
            throw new UsageException("--for-attacks: " + e.getMessage());
        }
        Set<AttackRow> rows = EnumSet.allOf(AttackRow.class);
        rows.removeIf(row -> !needs.contains(row.need));
        return rows;
    }
}
