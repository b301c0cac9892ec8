package org.palimpsest.traps.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.HypergeometricTail;
import org.palimpsest.stats.MannWhitneyTest;
import org.palimpsest.stats.TestResult;

/**
 * The test of a fixed pool: M texts were drawn, m of them, chosen at random, were published, and nothing else ties a published
 * text to the others. Many weak traps of a collection show together what none shows alone.
 *
 * <p>H0: the model is independent of which m of the M texts were published, so that all C(M, m) choices are equally likely. Two
 * tests: how many of the k texts that the model finds likeliest are published (hypergeometric), and the sum of ranks of all
 * published ones (Mann and Whitney). Both are exact for any model; ties count against the evidence in the first and are part of
 * the law of the second. Fix beforehand which one counts.
 */
public final class CollectionTest {
    private static final CollectionTest DEFAULTS = new CollectionTest(0);
    private static final String NULL = "the model is independent of which texts of the pool were published";

    private final int picked;

    private CollectionTest(int picked) {
        this.picked = picked;
    }

    private record Scored(double score, boolean published) {}

    /**
     * As many picks as texts were published.
     *
     * @return the test
     */
    public static CollectionTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same test with another number of picks.
     *
     * @param k number of likeliest texts that are looked at, 1 or more, fixed before the scores are seen
     * @return a new test
     * @throws IllegalArgumentException if k is below 1
     */
    public CollectionTest withPicked(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("picked must be 1 or more, got " + k);
        }
        return new CollectionTest(k);
    }

    /**
     * Tests one model by the published texts among the k likeliest. O(M log M).
     *
     * @param published scores of the m published texts, finite, higher = likelier, one or more
     * @param unpublished scores of the others of the pool, one or more
     * @return p-value; its statistic is the number of published texts among the picks, its n the size of the pool
     * @throws IllegalArgumentException if a side is empty, a score is not finite, or there are fewer texts than picks
     */
    public TestResult hits(double[] published, double[] unpublished) {
        List<Scored> pool = new ArrayList<>();
        add(pool, published, true);
        add(pool, unpublished, false);
        int k = picked == 0 ? published.length : picked;
        if (k > pool.size()) {
            throw new IllegalArgumentException("picked must be in [1, " + pool.size() + "], got " + k);
        }
        // Among equal scores the unpublished stand first.
        pool.sort(Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::published));
        long hits = pool.subList(0, k).stream().filter(Scored::published).count();
        return HypergeometricTail.test(NULL, pool.size(), published.length, k, hits);
    }

    /**
     * Tests one model by the ranks of all published texts.
     *
     * @param published scores of the m published texts, finite, higher = likelier, one or more
     * @param unpublished scores of the others of the pool, one or more
     * @return p-value of Mann and Whitney's test
     * @throws IllegalArgumentException if a side is empty or a score is not finite
     */
    public TestResult ranks(double[] published, double[] unpublished) {
        return MannWhitneyTest.withDefaults().with(Alternative.GREATER).test(published, unpublished);
    }

    private static void add(List<Scored> pool, double[] scores, boolean published) {
        if (scores.length == 0) {
            throw new IllegalArgumentException((published ? "published" : "unpublished")
                    + " must hold 1 score or more, got 0: a pool without both gives no p-value");
        }
        for (double score : scores) {
            if (!Double.isFinite(score)) {
                throw new IllegalArgumentException("scores of a pool must be finite, got " + score);
            }
            pool.add(new Scored(score, published));
        }
    }
}
