package org.palimpsest.provenance.observational;

import java.util.Arrays;

/** What a place counts at which the corpus has the longest phrase of a token of the text. */
public enum MatchWeight {
    /** Each place 1: what the published test counts. */
    COUNT("count"),
    /** Each token of the text 1, shared by all places of its phrase. */
    SHARE("share"),
    /** Each place {@code ln(N / count)}, N the tokens of the corpus: the rarer the phrase, the more. */
    IDF("idf"),
    /** 1 where the corpus has the phrase once, else nothing. */
    UNIQUE("unique");

    private final String label;

    MatchWeight(String label) {
        this.label = label;
    }

    /** The word that options use. */
    public String label() {
        return label;
    }

    /**
     * The weight of one place.
     *
     * @param count places of the phrase in the corpus, at least 1
     * @param tokens of the corpus, at least {@code count}
     * @return at least 0
     */
    public double of(long count, long tokens) {
        return switch (this) {
            case COUNT -> 1;
            case SHARE -> 1.0 / count;
            case IDF -> Math.log((double) tokens / count);
            case UNIQUE -> count == 1 ? 1 : 0;
        };
    }

    /**
     * The weight of a word that options use.
     *
     * @param label such as {@code share}
     * @throws IllegalArgumentException if there is none
     */
    public static MatchWeight of(String label) {
        return Arrays.stream(values())
                .filter(weight -> weight.label.equals(label))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("weights must be count, share, idf or unique, got " + label));
    }
}
