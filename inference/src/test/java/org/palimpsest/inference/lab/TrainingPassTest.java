package org.palimpsest.inference.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.inference.engine.CausalTrainer;
import org.palimpsest.inference.engine.LlamaConfig;
import org.palimpsest.inference.engine.TorchRuntime;

class TrainingPassTest {
    private static final LlamaConfig SHAPE = new LlamaConfig(50, 16, 24, 1, 2, 2, 20, 10_000, 1e-5, true, 0);
    private static final List<int[]> SEQUENCES = List.of(
            new int[] {1, 2, 3}, new int[] {9, 8}, new int[] {4, 4, 4, 4}, new int[] {7, 1}, new int[] {30, 31});

    private static double[] run(int batch, int[] order, Progress.Task task) {
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                CausalTrainer trainer = CausalTrainer.fresh(runtime, SHAPE, 5, 1e-2)) {
            return new TrainingPass(batch).run(trainer, SEQUENCES, order, task);
        }
    }

    private static Progress.Task silent() {
        return Progress.none().begin("training", 5, "sequences");
    }

    @Test
    void everyBatchHoldsWhatTheOrderSays() {
        double[] expected = new double[3];
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                CausalTrainer trainer = CausalTrainer.fresh(runtime, SHAPE, 5, 1e-2)) {
            expected[0] = trainer.step(List.of(SEQUENCES.get(3), SEQUENCES.get(0)));
            expected[1] = trainer.step(List.of(SEQUENCES.get(4), SEQUENCES.get(2)));
            expected[2] = trainer.step(List.of(SEQUENCES.get(1)));
        }
        assertThat(run(2, new int[] {3, 0, 4, 2, 1}, silent())).containsExactly(expected);
        assertThat(run(2, new int[] {4, 0, 3, 2, 1}, silent())).isNotEqualTo(expected);
    }

    @Test
    void progressCountsEverySequence() {
        Counter counter = new Counter();
        run(2, new int[] {0, 1, 2, 3, 4}, counter);
        assertThat(counter.count).isEqualTo(5);
    }

    @Test
    void anOrderThatIsNoPermutationIsRefused() {
        assertThatThrownBy(() -> run(2, new int[] {0, 1, 2, 3, 3}, silent()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("order must hold every index in [0, 5) once, got 3 again or outside");
        assertThatThrownBy(() -> run(2, new int[] {0, 1, 2, 3, 5}, silent()))
                .hasMessage("order must hold every index in [0, 5) once, got 5 again or outside");
        assertThatThrownBy(() -> run(2, new int[] {0, -1, 2, 3, 4}, silent()))
                .hasMessage("order must hold every index in [0, 5) once, got -1 again or outside");
        assertThatThrownBy(() -> run(2, new int[] {0, 1, 2, 4}, silent()))
                .hasMessage("order must hold 5 indexes, got 4");
        assertThatThrownBy(() -> new TrainingPass(0)).hasMessage("batchSize must be at least 1, got 0");
    }

    @Test
    void anInterruptedThreadStopsBetweenSteps() {
        Counter counter = new Counter() {
            @Override
            public void advance(long amount) {
                super.advance(amount);
                Thread.currentThread().interrupt();
            }
        };
        assertThatThrownBy(() -> run(2, new int[] {0, 1, 2, 3, 4}, counter))
                .isInstanceOf(CancellationException.class)
                .hasMessage("training was stopped at step 1");
        assertThat(counter.count).isEqualTo(2);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private static class Counter implements Progress.Task {
        private long count;

        @Override
        public void advance(long amount) {
            count += amount;
        }

        @Override
        public void close() {}
    }
}
