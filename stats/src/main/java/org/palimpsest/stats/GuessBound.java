package org.palimpsest.stats;

import java.util.Arrays;

/**
 * What hits of the last-k words test are worth when secrets are guessed more than once.
 *
 * <p>H0: the last k words of a ghost sentence were drawn uniformly and independently from a list of V words, and the model is
 * independent of the draw. One guess of k words then hits with chance at most {@code V^-k}, for any model. B distinct guesses
 * of the same secret (beams, samples, contexts and retries all count) are not independent trials: together they hit with chance
 * at most {@code q = min(1, B V^-k)}, the union bound, with equality where all B lie on the list. Hits of m distinct secrets
 * are independent, so their number is at most Poisson-binomial with {@code q_j}. All p-values are exact bounds:
 * P(p &le; a) &le; a for every a. For the plain binomial in documents to be valid each secret would have to be guessed once.
 *
 * @param listWords number of words on the list from which secrets are drawn, V, at least 2
 * @param lastWords number of words that must be reproduced, k, at least 1
 */
public record GuessBound(long listWords, int lastWords) {
    private static final String NULL = "the model is independent of the draw of the last words of every secret";

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if listWords is below 2 or lastWords below 1
     */
    public GuessBound {
        if (listWords < 2) {
            throw new IllegalArgumentException("listWords must be at least 2, got " + listWords);
        }
        if (lastWords < 1) {
            throw new IllegalArgumentException("lastWords must be at least 1, got " + lastWords);
        }
    }

    /**
     * log10 of {@code min(1, B V^-k)}, the largest chance under H0 that one of B distinct guesses of one secret hits. This is
     * the p-value of a hit.
     *
     * @param guesses distinct guesses of the secret, B, at least 1
     * @throws IllegalArgumentException if guesses is below 1
     */
    public double log10Chance(long guesses) {
        return logChance(guesses) / Math.log(10);
    }

    /**
     * Tests the number of secrets that were hit. The statistic is the number of hits, n the number of secrets. O(m h) time for
     * m secrets and h hits, less where all are guessed equally often.
     *
     * @param guesses distinct guesses of each secret, B_j, each at least 1; at least one secret
     * @param hits secrets of which at least one guess hit, in [0, m]
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public TestResult test(long[] guesses, int hits) {
        if (guesses.length == 0) {
            throw new IllegalArgumentException("guesses must hold at least 1 secret, got 0");
        }
        if (hits < 0 || hits > guesses.length) {
            throw new IllegalArgumentException("hits must be in [0, " + guesses.length + "], got " + hits);
        }
        double[] uncertain = Arrays.stream(guesses)
                .mapToDouble(this::logChance)
                .filter(log -> log < 0)
                .toArray();
        int certain = guesses.length - uncertain.length;
        double logP = hits <= certain ? 0 : logTail(uncertain, hits - certain);
        return TestResult.ofLog10P(
                NULL, hits, logP / Math.log(10), Alternative.GREATER, PValueMethod.EXACT, guesses.length);
    }

    private static double logTail(double[] logChances, int hits) {
        double first = logChances[0];
        double chance = Math.exp(first);
        if (chance >= Double.MIN_NORMAL && Arrays.stream(logChances).allMatch(log -> log == first)) {
            return BinomialTail.log10Upper(logChances.length, chance, hits) * Math.log(10);
        }
        int[] weights = new int[logChances.length];
        Arrays.fill(weights, 1);
        double[] logOdds = Arrays.stream(logChances)
                .map(log -> log - IncompleteBeta.log1mExp(log))
                .toArray();
        return BernoulliSum.logUpperTail(weights, logOdds, hits);
    }

    private double logChance(long guesses) {
        if (guesses < 1) {
            throw new IllegalArgumentException("guesses must be at least 1, got " + guesses);
        }
        return Math.min(0, Math.log((double) guesses) - lastWords * Math.log((double) listWords));
    }
}
