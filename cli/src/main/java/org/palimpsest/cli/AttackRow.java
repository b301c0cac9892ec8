package org.palimpsest.cli;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What {@code score} can add to a row, or beside it, for an attack. */
enum AttackRow {
    /** Mean and standard deviation in the row itself. */
    MOMENTS,
    /** The row {@code lowercase}. */
    LOWERCASE,
    /** The row {@code prefix:nonmember}. */
    NON_MEMBER_PREFIX,
    /** The row {@code prefix:member}. */
    MEMBER_PREFIX,
    /** Rows {@code neighbour:N}. */
    NEIGHBOURS,
    /** Rows {@code generation:N}, which {@code score} does not write. */
    GENERATIONS;

    private static final Map<String, Set<AttackRow>> NEEDS = new TreeMap<>(Map.ofEntries(
            Map.entry("loss", EnumSet.noneOf(AttackRow.class)),
            Map.entry("ratio", EnumSet.noneOf(AttackRow.class)),
            Map.entry("zlib", EnumSet.noneOf(AttackRow.class)),
            Map.entry("zlib_sum", EnumSet.noneOf(AttackRow.class)),
            Map.entry("min_k", EnumSet.noneOf(AttackRow.class)),
            Map.entry("dc_pdd", EnumSet.noneOf(AttackRow.class)),
            Map.entry("wbc", EnumSet.noneOf(AttackRow.class)),
            Map.entry("min_k++", EnumSet.of(MOMENTS)),
            Map.entry("surp", EnumSet.of(MOMENTS)),
            Map.entry("lowercase", EnumSet.of(LOWERCASE)),
            Map.entry("recall", EnumSet.of(NON_MEMBER_PREFIX)),
            Map.entry("con_recall", EnumSet.of(NON_MEMBER_PREFIX, MEMBER_PREFIX)),
            Map.entry("neighbourhood", EnumSet.of(NEIGHBOURS)),
            Map.entry("pac", EnumSet.of(NEIGHBOURS)),
            Map.entry("samia", EnumSet.of(GENERATIONS)),
            Map.entry("samia_zlib", EnumSet.of(GENERATIONS))));

    /** What an attack needs beside log-probabilities. */
    static Set<AttackRow> of(String attack) {
        Set<AttackRow> needs =
                NEEDS.get(attack.toLowerCase(Locale.ROOT).replace('-', '_').replace("%", ""));
        if (needs == null) {
            throw new UsageException("--for-attacks takes " + String.join(", ", NEEDS.keySet()) + "; got " + attack);
        }
        return needs;
    }
}
