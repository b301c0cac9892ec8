package org.palimpsest.traps.survival;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps documents of some buckets of perplexity. The head lies below the first quantile of the corpus as it reaches this rule,
 * the tail from the second on (Wenzek et al. 2020, arXiv 1911.00359, section 3.3; CCNet's cut-offs are the 30 and 60 %
 * quantiles of a language). 8 bytes a document; each is scored once.
 *
 * @param model scores documents
 * @param kept buckets that stay
 * @param first share of documents in the head, in (0, 1)
 * @param second share in head and middle, above {@code first} and below 1
 */
public record PerplexityRule(PerplexityModel model, Set<PerplexityBucket> kept, double first, double second)
        implements SurvivalRule {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the shares are out of range
     */
    public PerplexityRule {
        kept = Set.copyOf(kept);
        if (!(first > 0 && second > first && second < 1)) {
            throw new IllegalArgumentException(
                    "quantiles must hold 0 < first < second < 1, got " + first + " and " + second);
        }
    }

    /**
     * CCNet's quantiles, without the tail.
     *
     * @param model scores documents
     * @return the rule
     */
    public static PerplexityRule ccNet(PerplexityModel model) {
        return new PerplexityRule(model, EnumSet.of(PerplexityBucket.HEAD, PerplexityBucket.MIDDLE), 0.3, 0.6);
    }

    @Override
    public String name() {
        return "perplexity";
    }

    @Override
    public String source() {
        return "CCNet (Wenzek et al. 2020), buckets at the " + first + " and " + second + " quantiles";
    }

    @Override
    public RuleRun begin() {
        return new Run(this);
    }

    private static final class Run implements RuleRun {
        private final PerplexityRule rule;
        private double[] scores = new double[1024];
        private int seen;
        private int ruled;
        private double[] cutOffs = {};

        Run(PerplexityRule rule) {
            this.rule = rule;
        }

        @Override
        public int observations() {
            return 1;
        }

        @Override
        public void observe(int pass, MarkedDocument document) {
            if (seen == scores.length) {
                scores = Arrays.copyOf(scores, 2 * seen);
            }
            scores[seen++] =
                    rule.model.perplexity(document.id(), document.content().text());
        }

        @Override
        public Ruling apply(MarkedDocument document) {
            if (cutOffs.length == 0) {
                double[] sorted = Arrays.copyOf(scores, seen);
                Arrays.sort(sorted);
                cutOffs = new double[] {sorted[(int) (rule.first * seen)], sorted[(int) (rule.second * seen)]};
            }
            PerplexityBucket bucket = bucket(scores[ruled++]);
            return rule.kept.contains(bucket)
                    ? Ruling.keep(document.content())
                    : Ruling.drop("perplexity-" + bucket.name().toLowerCase(Locale.ROOT));
        }

        private PerplexityBucket bucket(double perplexity) {
            if (perplexity < cutOffs[0]) {
                return PerplexityBucket.HEAD;
            }
            return perplexity < cutOffs[1] ? PerplexityBucket.MIDDLE : PerplexityBucket.TAIL;
        }
    }
}
