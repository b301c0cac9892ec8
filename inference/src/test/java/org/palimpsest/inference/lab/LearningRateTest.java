package org.palimpsest.inference.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LearningRateTest {
    private static double[] factors(LearningRate rate) {
        return LongStream.range(0, rate.totalSteps()).mapToDouble(rate::factor).toArray();
    }

    @Test
    void theRateRisesAndThenStaysOrFalls() {
        assertThat(factors(new LearningRate(LearningRate.Shape.CONSTANT, 2, 4))).containsExactly(0.5, 1, 1, 1);
        assertThat(factors(new LearningRate(LearningRate.Shape.LINEAR, 2, 6)))
                .containsExactly(0.5, 1, 1, 0.75, 0.5, 0.25);
        double[] cosine = factors(new LearningRate(LearningRate.Shape.COSINE, 0, 4));
        double half = Math.sqrt(0.5);
        assertThat(cosine).containsExactly(new double[] {1, (1 + half) / 2, 0.5, (1 - half) / 2}, within(1e-15));
    }

    @Test
    void aWarmUpAloneIsARun() {
        assertThat(factors(new LearningRate(LearningRate.Shape.COSINE, 4, 4))).containsExactly(0.25, 0.5, 0.75, 1);
    }

    @Test
    void whatIsOutsideIsNamed() {
        LearningRate rate = new LearningRate(LearningRate.Shape.CONSTANT, 0, 3);
        assertThatThrownBy(() -> rate.factor(3)).hasMessage("step must be in [0, 3), got 3");
        assertThatThrownBy(() -> new LearningRate(LearningRate.Shape.CONSTANT, 4, 3))
                .hasMessage("the warm-up must be at most the 3 steps of the run, got 4");
        assertThatThrownBy(() -> new LearningRate(LearningRate.Shape.CONSTANT, -1, 3))
                .hasMessage("warmupSteps must be at least 0, got -1");
        assertThatThrownBy(() -> new LearningRate(LearningRate.Shape.CONSTANT, 0, 0))
                .hasMessage("totalSteps must be at least 1, got 0");
    }
}
