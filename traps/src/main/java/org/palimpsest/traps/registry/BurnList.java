package org.palimpsest.traps.registry;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The traps of a registry that nobody should test a later model with, because their texts were shown: opened ones, and those that
 * the owner says were. It is what the ledger says in its entries {@code open} and {@code burn}.
 *
 * @param root root of the registry
 * @param traps ids of the burned traps
 */
public record BurnList(String root, SortedSet<String> traps) {
    private static final String TRAPS = "traps";

    /** Copies. */
    public BurnList {
        traps = Collections.unmodifiableSortedSet(new TreeSet<>(traps));
    }

    /**
     * The burned traps of a registry.
     *
     * @param ledger of its owner
     * @param root its root
     * @return the list, empty if none is burned
     */
    public static BurnList of(Ledger ledger, String root) {
        SortedSet<String> burned = new TreeSet<>();
        for (LedgerEntry entry : ledger.of(root)) {
            if (entry.event() == LedgerEvent.OPEN || entry.event() == LedgerEvent.BURN) {
                burned.addAll(
                        Arrays.asList(entry.details().getOrDefault(TRAPS, "").split(",")));
            }
        }
        return new BurnList(root, burned);
    }

    /**
     * Whether a trap is burned.
     *
     * @param trap its id
     * @return whether it is
     */
    public boolean contains(String trap) {
        return traps.contains(trap);
    }

    /**
     * What a ledger's entry says of burned traps.
     *
     * @param traps ids
     * @return details of an entry {@code open} or {@code burn}
     */
    public static Map<String, String> details(List<String> traps) {
        return Map.of(TRAPS, String.join(",", traps));
    }
}
