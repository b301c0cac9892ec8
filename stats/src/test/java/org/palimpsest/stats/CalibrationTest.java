package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** No test of this module rejects a true null hypothesis more often than its level. */
class CalibrationTest {
    /** Runs an experiment here; {@link CalibrationBench} repeats them 10,000 times. */
    private static final int RUNS = 1_000;

    static List<NullExperiment> experiments() {
        return Stream.of(
                        RankNulls.all(),
                        StratifiedNulls.all(),
                        ExactNulls.all(),
                        LocationNulls.all(),
                        ClassificationNulls.all(),
                        CombinationNulls.all())
                .flatMap(List::stream)
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> rejectsNoMoreOftenThanItsLevel() {
        return experiments().stream()
                .map(experiment -> DynamicTest.dynamicTest(
                        experiment.test() + ", " + experiment.design(),
                        () -> assertThat(experiment.run(RUNS, 1))
                                .as("%s", experiment)
                                .matches(NullExperiment.Rates::conservative)));
    }
}
