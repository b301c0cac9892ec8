package org.palimpsest.stats;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How often neighbours in an order have the same label. H0: all orders are equally likely. With n labels of which n_s are s, the mean of
 * the count is {@code sum n_s (n_s - 1) / n}; the variance is the exact one of all orders (Mood 1940); the tail is normal.
 */
public final class NeighbourTest {
    private static final String NULL = "all orders of the labels are equally likely";

    private NeighbourTest() {}

    /**
     * Tests labels, two-sided. The statistic is z; positive where equal labels stand side by side more often than a shuffle puts them.
     * O(n).
     *
     * @param inOrder the labels, in the order in question
     * @return nothing for fewer than 20 labels, for which the normal tail is too rough, or where the count cannot vary
     */
    public static Optional<TestResult> test(List<String> inOrder) {
        int n = inOrder.size();
        if (n < 20) {
            return Optional.empty();
        }
        Map<String, Integer> sizes = new HashMap<>();
        long same = 0;
        for (int i = 0; i < n; i++) {
            sizes.merge(inOrder.get(i), 1, Integer::sum);
            same += i > 0 && inOrder.get(i).equals(inOrder.get(i - 1)) ? 1 : 0;
        }
        double pairs = 0;
        double triples = 0;
        for (int size : sizes.values()) {
            double two = (double) size * (size - 1);
            pairs += two;
            triples += two * (size - 2);
        }
        double single = pairs / ((double) n * (n - 1));
        double triple = triples / ((double) n * (n - 1) * (n - 2));
        // two disjoint pairs, each of one label: all ordered quadruples, less those that share a member
        double disjoint = (pairs * pairs - 4 * triples - 2 * pairs) / ((double) n * (n - 1) * (n - 2) * (n - 3));
        double mean = (n - 1) * single;
        double variance = (n - 1) * single + 2.0 * (n - 2) * triple + (n - 2.0) * (n - 3.0) * disjoint - mean * mean;
        if (!(variance > 1e-9)) {
            return Optional.empty();
        }
        double z = (same - mean) / Math.sqrt(variance);
        double log10P = Math.min(0, (LogTails.normalUpper(Math.abs(z)) + Math.log(2)) / Math.log(10));
        return Optional.of(TestResult.ofLog10P(NULL, z, log10P, Alternative.TWO_SIDED, PValueMethod.ASYMPTOTIC, n));
    }
}
