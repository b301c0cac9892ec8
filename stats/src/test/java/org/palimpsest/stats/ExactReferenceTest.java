package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The exact tests against whole-number arithmetic and 60 digits. */
class ExactReferenceTest {
    @Test
    void agreesWithWholeNumbersAndSixtyDigits() {
        JsonNode cases = Reference.cases("exact");
        assertThat(cases).hasSizeGreaterThan(150);
        Set<String> kinds = new TreeSet<>();
        for (JsonNode row : cases) {
            kinds.add(row.required("kind").asText());
            double expected = row.required("log10P").asDouble();
            // 4e-11 in log10 p is a relative 1e-10 in p.
            assertThat(log10P(row)).as("%s", row).isCloseTo(expected, within(tolerance(expected)));
        }
        assertThat(kinds).hasSize(6);
    }

    private static double tolerance(double log10P) {
        return log10P > -0.1 ? Math.max(1e-15, 1e-10 * -log10P) : 4e-11 * Math.max(1, -log10P);
    }

    private static double log10P(JsonNode row) {
        return switch (row.required("kind").asText()) {
            case "binomial" ->
                BinomialTail.log10Upper(number(row, "n"), row.required("q").asDouble(), number(row, "hits"));
            case "hypergeometric" ->
                HypergeometricTail.log10Upper(
                        number(row, "pool"), number(row, "published"), number(row, "picked"), number(row, "hits"));
            case "guess" -> guess(row);
            case "uniformSum" -> UniformSum.logLowerTail(sizes(row), number(row, "sum")) / Math.log(10);
            case "signFlip" -> signFlip(row);
            case "trapLabel" -> trapLabel(row);
            default -> throw new IllegalStateException(row.toString());
        };
    }

    private static double guess(JsonNode row) {
        long[] guesses = IntStream.range(0, (int) number(row, "secrets"))
                .mapToLong(j -> 1 + j * number(row, "step") % number(row, "most"))
                .toArray();
        return new GuessBound(number(row, "words"), (int) number(row, "last"))
                .test(guesses, (int) number(row, "hits"))
                .log10PValue();
    }

    private static int[] sizes(JsonNode row) {
        return IntStream.range(0, row.required("groups").size())
                .mapToObj(i -> row.required("groups").get(i))
                .flatMapToInt(group -> {
                    int[] terms = new int[group.get(0).asInt()];
                    Arrays.fill(terms, group.get(1).asInt());
                    return Arrays.stream(terms);
                })
                .toArray();
    }

    private static double signFlip(JsonNode row) {
        double[] differences = IntStream.rangeClosed(1, (int) number(row, "n"))
                .mapToDouble(i -> 7919L * i % number(row, "modulus") - number(row, "shift"))
                .toArray();
        TestResult result = SignFlipTest.withDefaults()
                .with(SignFlipTest.Statistic.valueOf(row.required("statistic").asText()))
                .with(Alternative.valueOf(row.required("alternative").asText()))
                .test(differences);
        assertThat(result.method()).isEqualTo(PValueMethod.EXACT);
        return result.log10PValue();
    }

    private static double trapLabel(JsonNode row) {
        int traps = (int) number(row, "traps");
        int controls = (int) number(row, "controls");
        double[] observed = new double[traps];
        double[][] others = new double[traps][controls];
        for (int j = 0; j < traps; j++) {
            for (int c = 0; c <= controls; c++) {
                double score = (7919 * (j * (controls + 1) + c) + 13 * j * j) % number(row, "modulus");
                if (c == 0) {
                    observed[j] = score;
                } else {
                    others[j][c - 1] = score;
                }
            }
        }
        return TrapLabelTest.withDefaults()
                .with(TrapLabelTest.Scale.valueOf(row.required("scale").asText()))
                .with(Alternative.valueOf(row.required("alternative").asText()))
                .test(observed, others)
                .log10PValue();
    }

    private static long number(JsonNode row, String name) {
        return row.required(name).asLong();
    }
}
