package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The permutation laws against enumeration, against each other and against draws. */
class RankLawTest {
    @Test
    void exactLawIsThatOfAllOrders() {
        RandomGenerator random = RandomStream.of(1, "orders");
        for (int n = 2; n <= 7; n++) {
            for (int distinct = 2; distinct <= n + 1; distinct++) {
                int[] a = ranks(Samples.tied(n, distinct, random));
                int[] b = ranks(Samples.tied(n, 9 - distinct, random));
                List<Double> sums = new ArrayList<>();
                collect(a, b.clone(), 0, sums);
                ExactRankLaw law = Objects.requireNonNull(ExactRankLaw.ifCheap(TieStructure.of(a), TieStructure.of(b)));
                for (double s : sums) {
                    double above = sums.stream().filter(v -> v >= s).count() / (double) sums.size();
                    double below = sums.stream().filter(v -> v <= s).count() / (double) sums.size();
                    assertThat(Math.exp(law.logUpper(s))).isCloseTo(above, within(1e-13));
                    assertThat(Math.exp(law.logLower(s))).isCloseTo(below, within(1e-13));
                }
            }
        }
    }

    @Test
    void saddlePointFollowsExactLawsWithoutTies() {
        for (int n = 10; n <= 13; n++) {
            TieStructure ties = TieStructure.of(ranks(Samples.positions(n)));
            ExactRankLaw exact = Objects.requireNonNull(ExactRankLaw.ifCheap(ties, ties));
            SaddlePointLaw saddle = new SaddlePointLaw(List.of(new RankTerm(ties, ties, 1)));
            double top = ties.sumOfSquares();
            for (double s = -top + 8; s < 0.98 * top; s += 24) {
                double ratio = Math.exp(saddle.logUpper(s) - exact.logUpper(s));
                assertThat(ratio).as("n %s, s/top %s", n, s / top).isBetween(0.993, s < 0.7 * top ? 1.01 : 1.45);
                assertThat(saddle.logLower(-s)).isEqualTo(saddle.logUpper(s));
            }
        }
    }

    @Test
    void saddlePointFollowsExactLawsWithTies() {
        double[] line = Samples.positions(40);
        double[] groups = new double[40];
        Arrays.fill(groups, 0, 6, 1);
        double[] halves = new double[40];
        Arrays.fill(halves, 0, 17, 1);
        for (double[][] pair : new double[][][] {{line, groups}, {halves, groups}, {halves, halves}}) {
            TieStructure a = TieStructure.of(ranks(pair[0]));
            TieStructure b = TieStructure.of(ranks(pair[1]));
            ExactRankLaw exact = Objects.requireNonNull(ExactRankLaw.ifCheap(a, b));
            RankTerm term = new RankTerm(a, b, 1);
            SaddlePointLaw saddle = new SaddlePointLaw(List.of(term));
            double deviation = Math.sqrt(term.variance());
            for (int i = 0; i < exact.probabilities().length; i++) {
                double s = exact.lowest() + (double) i * exact.step();
                if (exact.probabilities()[i] > 0 && Math.abs(s) < 3 * deviation) {
                    double up = saddle.logUpper(s) - exact.logUpper(s);
                    double down = saddle.logLower(s) - exact.logLower(s);
                    assertThat(up).as("z %s", s / deviation).isBetween(-0.06, 0.08);
                    assertThat(down).as("z %s", s / deviation).isBetween(-0.06, 0.08);
                }
            }
        }
    }

    @Test
    void coarseLawsAreBoundedFromAbove() {
        double[] x = new double[30];
        double[] y = new double[30];
        for (int i = 0; i < 4; i++) {
            x[i] = 1 + i % 2;
            y[i + 3] = 1 + i % 3;
        }
        TieStructure a = TieStructure.of(ranks(x));
        TieStructure b = TieStructure.of(ranks(y));
        ExactRankLaw exact = Objects.requireNonNull(ExactRankLaw.ifCheap(a, b));
        RankTerm term = new RankTerm(a, b, 1);
        assertThat(Grain.of(List.of(term))).isEqualTo(Grain.COARSE);
        SaddlePointLaw bound = new SaddlePointLaw(List.of(term));
        for (int i = 0; i < exact.probabilities().length; i++) {
            double s = exact.lowest() + (double) i * exact.step();
            if (exact.probabilities()[i] > 0) {
                assertThat(bound.logUpper(s)).isGreaterThanOrEqualTo(exact.logUpper(s) - 0.01);
                assertThat(bound.logLower(s)).isGreaterThanOrEqualTo(exact.logLower(s) - 0.01);
            }
        }
    }

    @Test
    void farTailsOfLongSeries() {
        TieStructure long6000 = TieStructure.of(ranks(Samples.positions(6_000)));
        SaddlePointLaw law = new SaddlePointLaw(List.of(new RankTerm(long6000, long6000, 1)));
        // the saddle point with all 160 nodes in double precision by numpy, checked by importance sampling of the
        // permanent
        assertThat(law.logUpper(0.28 * long6000.sumOfSquares()) / Math.log(10)).isCloseTo(-107.06865, within(1e-4));
        TieStructure many = TieStructure.of(ranks(Samples.positions(1_000_000)));
        SaddlePointLaw wide = new SaddlePointLaw(List.of(new RankTerm(many, many, 1)));
        double before = 0;
        for (double rho : new double[] {0.001, 0.1, 0.5, 0.9, 0.99, 0.999, 0.999999}) {
            double log = wide.logUpper(rho * many.sumOfSquares());
            assertThat(log).isLessThan(before);
            before = log;
        }
    }

    @Test
    void fourthCumulantIsThatOfThePermutationLaw() {
        int n = 2_000;
        TieStructure ties = TieStructure.of(ranks(Samples.positions(n)));
        PermanentCumulants cumulants = new PermanentCumulants(ties, ties, 32);
        double t = 0.05;
        double fourth = (cumulants.at(t).curvature()
                        + cumulants.at(-t).curvature()
                        - 2 * cumulants.at(0).curvature())
                / (t * t);
        assertThat(fourth / n / n * n).isCloseTo(-4.56, within(0.05));
    }

    @Test
    void quadratureKeepsMoments() {
        RandomGenerator random = RandomStream.of(3, "quadrature");
        for (double[] values : new double[][] {
            Samples.positions(5_000), Samples.tied(3_000, 200, random), Samples.tied(20_000, 9_000, random)
        }) {
            TieStructure ties = TieStructure.of(ranks(values));
            GaussRule all = ties.rule(Integer.MAX_VALUE);
            GaussRule few = ties.rule(16);
            assertThat(few.nodes()).hasSize(16);
            for (int power = 0; power <= 12; power++) {
                double expected = moment(all, power);
                assertThat(moment(few, power)).isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
            }
        }
    }

    private static double moment(GaussRule rule, int power) {
        double sum = 0;
        for (int i = 0; i < rule.nodes().length; i++) {
            sum += rule.weights()[i] * Math.pow(rule.nodes()[i], power);
        }
        return sum;
    }

    private static int[] ranks(double[] values) {
        values[0] += Arrays.stream(values).allMatch(v -> v == values[0]) ? 1 : 0;
        return CentredRanks.of(values, "values");
    }

    private static void collect(int[] a, int[] b, int from, List<Double> sums) {
        if (from == a.length) {
            sums.add(CentredRanks.product(a, b));
            return;
        }
        for (int i = from; i < b.length; i++) {
            swap(b, from, i);
            collect(a, b, from + 1, sums);
            swap(b, from, i);
        }
    }

    private static void swap(int[] b, int i, int j) {
        int kept = b[i];
        b[i] = b[j];
        b[j] = kept;
    }
}
