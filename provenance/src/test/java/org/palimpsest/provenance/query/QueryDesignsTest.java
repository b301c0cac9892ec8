package org.palimpsest.provenance.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** No design rejects innocent models more often than its level; {@link QueryCalibrationBench} runs 1,000 audits each. */
class QueryDesignsTest {
    private static final int AUDITS = 300;

    @TestFactory
    Stream<DynamicTest> designsHoldTheirLevel() {
        return QueryDesigns.all().stream()
                .map(design -> DynamicTest.dynamicTest(
                        design.name(),
                        () -> assertThat(QueryCalibrationBench.holds(QueryCalibrationBench.audits(design, AUDITS)))
                                .isTrue()));
    }

    @TestFactory
    Stream<DynamicTest> exactPermutationPValuesAreUniform() {
        return QueryDesigns.all().stream()
                .filter(design -> !design.name().contains("e-"))
                .map(design -> DynamicTest.dynamicTest(
                        design.name(),
                        () -> assertThat(Arrays.stream(QueryCalibrationBench.audits(design, AUDITS))
                                        .average()
                                        .orElseThrow())
                                .isBetween(0.44, 0.56)));
    }

    /** The bench sees a test that does not hold its level. */
    @TestFactory
    Stream<DynamicTest> brokenDesignsAreFound() {
        return QueryDesigns.broken().stream()
                .map(design -> DynamicTest.dynamicTest(
                        design.name(),
                        () -> assertThat(QueryCalibrationBench.holds(QueryCalibrationBench.audits(design, AUDITS)))
                                .isFalse()));
    }
}
