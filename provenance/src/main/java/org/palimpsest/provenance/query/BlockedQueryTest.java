package org.palimpsest.provenance.query;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.EProcess;
import org.palimpsest.stats.EValue;
import org.palimpsest.stats.MidRanks;
import org.palimpsest.stats.PermutedSums;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.RankLaw;
import org.palimpsest.stats.RankSums;
import org.palimpsest.stats.SpearmanTest;
import org.palimpsest.stats.TestResult;
import org.palimpsest.stats.Verdict;

/**
 * The query test on rows that never meet in one place: the statistic of {@link QueryTest} from sums of ranks, permutations within
 * blocks of places ({@link QueryBlocks}), and the product of the e-values of blocks. With one block every number is that of {@link
 * QueryTest}.
 *
 * <p>H0: the suspect is independent of the order, given the reference. If the order was drawn uniformly at random over all rows, the
 * permutation p-value and the e-value are exact under H0; if it was not, neither is. Rho and its t law are those of all rows, in
 * however many blocks they are. Many small blocks cost the e-value, which starts anew in each; they cost the p-value next to
 * nothing.
 *
 * @param alternative side of the test
 * @param permutations B, at least 1
 * @param seed of permutations, blocks and ties between positions
 * @param alpha level of the verdict, in (0, 1)
 * @param randomisation what is known of how the order was drawn
 */
public record BlockedQueryTest(
        Alternative alternative, int permutations, long seed, double alpha, Randomisation randomisation)
        implements Serializable {
    /** Rows of a block unless others are asked for; a block takes about 100 bytes a row while it is tested. */
    public static final int ROWS_A_BLOCK = 1 << 20;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public BlockedQueryTest {
        QueryTest.withDefaults().withPermutations(permutations).withAlpha(alpha);
    }

    /**
     * One-sided towards later text being likelier, 9,999 permutations, seed 0, level 0.01, randomisation unverified.
     *
     * @return the test
     */
    public static BlockedQueryTest withDefaults() {
        return new BlockedQueryTest(Alternative.GREATER, 9_999, 0, 0.01, Randomisation.UNVERIFIED);
    }

    /**
     * Sets the alternative.
     *
     * @param chosen side of the test
     * @return a new test
     */
    public BlockedQueryTest with(Alternative chosen) {
        return new BlockedQueryTest(chosen, permutations, seed, alpha, randomisation);
    }

    /**
     * Sets the number of permutations.
     *
     * @param count at least 1; the smallest p-value is 1 / (1 + count)
     * @return a new test
     */
    public BlockedQueryTest withPermutations(int count) {
        return new BlockedQueryTest(alternative, count, seed, alpha, randomisation);
    }

    /**
     * Sets the seed.
     *
     * @param chosen any number, fixed before the data are seen
     * @return a new test
     */
    public BlockedQueryTest withSeed(long chosen) {
        return new BlockedQueryTest(alternative, permutations, chosen, alpha, randomisation);
    }

    /** What one block says, or several together. */
    @SuppressWarnings("serial") // a TreeMap, which is serialisable
    public static final class Evidence implements Serializable {
        private static final long serialVersionUID = 1L;

        private final PermutedSums sums;
        private final TreeMap<Integer, Block> blocks;

        private Evidence(PermutedSums sums, Map<Integer, Block> blocks) {
            this.sums = sums;
            this.blocks = new TreeMap<>(blocks);
        }

        /** Sums of products under each permutation. */
        double[] permuted() {
            return sums.rounded();
        }

        /**
         * What both say.
         *
         * @param other evidence of other blocks
         * @return evidence of all
         * @throws IllegalArgumentException if both hold the same block
         */
        public Evidence plus(Evidence other) {
            Evidence both = new Evidence(sums.plus(other.sums), blocks);
            other.blocks.forEach((number, block) -> {
                if (both.blocks.put(number, block) != null) {
                    throw new IllegalArgumentException("block " + number + " must be added once, got it twice");
                }
            });
            return both;
        }
    }

    /**
     * A block.
     *
     * @param rows its rows
     * @param log10E base-10 logarithm of its e-value
     */
    private record Block(int rows, double log10E) implements Serializable {}

    /**
     * What the test found; numbers as in {@link QueryTest.Result}.
     *
     * @param n rows tested
     * @param statistic Spearman's rho of position and score over all rows
     * @param alternative side of the test
     * @param p p-value of the t law on that side
     * @param log10P its base-10 logarithm
     * @param twoSidedLog10P that of the two-sided p-value
     * @param saddlePointLog10P that of the p-value of the permutation law of all rows; NaN where scores or positions have ties
     * @param permutationP exact p-value (1 + b) / (1 + B) of orders within blocks
     * @param oppositeP the same for the other side
     * @param permutations B
     * @param blocks within which rows were permuted and bet on
     * @param log10E base-10 logarithm of the product of the e-values of the blocks
     * @param verdict in the words of the command line
     * @param detectable smallest correlation that the test finds at its level with power 0.9; NaN for 3 rows
     */
    public record Result(
            long n,
            double statistic,
            Alternative alternative,
            double p,
            double log10P,
            double twoSidedLog10P,
            double saddlePointLog10P,
            double permutationP,
            double oppositeP,
            int permutations,
            int blocks,
            double log10E,
            Verdict verdict,
            double detectable) {}

    /** Evidence of no block. */
    public Evidence none() {
        return new Evidence(PermutedSums.none(permutations), Map.of());
    }

    /**
     * Permutes the rows of a block and bets on them. O(B n) on the caller's thread.
     *
     * @param block its number among all blocks, from 0
     * @param positions of its rows, finite
     * @param scores of its rows, finite
     * @param x doubled, centred mid-ranks of the positions among those of all rows
     * @param y the same of the scores
     * @return what the block says, the same for every order of the rows
     * @throws IllegalArgumentException if lengths differ
     */
    public Evidence evidence(int block, double[] positions, double[] scores, int[] x, int[] y) {
        QueryData given = new QueryData(positions, scores, null, false);
        int[] order = CanonicalRows.of(positions, scores);
        QueryData rows = given.rows(order);
        long own = seed(block);
        PermutedSums sums = PermutedSums.of(pick(x, order), pick(y, order), permutations, own);
        double log10E = 0;
        if (order.length > 1) {
            double[] inOrder =
                    rows.rows(CanonicalRows.inOrder(rows.positions(), own)).scores();
            log10E = EProcess.withDefaults()
                    .with(alternative)
                    .matchedPairs(inOrder)
                    .log10E();
        }
        return new Evidence(sums, Map.of(block, new Block(order.length, log10E)));
    }

    private long seed(int block) {
        return block == 0
                ? seed
                : ByteBuffer.wrap(RandomStream.key(seed, "block/" + block)).getLong();
    }

    /**
     * What all blocks say together.
     *
     * @param ranks sums of all rows
     * @param all evidence of all blocks
     * @param referenced whether a reference went into the scores
     * @return the result
     * @throws IllegalArgumentException if sums or blocks are not those of all rows, rows are fewer than 3, a column is constant, or
     *     rows with ties are in perfect order
     */
    public Result result(RankSums ranks, Evidence all, boolean referenced) {
        long inBlocks = all.blocks.values().stream().mapToLong(Block::rows).sum();
        if (inBlocks != ranks.n()) {
            throw new IllegalArgumentException("blocks must hold all " + ranks.n() + " rows, got " + inBlocks);
        }
        SpearmanTest law = SpearmanTest.withDefaults().with(alternative);
        TestResult tail = law.with(RankLaw.STUDENT_T).test(ranks);
        double rho = tail.statistic();
        double scale = scale(ranks);
        double[] sums = all.sums.rounded();
        double observed = ranks.products().doubleValue();
        double permutationP = (1.0
                        + IntStream.range(0, sums.length)
                                .filter(i -> evidence(sums[i]) >= evidence(observed))
                                .count())
                / (1.0 + permutations);
        double[] correlations = Arrays.stream(sums).map(sum -> sum / scale).toArray();
        double opposite = QueryTest.opposite(alternative, rho, correlations);
        double log10E = EValue.product(
                all.blocks.values().stream().mapToDouble(Block::log10E).toArray());
        Verdict verdict = QueryTest.verdict(
                alternative, rho, permutationP, opposite, smallestLog10P(all), referenced, alpha, randomisation);
        return new Result(
                ranks.n(),
                rho,
                alternative,
                tail.pValue(),
                tail.log10PValue(),
                SpearmanTest.log10TwoSidedP(rho, ranks.n()),
                ranks.isUntied() ? law.test(ranks).log10PValue() : Double.NaN,
                permutationP,
                opposite,
                permutations,
                all.blocks.size(),
                log10E,
                verdict,
                QueryTest.detectable(ranks.n(), alpha));
    }

    private static double scale(RankSums ranks) {
        double x = ranks.squaresX().doubleValue();
        double y = ranks.squaresY().doubleValue();
        return x == y ? x : Math.sqrt(x) * Math.sqrt(y);
    }

    private double evidence(double sum) {
        return switch (alternative) {
            case TWO_SIDED -> Math.abs(sum);
            case GREATER -> sum;
            case LESS -> -sum;
        };
    }

    private double smallestLog10P(Evidence all) {
        double orders = 0;
        double draws = Math.log10(1.0 + permutations);
        for (Block block : all.blocks.values()) {
            for (int i = 2; i <= block.rows && orders <= draws + 1; i++) {
                orders += Math.log10(i);
            }
        }
        double sides = alternative == Alternative.TWO_SIDED ? Math.log10(2) : 0;
        return Math.min(0, Math.max(-draws, sides - orders));
    }

    /**
     * The same test of rows in one place.
     *
     * @param data finite rows, not in strata
     * @param blocks into which they are dealt
     * @return the result
     * @throws IllegalArgumentException if rows are in strata, fewer than 3, or a column is constant
     */
    public Result test(QueryData data, QueryBlocks blocks) {
        if (data.strata() != null) {
            throw new IllegalArgumentException("rows in blocks must not be in strata as well");
        }
        long[] x = doubled(data.positions());
        long[] y = doubled(data.scores());
        Evidence all = none();
        for (int block = 0; block < blocks.count(); block++) {
            int number = block;
            int[] rows = IntStream.range(0, x.length)
                    .filter(i -> blocks.of(x[i]) == number)
                    .toArray();
            QueryData own = data.rows(rows);
            all = all.plus(evidence(
                    block,
                    own.positions(),
                    own.scores(),
                    IntStream.of(rows).map(i -> (int) x[i]).toArray(),
                    IntStream.of(rows).map(i -> (int) y[i]).toArray()));
        }
        return result(RankSums.of(x, y), all, data.referenced());
    }

    private static long[] doubled(double[] values) {
        return Arrays.stream(MidRanks.of(values))
                .mapToLong(rank -> Math.round(2 * rank) - values.length - 1)
                .toArray();
    }

    private static int[] pick(int[] values, int[] rows) {
        return IntStream.of(rows).map(i -> values[i]).toArray();
    }
}
