package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class LogTailsTest {
    @Test
    void agreesWithFiftyDigitReferenceValues() {
        for (JsonNode row : Golden.section("logTails")) {
            double x = row.required("x").asDouble();
            double df = row.path("df").asDouble();
            double expected = row.required("lnUpper").asDouble();
            double got = switch (row.required("law").asText()) {
                case "normal" -> LogTails.normalUpper(x);
                case "student" -> LogTails.studentUpper(x, df);
                case "chiSquared" -> LogTails.chiSquaredUpper(x, df);
                default -> throw new IllegalStateException(row.toString());
            };
            assertThat(got).as("%s", row).isCloseTo(expected, within(1e-12 + 1e-11 * Math.abs(expected)));
        }
    }
}
