package org.palimpsest.inference.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;

class NextTokenTest {
    private static final float[] LOGITS = {(float) Math.log(1), (float) Math.log(5), (float) Math.log(4)};
    private static final RandomGenerator NEVER = () -> {
        throw new AssertionError("no draw was asked for");
    };

    private static double[] shares(double temperature, double topP) {
        RandomGenerator random = RandomStream.of(3, "next token " + temperature + " " + topP);
        GenerationOptions options = new GenerationOptions(1, temperature, topP, 0);
        double[] shares = new double[LOGITS.length];
        for (int i = 0; i < 100_000; i++) {
            shares[NextToken.choose(LOGITS, options, random)] += 1e-5;
        }
        return shares;
    }

    @Test
    void temperatureZeroTakesTheLikeliestAndTheFirstOfEquals() {
        assertThat(NextToken.choose(LOGITS, GenerationOptions.greedy(1), NEVER)).isEqualTo(1);
        assertThat(NextToken.choose(new float[] {-1, 2, 2}, GenerationOptions.greedy(1), NEVER))
                .isEqualTo(1);
    }

    @Test
    void drawsFollowTheSoftmax() {
        assertThat(shares(1, 1)).containsExactly(new double[] {0.1, 0.5, 0.4}, within(0.01));
    }

    @Test
    void temperatureRaisesTheWeightsToItsReciprocal() {
        // at 1/2: weights 1, 25, 16 of 42
        assertThat(shares(0.5, 1)).containsExactly(new double[] {1 / 42.0, 25 / 42.0, 16 / 42.0}, within(0.01));
    }

    @Test
    void theNucleusIsTheSmallestSetThatReachesItsMass() {
        assertThat(shares(1, 0.45)).containsExactly(new double[] {0, 1, 0}, within(1e-6));
        assertThat(shares(1, 0.6)).containsExactly(new double[] {0, 5 / 9.0, 4 / 9.0}, within(0.01));
        assertThat(shares(1, 0.95)).containsExactly(new double[] {0.1, 0.5, 0.4}, within(0.01));
    }

    @Test
    void whatIsNotFiniteIsRefused() {
        assertThatThrownBy(() -> NextToken.choose(new float[] {0, Float.NaN}, GenerationOptions.greedy(1), NEVER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("logits must be finite, got NaN at token 1");
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new GenerationOptions(0, 1, 1, 0))
                .hasMessage("maxNewTokens must be at least 1, got 0");
        assertThatThrownBy(() -> new GenerationOptions(1, -0.5, 1, 0))
                .hasMessage("temperature must be in [0, infinity), got -0.5");
        assertThatThrownBy(() -> new GenerationOptions(1, 1, 0, 0)).hasMessage("topP must be in (0, 1], got 0.0");
    }
}
