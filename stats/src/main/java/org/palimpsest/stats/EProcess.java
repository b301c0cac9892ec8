package org.palimpsest.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Evidence by betting on matched pairs: an e-value that is exact at every sample size and may be watched while it grows.
 *
 * <p>H0: the order of the n scores is uniformly random. Pair k joins place k of the first half with place k of the second
 * half, so who is the later one of a pair is a fair coin given the two scores and all other pairs. A stake in [0, 1) is laid on
 * "the higher score is the later one": with sign s_k and difference d_k the wealth of a gambler is the product of
 * {@code 1 + lambda s_k u_k^c}, where u_k is the relative rank of |d_k| among the differences seen so far. The reported wealth
 * is the mean over gamblers with fixed lambda and c, hence a nonnegative martingale that starts at 1: under H0 its expectation
 * is 1 and P(it ever reaches 1/a) &le; a (Ville 1939). The e-value is the wealth at the end, never its maximum. Ranks make
 * the stakes safe against heavy tails; a pair of equal scores bets nothing. Kuditipudi et al. 2025 give the setting; the
 * mixture over stakes is the universal portfolio of Cover 1991. O(n log n).
 */
public final class EProcess {
    private static final double[] STAKES = {
        1 / 64., 1 / 32., 1 / 16., 1 / 8., 1 / 4., 3 / 8., 1 / 2., 5 / 8., 3 / 4., 7 / 8., 31 / 32.
    };
    private static final EProcess DEFAULTS = new EProcess(Alternative.GREATER);

    private final Alternative alternative;

    private EProcess(Alternative alternative) {
        this.alternative = alternative;
    }

    /** The process that bets on later scores being higher. */
    public static EProcess withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same process for another alternative.
     *
     * @param chosen {@code LESS} bets on later scores being lower, {@code TWO_SIDED} splits the money evenly
     */
    public EProcess with(Alternative chosen) {
        return new EProcess(chosen);
    }

    /**
     * Bets on the pairs (k, k + floor(n/2)) in order of k. With odd n the last place stays out. Constant scores give wealth 1.
     *
     * @param scoresInOrder finite scores, that of the earliest training example first; at least 2
     * @throws IllegalArgumentException if there are fewer than 2 scores or one is not finite
     */
    public Result matchedPairs(double[] scoresInOrder) {
        if (scoresInOrder.length < 2) {
            throw new IllegalArgumentException("n must be at least 2, got " + scoresInOrder.length);
        }
        Scores.requireFinite("scores", scoresInOrder);
        int pairs = scoresInOrder.length / 2;
        double[] differences = new double[pairs];
        for (int k = 0; k < pairs; k++) {
            // Halves, so that no difference of finite scores overflows.
            differences[k] = scoresInOrder[k + pairs] / 2 - scoresInOrder[k] / 2;
        }
        return pairs(differences);
    }

    /**
     * Bets on pairs formed inside strata: place k of the first half of a stratum's scores with place k of its second half, stratum
     * after stratum in the order of their first scores. For orders that were shuffled within strata alone. A stratum of one score
     * stays out.
     *
     * @param scoresInOrder finite scores, that of the earliest training example first
     * @param strata the stratum of each score, any labels, as many
     * @throws IllegalArgumentException if the lengths differ, a score is not finite, or no stratum holds 2 scores
     */
    public Result matchedPairs(double[] scoresInOrder, int[] strata) {
        if (strata.length != scoresInOrder.length) {
            throw new IllegalArgumentException(
                    "strata must hold " + scoresInOrder.length + " labels, got " + strata.length);
        }
        Scores.requireFinite("scores", scoresInOrder);
        Map<Integer, List<Double>> groups = new LinkedHashMap<>();
        for (int i = 0; i < strata.length; i++) {
            groups.computeIfAbsent(strata[i], s -> new ArrayList<>()).add(scoresInOrder[i]);
        }
        double[] differences = new double[scoresInOrder.length / 2];
        int count = 0;
        for (List<Double> group : groups.values()) {
            int pairs = group.size() / 2;
            for (int k = 0; k < pairs; k++) {
                differences[count++] = group.get(k + pairs) / 2 - group.get(k) / 2;
            }
        }
        return pairs(Arrays.copyOf(differences, count));
    }

    /**
     * Bets on pairs as they are revealed: H0: given everything known before and the size of the difference, its sign is a fair coin.
     * The first k entries of the wealth depend on the first k pairs alone, so betting may stop at any time.
     *
     * @param differences later minus earlier score of each pair, finite, in an order chosen without sight of signs; at least 1
     * @throws IllegalArgumentException if there is none or one is not finite
     */
    public Result pairs(double[] differences) {
        if (differences.length == 0) {
            throw new IllegalArgumentException("pairs must be at least 1, got 0");
        }
        Scores.requireFinite("differences", differences);
        int pairs = differences.length;
        double[] sizes = RunningRanks.of(differences);
        double[] log10Wealth = new double[pairs];
        Gamblers gamblers = new Gamblers(STAKES, alternative);
        double logWealth = 0;
        for (int k = 0; k < pairs; k++) {
            if (differences[k] != 0) {
                logWealth = gamblers.bet(Math.signum(differences[k]), sizes[k]);
            }
            log10Wealth[k] = logWealth / Math.log(10);
        }
        return new Result(log10Wealth[pairs - 1], log10Wealth, pairs);
    }

    /**
     * The outcome of betting.
     *
     * @param log10E base-10 logarithm of the e-value: the final wealth
     * @param log10Wealth the wealth after each pair, base-10 logarithms; for plots, since its maximum is not an e-value
     * @param pairs how many pairs were formed, floor(n/2)
     */
    @SuppressWarnings("ArrayRecordComponent") // copied on the way in and out
    public record Result(double log10E, double[] log10Wealth, int pairs) {
        /**
         * Checks the length and copies the path.
         *
         * @throws IllegalArgumentException if the path does not hold one value a pair
         */
        public Result {
            if (log10Wealth.length != pairs) {
                throw new IllegalArgumentException(
                        "log10Wealth must hold " + pairs + " values, got " + log10Wealth.length);
            }
            log10Wealth = log10Wealth.clone();
        }

        /** A copy of the path. */
        @Override
        public double[] log10Wealth() {
            return log10Wealth.clone();
        }
    }
}
