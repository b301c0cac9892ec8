package org.palimpsest.traps.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fuzzy traps over a family of parts: no two copies are alike. Every wording has {@code replaced} of its parts drawn anew, each
 * different from what it replaces, at a set of positions that no other wording has, with {@code run} untouched parts or more
 * between two replaced ones. The text without replacements is what a model is asked about; it is published nowhere.
 *
 * <p>Shilov, Meeus and de Montjoye, "The Mosaic Memory of Large Language Models", arXiv 2405.15523, fuzzy duplicates (random
 * replacements; those of a model are made beforehand, see {@code traps.generation}).
 *
 * @param base draws the texts
 * @param replaced parts that a wording replaces, 1 or more
 * @param run least number of untouched parts between two replaced ones, 0 or more
 * @param copies number of wordings, 1 to 10,000
 */
public record FuzzyFamily(PartedFamily base, int replaced, int run, int copies) implements TrapFamily {
    /** Value of {@link #name()}. */
    public static final String NAME = "fuzzy";

    private static final int MAXIMUM_COPIES = 10_000;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number is out of range, or there are fewer sets of positions than wordings
     */
    public FuzzyFamily {
        if (copies < 1 || copies > MAXIMUM_COPIES) {
            throw new IllegalArgumentException("copies must be in [1, " + MAXIMUM_COPIES + "], got " + copies);
        }
        double sets = new SpacedPositions(base.partCount(), replaced, run).sets();
        if (sets < copies) {
            throw new IllegalArgumentException("copies must be in [1, " + (long) sets + "], the sets of " + replaced
                    + " positions of " + base.partCount() + " with runs of " + run + ", got " + copies);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String draw(KeyedStream stream) {
        return base.draw(stream);
    }

    @Override
    public String draw(KeyedStream trap, KeyedStream candidate) {
        return base.draw(trap, candidate);
    }

    @Override
    public List<String> wordings(String text, KeyedStream stream) {
        SpacedPositions positions = new SpacedPositions(base.partCount(), replaced, run);
        PartedText parted = base.parted(text);
        Set<List<Integer>> taken = new LinkedHashSet<>();
        List<String> wordings = new ArrayList<>(copies);
        while (wordings.size() < copies) {
            int[] drawn = positions.draw(stream);
            if (taken.add(Arrays.stream(drawn).boxed().toList())) {
                List<String> parts = new ArrayList<>(parted.parts());
                for (int position : drawn) {
                    parts.set(position, other(parts.get(position), stream));
                }
                wordings.add(parted.withParts(parts).text());
            }
        }
        return List.copyOf(wordings);
    }

    private String other(String part, KeyedStream stream) {
        String drawn = base.drawPart(stream);
        while (drawn.equals(part)) {
            drawn = base.drawPart(stream);
        }
        return drawn;
    }

    @Override
    public double entropyBits() {
        return base.entropyBits();
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("base", base.name());
        options.put("baseOptions", base.options());
        options.put("replaced", replaced);
        options.put("run", run);
        options.put("copies", copies);
        return options;
    }

    /**
     * Builds the family from what {@link #options()} returned.
     *
     * @param map names and values
     * @return the family
     * @throws IllegalArgumentException if an option is missing, of the wrong type or out of range, or the base has no parts
     */
    static FuzzyFamily of(Map<String, Object> map) {
        OptionMap options = new OptionMap(NAME, map);
        TrapFamily base = TrapFamilies.of(
                options.text("base"), options.object("baseOptions").options());
        if (!(base instanceof PartedFamily parted)) {
            throw new IllegalArgumentException("base of family " + NAME + " must be made of parts, got " + base.name());
        }
        return new FuzzyFamily(parted, options.integer("replaced"), options.integer("run"), options.integer("copies"));
    }
}
