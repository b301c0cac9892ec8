package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Areas, variances, p-values and operating points of independent software. */
class RocReferenceTest {
    private static final double PERCENT = 1e-8;

    static Stream<JsonNode> cases() {
        return StreamSupport.stream(Reference.cases("roc").spliterator(), false);
    }

    static Stream<JsonNode> casesOfProc() {
        return StreamSupport.stream(Reference.cases("roc-delong").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void curves(JsonNode wanted) {
        RocCurve curve = RocCurve.of(members(wanted), nonMembers(wanted));
        assertThat(curve.auc()).isCloseTo(wanted.get("auc").asDouble(), within(1e-15));
        assertThat(curve.points()).hasSize(wanted.get("points").asInt());
        for (JsonNode point : wanted.get("operating")) {
            double threshold = point.get(3).isNull()
                    ? Double.POSITIVE_INFINITY
                    : point.get(3).asDouble();
            double fpr = point.get(0).asDouble();
            assertThat(curve.tprAtFpr(fpr))
                    .isEqualTo(new OperatingPoint(
                            fpr,
                            point.get(1).asDouble(),
                            threshold,
                            point.get(2).asDouble()));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void variancesAndIntervals(JsonNode wanted) {
        RocCurve curve = RocCurve.of(members(wanted), nonMembers(wanted));
        DeLongVariance found = DeLongVariance.of(curve);
        near(found.variance(), wanted.get("variance"));
        if (found.variance() > 0) {
            near(found.degreesOfFreedom(), wanted.get("freedom"));
            Interval plain =
                    AucInterval.withDefaults().with(AucInterval.Scale.PLAIN).of(curve);
            near(plain.low(), wanted.get("plain").get(0));
            near(plain.high(), wanted.get("plain").get(1));
            Interval logit = AucInterval.withDefaults().of(curve);
            near(logit.low(), wanted.get("logit").get(0));
            near(logit.high(), wanted.get("logit").get(1));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void oneSampleTests(JsonNode wanted) {
        if (wanted.has("log10P")) {
            RocCurve curve = RocCurve.of(members(wanted), nonMembers(wanted));
            DeLongTest test = DeLongTest.withDefaults();
            nearLogs(
                    wanted.get("log10P"),
                    test.with(Alternative.GREATER).test(curve),
                    test.with(Alternative.LESS).test(curve),
                    test.test(curve));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void pairedTests(JsonNode wanted) {
        double[] a = members(wanted);
        double[] b = nonMembers(wanted);
        double[] c = second(wanted, a, 1, wanted.get("shift").asInt());
        double[] d = second(wanted, b, 2, 0);
        JsonNode paired = wanted.get("paired");
        DeLongTest test = DeLongTest.withDefaults();
        near(test.paired(a, b, c, d).statistic(), paired.get("difference"));
        near(
                DeLongVariance.ofDifference(Placements.of(a, b), Placements.of(c, d))
                        .variance(),
                paired.get("variance"));
        if (paired.has("log10P")) {
            nearLogs(
                    paired.get("log10P"),
                    test.with(Alternative.GREATER).paired(a, b, c, d),
                    test.with(Alternative.LESS).paired(a, b, c, d),
                    test.paired(a, b, c, d));
        } else {
            assertThat(test.paired(a, b, c, d).pValue()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("casesOfProc")
    void agreesWithProc(JsonNode wanted) {
        double[] a = scores(
                wanted.get("m").asInt(), 7919, 3, wanted, wanted.get("shift").asInt());
        double[] b = scores(wanted.get("n").asInt(), 104729, 8, wanted, 0);
        double[] c =
                plus(a, scores(a.length, 6007, 4, wanted, wanted.get("shift").asInt()));
        double[] d = plus(b, scores(b.length, 6007, 5, wanted, 0));
        RocCurve curve = RocCurve.of(a, b);
        near(curve.auc(), wanted.get("auc"));
        near(RocCurve.auc(c, d), wanted.get("second"));
        near(DeLongVariance.of(curve).variance(), wanted.get("variance"));
        DeLongVariance difference = DeLongVariance.ofDifference(Placements.of(a, b), Placements.of(c, d));
        double z = wanted.get("z").asDouble();
        assertThat(difference.estimate()).isCloseTo(z * Math.sqrt(difference.variance()), within(1e-11));
    }

    private static double[] members(JsonNode design) {
        return scores(
                design.get("m").asInt(),
                design.get("a1").asLong(),
                design.get("c").asLong(),
                design,
                design.get("shift").asInt());
    }

    private static double[] nonMembers(JsonNode design) {
        return scores(
                design.get("n").asInt(),
                design.get("a2").asLong(),
                design.get("c").asLong() + 5,
                design,
                0);
    }

    private static double[] second(JsonNode design, double[] first, int offset, int shift) {
        return plus(first, scores(first.length, 6007, design.get("c").asLong() + offset, design, shift));
    }

    private static double[] scores(int n, long a, long c, JsonNode design, int shift) {
        double[] scores = new double[n];
        long p = design.get("p").asLong();
        Arrays.setAll(scores, i -> (i * a + c) % p + shift);
        return scores;
    }

    private static double[] plus(double[] a, double[] b) {
        double[] sum = new double[a.length];
        Arrays.setAll(sum, i -> a[i] + b[i]);
        return sum;
    }

    private static void near(double found, JsonNode wanted) {
        assertThat(found).isCloseTo(wanted.asDouble(), withinPercentage(PERCENT));
    }

    private static void nearLogs(JsonNode wanted, TestResult... found) {
        for (int i = 0; i < found.length; i++) {
            double log10P = wanted.get(i).asDouble();
            assertThat(found[i].log10PValue()).isCloseTo(log10P, within(1e-10 * Math.max(1, Math.abs(log10P))));
        }
    }
}
