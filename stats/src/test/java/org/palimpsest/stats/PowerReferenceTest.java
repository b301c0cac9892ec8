package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Powers and sample sizes against R. */
class PowerReferenceTest {
    /** R states an error of 1e-12 for its noncentral t law, and integrates to a relative 1e-12. */
    private static final double RELATIVE = 1e-9;

    private static final double ABSOLUTE = 1e-12;

    @Test
    void everyCaseAgrees() {
        int cases = 0;
        for (JsonNode row : Reference.cases("power")) {
            double effect = row.required("effect").asDouble();
            PowerCurve curve = curve(row);
            if (row.has("size")) {
                PowerPlan plan = PowerPlan.of(curve, row.required("wanted").asDouble());
                assertThat(plan.sampleSize(effect))
                        .as("%s", row)
                        .hasValue(row.required("size").asLong());
            } else {
                double expected = row.required("power").asDouble();
                assertThat(PowerPlan.of(curve, 0.9)
                                .power(effect, row.required("n").asLong()))
                        .as("%s", row)
                        .isCloseTo(expected, within(ABSOLUTE + RELATIVE * expected));
            }
            cases++;
        }
        assertThat(cases).isGreaterThan(60);
    }

    private static PowerCurve curve(JsonNode row) {
        double alpha = row.required("alpha").asDouble();
        Alternative side = Arrays.stream(Alternative.values())
                .filter(a -> a.label().equals(row.required("alternative").asText()))
                .findFirst()
                .orElseThrow();
        double[] extra = Reference.numbers(row.required("extra"));
        return switch (row.required("curve").asText()) {
            case "paired" -> StudentPower.paired(alpha, side);
            case "twoSamples" -> StudentPower.twoSamples(alpha, side);
            case "oneAgainstMany" -> StudentPower.oneAgainstMany(alpha, side);
            case "binomial" -> BinomialPower.of(alpha, extra[0]);
            case "hypergeometric" -> HypergeometricPower.of(alpha, extra[0], (int) extra[1]);
            case "spearman" -> CorrelationPower.spearman(alpha, side);
            case "kendall" -> CorrelationPower.kendall(alpha, side);
            case "mannWhitney" -> RocPower.mannWhitney(alpha, side, extra[0]);
            case "auc" -> RocPower.auc(alpha, side, extra[0]);
            case "pairedAuc" -> RocPower.pairedAuc(alpha, side, extra[0], extra[1], 1);
            case "oneTrap" -> TrapPower.oneTrap(alpha);
            case "summedScores" -> TrapPower.summedScores(alpha, (long) extra[0]);
            default -> throw new IllegalStateException(row.toString());
        };
    }
}
