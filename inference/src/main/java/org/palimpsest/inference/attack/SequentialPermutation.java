package org.palimpsest.inference.attack;

import java.util.function.ToDoubleFunction;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.LabelPermutationTest;
import org.palimpsest.stats.PValueMethod;
import org.palimpsest.stats.PermutationTest;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.TestResult;

/**
 * A label permutation test that stops once the answer is plain: at the draw l that brings the h-th exceedance p = h/l, and
 * (1 + b)/(1 + B) if B draws bring b &lt; h (Besag and Clifford 1991). Exact as the test of fixed length is; under the null hypothesis it
 * needs a small part of its draws. Draws are made in batches, each with a stream of its own, and counted in their order.
 *
 * @param test the test, with alternative and groups
 * @param most B, at least 1
 * @param seed of the draws
 */
record SequentialPermutation(LabelPermutationTest test, int most, long seed) {
    private static final int ENOUGH = 10;
    private static final int BATCH = 32;
    /** As far as two areas may differ by rounding and still be tied, relative to their distance from 1/2. */
    private static final double TIE = 1e-12;

    /** Tests an area above 1/2. */
    Outcome test(boolean[] members, ToDoubleFunction<boolean[]> aucOfLabels) {
        int exceedances = 0;
        int drawn = 0;
        while (true) {
            int batch = Math.min(BATCH, most - drawn);
            PermutationTest.Result result = test.withPermutations(batch)
                    .withSeed(
                            RandomStream.of(seed, "permutations from " + drawn).nextLong())
                    .test(members, aucOfLabels);
            TestResult last = result.test();
            for (double area : result.nullStatistics()) {
                drawn++;
                double slack = TIE * Math.max(Math.abs(area - 0.5), Math.abs(last.statistic() - 0.5));
                exceedances += area >= last.statistic() - slack ? 1 : 0;
                if (exceedances == ENOUGH) {
                    return outcome(last, (double) ENOUGH / drawn, drawn);
                }
            }
            if (drawn == most) {
                return outcome(last, (1.0 + exceedances) / (1.0 + most), drawn);
            }
        }
    }

    private static Outcome outcome(TestResult of, double p, int drawn) {
        TestResult result = new TestResult(
                of.nullHypothesis(),
                of.statistic(),
                p,
                Math.log10(p),
                Alternative.GREATER,
                PValueMethod.PERMUTATION,
                of.n());
        return new Outcome(result, drawn);
    }

    /** The result, and how many permutations were drawn for it. */
    record Outcome(TestResult test, int permutations) {}
}
