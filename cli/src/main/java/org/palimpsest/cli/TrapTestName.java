package org.palimpsest.cli;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The tests of {@code traps test}, in the order in which they are reported. */
enum TrapTestName {
    RANK,
    PERPLEXITY,
    MONTE_CARLO,
    FISHER,
    RATIO,
    CONTEXT,
    REPHRASING,
    LAST_K_WORDS,
    CONTRASTIVE;

    /** The word in options and results. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The tests of a list of words joined by commas. */
    static Set<TrapTestName> parse(String list) {
        Set<TrapTestName> tests = EnumSet.noneOf(TrapTestName.class);
        for (String word : list.split(",")) {
            tests.add(Arrays.stream(values())
                    .filter(test -> test.label().equals(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> new UsageException("--tests must be some of "
                            + Arrays.stream(values()).map(TrapTestName::label).toList() + ", got \"" + word.strip()
                            + "\"")));
        }
        return tests;
    }
}
