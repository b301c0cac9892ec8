package org.palimpsest.corpus.duplicates;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Rules for what contamination is, named after who published them. */
public enum OverlapRule {
    /** Any n-gram in common. */
    GPT3,
    /** 70 % of the 8-grams. */
    PALM,
    /** 80 % of the tokens, in matches that may skip four. */
    LLAMA2,
    /** Long and rare spans, without a judgement. */
    OLMOTRACE;

    /**
     * The rule as it was published.
     *
     * @param boundaries where words and sentences of the benchmark begin and end
     * @return the rule
     */
    public ContaminationRule rule(SpanBoundaries boundaries) {
        return switch (this) {
            case GPT3 -> CollisionRule.gpt3();
            case PALM -> NgramShareRule.palm();
            case LLAMA2 -> SkipgramRule.llama2();
            case OLMOTRACE -> TraceRule.olmoTrace(boundaries);
        };
    }

    /**
     * Rules by their words.
     *
     * @param words such as {@code gpt3}; none for all rules
     * @return the rules, each once
     * @throws IllegalArgumentException if a word is none of a rule
     */
    public static List<OverlapRule> of(List<String> words) {
        if (words.isEmpty()) {
            return List.of(values());
        }
        return words.stream().map(OverlapRule::of).distinct().toList();
    }

    private static OverlapRule of(String word) {
        return Arrays.stream(values())
                .filter(rule -> rule.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "rules must be of " + Arrays.toString(values()) + ", got \"" + word + "\""));
    }

    /** Returns the word on the command line, in small letters. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
