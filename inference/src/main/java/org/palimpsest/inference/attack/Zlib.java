package org.palimpsest.inference.attack;

import java.util.Set;

/**
 * Log-probability over the bytes of the text under zlib, level 6, in UTF-8 (Carlini et al. 2021, arXiv 2012.07805). The usual
 * numerator is the mean, so that the score shrinks with length; with the sum numerator and denominator both grow with it.
 *
 * @param numerator mean or sum
 */
public record Zlib(Numerator numerator) implements MembershipAttack {
    @Override
    public String name() {
        return numerator == Numerator.MEAN ? "zlib" : "zlib_sum";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.LOG_PROBS, Need.TEXT);
    }

    @Override
    public double score(ScoredText text) throws UndefinedScoreException {
        double[] logProbs = text.logProbs();
        double nats = numerator == Numerator.MEAN ? Shares.mean(logProbs) : Shares.sum(logProbs);
        return nats / ZlibSize.of(text.text());
    }

    /** What is divided. */
    public enum Numerator {
        /** Mean log-probability of the tokens, as other programs have it. */
        MEAN,
        /** Log-probability of the whole text. */
        SUM
    }
}
