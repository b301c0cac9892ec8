package org.palimpsest.inference.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;

class NextTokenLawTest {
    private static final float[] LOGITS = {(float) Math.log(1), (float) Math.log(5), (float) Math.log(4)};
    private static final RandomGenerator NEVER = () -> {
        throw new AssertionError("no draw was asked for");
    };

    private static double[] law(float[] logits, Sampling sampling) {
        NextTokenLaw law = NextTokenLaw.of(logits, sampling);
        return IntStream.range(0, logits.length)
                .mapToDouble(id -> Math.exp(law.logProbNats(id)))
                .toArray();
    }

    private static double[] law(double temperature, double topP) {
        return law(LOGITS, Sampling.plain().withTemperature(temperature).withTopP(topP));
    }

    @Test
    void temperatureZeroTakesTheLikeliestAndTheFirstOfEquals() {
        assertThat(NextTokenLaw.of(LOGITS, Sampling.greedy()).draw(NEVER)).isEqualTo(1);
        NextTokenLaw tied = NextTokenLaw.of(new float[] {-1, 2, 2}, Sampling.greedy());
        assertThat(tied.draw(NEVER)).isEqualTo(1);
        assertThat(tied.gap()).isZero();
        assertThat(tied.logProbNats(1)).isZero();
        assertThat(tied.logProbNats(2)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(NextTokenLaw.of(new float[] {5, 1, 3}, Sampling.greedy()).gap())
                .isEqualTo(2);
        assertThat(NextTokenLaw.of(new float[] {5}, Sampling.greedy()).gap()).isInfinite();
    }

    @Test
    void theLimitOfLowTemperaturesIsGreedy() {
        for (double temperature : new double[] {1e-3, 1e-30, Double.MIN_VALUE}) {
            assertThat(law(temperature, 1)).containsExactly(new double[] {0, 1, 0}, within(1e-90));
            RandomGenerator random = RandomStream.of(1, "cold");
            assertThat(NextTokenLaw.of(LOGITS, Sampling.plain().withTemperature(temperature))
                            .draw(random))
                    .isEqualTo(1);
        }
    }

    @Test
    void plainSamplingIsTheSoftmax() {
        assertThat(law(1, 1)).containsExactly(new double[] {0.1, 0.5, 0.4}, within(1e-7));
    }

    @Test
    void temperatureRaisesTheWeightsToItsReciprocal() {
        // at 1/2: weights 1, 25, 16 of 42
        assertThat(law(0.5, 1)).containsExactly(new double[] {1 / 42.0, 25 / 42.0, 16 / 42.0}, within(1e-7));
    }

    @Test
    void theNucleusIsTheSmallestSetThatReachesItsMass() {
        assertThat(law(1, 0.45)).containsExactly(0, 1, 0);
        assertThat(law(1, 0.6)).containsExactly(new double[] {0, 5 / 9.0, 4 / 9.0}, within(1e-7));
        assertThat(law(1, 0.95)).containsExactly(new double[] {0.1, 0.5, 0.4}, within(1e-7));
    }

    @Test
    void theNucleusIsThatOfWhatTopKLeaves() {
        float[] logits = {(float) Math.log(4), (float) Math.log(3), (float) Math.log(2), (float) Math.log(1)};
        // of 4, 3, 2 in 9 the first has 0.444, the first two 0.778
        assertThat(law(logits, new Sampling(1, 3, 0.75)))
                .containsExactly(new double[] {4 / 7.0, 3 / 7.0, 0, 0}, within(1e-7));
        assertThat(law(logits, new Sampling(1, 3, 0.8)))
                .containsExactly(new double[] {4 / 9.0, 3 / 9.0, 2 / 9.0, 0}, within(1e-7));
        assertThat(law(logits, new Sampling(1, 2, 1)))
                .containsExactly(new double[] {4 / 7.0, 3 / 7.0, 0, 0}, within(1e-7));
        assertThat(law(new float[] {1, 1, 1}, new Sampling(1, 2, 1)))
                .containsExactly(new double[] {0.5, 0.5, 0}, within(1e-12));
    }

    /** Temperature, cut and nucleus by sorting everything, written plainly. */
    private static double[] brute(float[] logits, Sampling sampling) {
        double top = IntStream.range(0, logits.length)
                .mapToDouble(i -> logits[i])
                .max()
                .orElseThrow();
        double[] weights = new double[logits.length];
        Arrays.setAll(weights, i -> Math.exp((logits[i] - top) / sampling.temperature()));
        List<Integer> order = IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -logits[i]))
                .toList();
        int stay = sampling.topK() == 0 ? logits.length : Math.min(sampling.topK(), logits.length);
        double all =
                order.subList(0, stay).stream().mapToDouble(i -> weights[i]).sum();
        double[] law = new double[logits.length];
        double reached = 0;
        for (int id : order.subList(0, stay)) {
            if (reached < sampling.topP() * all) {
                law[id] = weights[id];
                reached += weights[id];
            }
        }
        double mass = reached;
        Arrays.setAll(law, i -> law[i] / mass);
        return law;
    }

    @Test
    void equalsSortingEverything() {
        RandomGenerator random = RandomStream.of(1, "laws");
        for (int round = 0; round < 300; round++) {
            float[] logits = new float[1 + random.nextInt(60)];
            double spread = random.nextDouble() * 8;
            for (int i = 0; i < logits.length; i++) {
                logits[i] = (float) (round % 3 == 0 ? random.nextInt(4) : spread * random.nextGaussian());
            }
            Sampling sampling = new Sampling(
                    0.2 + 2 * random.nextDouble(),
                    random.nextInt(20),
                    round % 2 == 0 ? 1 : 0.02 + 0.97 * random.nextDouble());
            assertThat(law(logits, sampling)).containsExactly(brute(logits, sampling), within(1e-12));
        }
    }

    @Test
    void drawsFollowTheLaw() {
        float[] logits = {0.3f, -1, 2, 1.7f, 0, -4, 1.1f};
        Sampling sampling = new Sampling(1.3, 6, 0.93);
        NextTokenLaw law = NextTokenLaw.of(logits, sampling);
        double[] expected = law(logits, sampling);
        RandomGenerator random = RandomStream.of(3, "draws");
        int n = 100_000;
        double[] counts = new double[logits.length];
        for (int i = 0; i < n; i++) {
            counts[law.draw(random)]++;
        }
        double chiSquared = 0;
        for (int i = 0; i < counts.length; i++) {
            if (expected[i] == 0) {
                assertThat(counts[i]).isZero();
            } else {
                chiSquared += Math.pow(counts[i] - n * expected[i], 2) / (n * expected[i]);
            }
        }
        // five tokens stay: four degrees of freedom, 0.999 quantile
        assertThat(Arrays.stream(expected).filter(p -> p > 0).count()).isEqualTo(5);
        assertThat(chiSquared).isLessThan(18.47);
    }

    @Test
    void largestLogitsAreThoseOfASort() {
        RandomGenerator random = RandomStream.of(2, "largest");
        for (int round = 0; round < 200; round++) {
            float[] logits = new float[1 + random.nextInt(50)];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = round % 2 == 0 ? random.nextInt(5) - 2 : (float) random.nextGaussian() * 1e10f;
            }
            int count = 1 + random.nextInt(logits.length);
            int[] sorted = IntStream.range(0, logits.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> -logits[i]))
                    .mapToInt(i -> i)
                    .toArray();
            assertThat(LargestLogits.of(logits, count)).containsExactly(Arrays.copyOf(sorted, count));
            assertThat(LargestLogits.sorted(
                            logits, IntStream.range(0, logits.length).toArray()))
                    .containsExactly(sorted);
        }
        assertThat(LargestLogits.of(new float[] {-0f, 0f}, 2)).containsExactly(0, 1);
    }

    @Test
    void whatIsNotFiniteIsRefused() {
        assertThatThrownBy(() -> NextTokenLaw.of(new float[] {0, Float.NaN}, Sampling.greedy()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("logits must be finite, got NaN at token 1");
        assertThatThrownBy(() -> NextTokenLaw.of(new float[0], Sampling.greedy()))
                .hasMessage("logits must hold at least 1 number, got 0");
        assertThatThrownBy(() -> NextTokenLaw.of(LOGITS, Sampling.plain()).logProbNats(3))
                .hasMessage("token must be in [0, 3), got 3");
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new GenerationOptions(0, 1, 1, 0))
                .hasMessage("maxNewTokens must be at least 1, got 0");
        assertThatThrownBy(() -> new GenerationOptions(1, -0.5, 1, 0))
                .hasMessage("temperature must be in [0, infinity), got -0.5");
        assertThatThrownBy(() -> new GenerationOptions(1, 1, 0, 0)).hasMessage("topP must be in (0, 1], got 0.0");
        assertThatThrownBy(() -> Sampling.plain().withTopK(-1))
                .hasMessage("topK must be at least 1, or 0 for all tokens, got -1");
        assertThatThrownBy(() -> new BeamOptions(0, 1, 1)).hasMessage("maxNewTokens must be at least 1, got 0");
        assertThatThrownBy(() -> new BeamOptions(1, 0, 1)).hasMessage("width must be at least 1, got 0");
        assertThatThrownBy(() -> new BeamOptions(1, 1, -1))
                .hasMessage("lengthPenalty must be in [0, infinity), got -1.0");
        assertThatThrownBy(() -> new TokenPrompt("a", -1, new int[1])).hasMessage("sample must be at least 0, got -1");
        assertThatThrownBy(() -> new TokenPrompt("a", 0, new int[0]))
                .hasMessage("prompt a must hold at least 1 token, got 0");
    }
}
