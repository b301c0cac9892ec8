package org.palimpsest.provenance.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.stats.RandomStream;

class OrderCalibrationTest {
    private static final OrderCalibration BENCH = new OrderCalibration(199, List.of(0.05, 0.01));

    private static double[] scores() {
        RandomGenerator random = RandomStream.of(4, "scores");
        return IntStream.range(0, 60).mapToDouble(i -> random.nextGaussian()).toArray();
    }

    @Test
    void randomOrdersAreRejectedAtTheNominalRate() {
        try (Progress.Task task = Progress.none().begin("", 1, "")) {
            List<OrderCalibration.Rate> rates =
                    BENCH.run(scores(), 2_000, r -> RandomStream.permutation(60, RandomStream.of(r, "redraw")), task);
            assertThat(rates).hasSize(5);
            for (OrderCalibration.Rate rate : rates.subList(0, 4)) {
                double sd = Math.sqrt(rate.level() * (1 - rate.level()) / 2_000);
                assertThat(rate.rate()).as(rate.toString()).isBetween(rate.level() - 4 * sd, rate.level() + 4 * sd);
                assertThat(rate.interval().low()).isLessThan(rate.rate());
            }
            assertThat(rates.get(4).rate()).isLessThan(0.05);
        }
    }

    @Test
    void anOrderThatFollowsTheScoresIsCaught() {
        double[] rising = IntStream.range(0, 60).mapToDouble(i -> i).toArray();
        try (Progress.Task task = Progress.none().begin("", 1, "")) {
            List<OrderCalibration.Rate> rates =
                    BENCH.run(rising, 10, r -> IntStream.range(0, 60).toArray(), task);
            assertThat(rates).allSatisfy(rate -> assertThat(rate.rate()).isEqualTo(1));
        }
    }

    @Test
    void levelsAndRedrawsAreChecked() {
        assertThatThrownBy(() -> new OrderCalibration(9, List.of(1.0)))
                .hasMessage("a level must be in (0, 1), got 1.0");
        try (Progress.Task task = Progress.none().begin("", 1, "")) {
            assertThatThrownBy(() -> BENCH.run(scores(), 0, r -> new int[0], task))
                    .hasMessage("redraws must be at least 1, got 0");
        }
    }
}
