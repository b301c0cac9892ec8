package org.palimpsest.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LanesTest {
    @Test
    void closingWaitsForTheStepAtWorkAndDropsTheRest() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        AtomicBoolean dropped = new AtomicBoolean(true);
        CompletableFuture<String> queued;
        try (Lanes lanes = new Lanes(1, new StepClock())) {
            CompletableFuture<String> working = lanes.start("slow to hear", () -> {
                begun.countDown();
                long end = System.nanoTime() + 200_000_000;
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                ended.set(true);
                return "done";
            });
            queued = lanes.start("never begun", () -> {
                dropped.set(false);
                return "done";
            });
            begun.await();
            assertThat(working).isNotDone();
        }
        assertThat(ended).isTrue();
        assertThat(dropped).isTrue();
        assertThat(queued).isNotDone();
    }
}
