package org.palimpsest.corpus.duplicates;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What rules ask of training text about a benchmark before they have seen an answer, so that parts of the text can be asked
 * apart and their answers be added up.
 *
 * @param kind what is asked
 * @param n tokens of an n-gram, or those that a match begins with; at least 1
 * @param skips tokens in which a match may differ, at least 0; 0 for counts
 */
public record TextQuestion(Kind kind, int n, int skips) implements Serializable {
    /** What is asked. */
    public enum Kind {
        /** {@link TrainingText#counts}. */
        COUNTS,
        /** {@link TrainingText#lengths}. */
        LENGTHS
    }

    /**
     * All questions about a benchmark that a report asks.
     *
     * @param items the benchmark
     * @param rules the rules of the report
     * @param boundaries where words and sentences begin and end
     * @return each question once, in the order in which they are asked
     */
    public static List<TextQuestion> of(List<BenchmarkItem> items, List<OverlapRule> rules, SpanBoundaries boundaries) {
        Noting noting = new Noting();
        noting.lengths(List.of(), 1, 0);
        rules.forEach(rule -> rule.rule(boundaries).judge(items, noting));
        return List.copyOf(noting.asked);
    }

    /** Training text of no token, which notes what it is asked. */
    private static final class Noting implements TrainingText {
        private final Set<TextQuestion> asked = new LinkedHashSet<>();

        @Override
        public long tokens() {
            return 0;
        }

        @Override
        public List<long[]> counts(List<int[]> texts, int n) {
            asked.add(new TextQuestion(Kind.COUNTS, n, 0));
            List<long[]> none = new ArrayList<>();
            texts.forEach(text -> none.add(new long[text.length]));
            return none;
        }

        @Override
        public List<int[]> lengths(List<int[]> texts, int least, int skips) {
            asked.add(new TextQuestion(Kind.LENGTHS, least, skips));
            return texts.stream().map(text -> new int[text.length]).toList();
        }

        @Override
        public List<Sighting> sightings(List<int[]> phrases, int limit) {
            throw new IllegalStateException("rules ask for counts and lengths only");
        }
    }
}
