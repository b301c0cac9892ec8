package org.palimpsest.traps.family;

import java.util.List;
import java.util.Map;

/** The families that a name in a registry can stand for. */
public final class TrapFamilies {
    private static final List<String> NAMES = List.of(
            GhostSentenceFamily.NAME,
            RandomSequenceFamily.NAME,
            HashFamily.NAME,
            UuidFamily.NAME,
            LookAlikeFamily.NAME,
            FactFamily.NAME,
            FuzzyFamily.NAME);

    private TrapFamilies() {}

    /**
     * Builds a family from what {@link TrapFamily#name()} and {@link TrapFamily#options()} returned.
     *
     * @param name the family's name
     * @param options its options
     * @return the family
     * @throws IllegalArgumentException if the name is unknown, or an option is missing, of the wrong type or out of range
     */
    public static TrapFamily of(String name, Map<String, Object> options) {
        return switch (name) {
            case GhostSentenceFamily.NAME -> GhostSentenceFamily.of(options);
            case RandomSequenceFamily.NAME -> RandomSequenceFamily.of(options);
            case HashFamily.NAME -> HashFamily.of(options);
            case UuidFamily.NAME -> new UuidFamily();
            case LookAlikeFamily.NAME -> new LookAlikeFamily();
            case FactFamily.NAME -> FactFamily.of(options);
            case FuzzyFamily.NAME -> FuzzyFamily.of(options);
            default -> throw new IllegalArgumentException("family must be one of " + NAMES + ", got \"" + name + "\"");
        };
    }
}
