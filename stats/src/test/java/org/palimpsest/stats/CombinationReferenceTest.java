package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Combinations, calibrators and adjustments against mpmath, scipy and statsmodels. */
class CombinationReferenceTest {
    private static final double RELATIVE = 1e-10;
    /** Below this a log10 p is a p-value of 1 up to rounding. */
    private static final double ABSOLUTE = 1e-16;

    @Test
    void everyCaseAgrees() {
        int cases = 0;
        for (JsonNode row : Reference.cases("combination")) {
            double[] log10 = Reference.numbers(row.required("log10"));
            String method = row.required("method").asText();
            JsonNode expected = row.required("expected");
            if (expected.isArray()) {
                double[] adjusted = adjustment(method).apply(log10);
                assertThat(adjusted).hasSize(expected.size());
                for (int i = 0; i < adjusted.length; i++) {
                    assertClose(row, adjusted[i], expected.get(i).asDouble());
                }
            } else {
                assertClose(row, number(method, row, log10), expected.asDouble());
            }
            cases++;
        }
        assertThat(cases).isGreaterThan(250);
    }

    private static void assertClose(JsonNode row, double got, double expected) {
        assertThat(got).as("%s", row).isCloseTo(expected, within(RELATIVE * Math.abs(expected) + ABSOLUTE));
    }

    private static double number(String method, JsonNode row, double[] log10) {
        return switch (method) {
            case "fisher" -> Combination.fisher(log10).log10PValue();
            case "stouffer" -> Combination.stouffer(log10).log10PValue();
            case "stoufferWeighted" ->
                Combination.stouffer(log10, Reference.numbers(row.required("weights")))
                        .log10PValue();
            case "cauchy" -> Combination.cauchy(log10).log10PValue();
            case "cauchyAnyDependence" -> Combination.cauchyAnyDependence(log10).log10PValue();
            case "simes" -> Combination.simes(log10).log10PValue();
            case "harmonicMean" -> Combination.harmonicMean(log10).log10PValue();
            case "twiceTheMean" -> Combination.twiceTheMean(log10).log10PValue();
            case "halfRoot" -> EValue.fromP(log10[0]);
            case "power" -> EValue.fromP(log10[0], row.required("kappa").asDouble());
            case "mixture" -> EValue.fromPByMixture(log10[0]);
            default -> throw new IllegalStateException(method);
        };
    }

    private static UnaryOperator<double[]> adjustment(String method) {
        return switch (method) {
            case "holmAdjusted" -> MultipleTesting::holm;
            case "hochbergAdjusted" -> MultipleTesting::hochberg;
            case "hommelAdjusted" -> MultipleTesting::hommel;
            case "bhAdjusted" -> MultipleTesting::benjaminiHochberg;
            case "byAdjusted" -> MultipleTesting::benjaminiYekutieli;
            case "bonferroniAdjusted" -> MultipleTesting::bonferroni;
            default -> throw new IllegalStateException(method);
        };
    }
}
