package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The location tests against R. */
class LocationReferenceTest {
    @Test
    void agreesWithR() {
        JsonNode cases = Reference.cases("location");
        assertThat(cases).hasSizeGreaterThan(150);
        for (JsonNode row : cases) {
            TestResult result = run(row);
            double statistic = row.required("statistic").asDouble();
            double log10P = row.required("log10P").asDouble();
            assertThat(result.statistic())
                    .as("%s", row)
                    .isCloseTo(statistic, within(1e-13 + 1e-11 * Math.abs(statistic)));
            assertThat(result.log10PValue())
                    .as("%s", row)
                    .isCloseTo(log10P, within(4e-11 * Math.max(1, Math.abs(log10P))));
        }
    }

    private static TestResult run(JsonNode row) {
        Alternative alternative =
                Alternative.valueOf(row.required("alternative").asText());
        double[] x = values(row.required("x"));
        double[] y = values(row.required("y"));
        return switch (row.required("kind").asText()) {
            case "mannWhitney" -> {
                TestResult result =
                        MannWhitneyTest.withDefaults().with(alternative).test(x, y);
                assertThat(result.method()).isEqualTo(PValueMethod.EXACT);
                yield result;
            }
            case "welch" ->
                WelchTest.withDefaults()
                        .with(WelchTest.Degrees.SATTERTHWAITE)
                        .with(alternative)
                        .test(x, y);
            case "paired" -> PairedTTest.withDefaults().with(alternative).test(x, y);
            case "oneAgainstMany" ->
                OneAgainstManyTest.withDefaults()
                        .with(alternative)
                        .test(x[0], y)
                        .student();
            default -> throw new IllegalStateException(row.toString());
        };
    }

    /** {@code (i step mod modulus) factor + shift}, i from 1. */
    private static double[] values(JsonNode design) {
        int step = design.required("step").asInt();
        int modulus = design.required("modulus").asInt();
        double factor = design.required("factor").asDouble();
        double shift = design.required("shift").asDouble();
        return IntStream.rangeClosed(1, design.required("n").asInt())
                .mapToDouble(i -> (long) i * step % modulus * factor + shift)
                .toArray();
    }
}
