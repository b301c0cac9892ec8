package org.palimpsest.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.index.IndexBuilder;
import org.palimpsest.corpus.index.PieceShard;
import org.palimpsest.corpus.index.TokenWidth;

class SortingHeapTest {
    private static final int EACH = IndexBuilder.bytesPerToken(TokenWidth.U16);

    private static PieceShard shard(long tokens) {
        return new PieceShard(3, TokenWidth.U16, 1, tokens, List.of());
    }

    @Test
    void aShardThatCannotBeSortedSaysHowManyAreNeeded() {
        SortingHeap heap = SortingHeap.of(5000L * EACH);
        heap.requireRoom(shard(4000), 4, 16_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> heap.requireRoom(shard(4001), 4, 40_001))
                .withMessageContaining("shard 3 of 4 has 4001 tokens, and sorting takes " + EACH + " bytes for each: "
                        + 4001 * EACH + " bytes, of " + 4000 * EACH + " that an executor has")
                .withMessageContaining("ask for at least 11 shards");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> heap.requireRoom(shard(4001), 4, 4004))
                .withMessageContaining("ask for at least 5 shards");
    }

    @Test
    void executorsHaveWhatTheConfigurationSays() {
        SparkConf cluster = new SparkConf(false).set("spark.master", "yarn").set("spark.executor.memory", "10m");
        long tokens = (10L << 20) / 5 * 4 / EACH;
        SortingHeap heap = SortingHeap.ofExecutor(cluster);
        heap.requireRoom(shard(tokens), 1, tokens);
        assertThatIllegalArgumentException().isThrownBy(() -> heap.requireRoom(shard(tokens + 1), 1, tokens + 1));
        assertThat(SortingHeap.ofExecutor(new SparkConf(false).set("spark.master", "local[2]")))
                .isSameAs(SortingHeap.own());
    }

    @Test
    void tasksWaitUntilThereIsRoom() throws Exception {
        SortingHeap heap = SortingHeap.of(1000);
        AtomicLong held = new AtomicLong();
        AtomicLong most = new AtomicLong();
        List<CompletableFuture<Void>> tasks = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    try (SortingHeap.Share share = heap.take(300)) {
                        most.accumulateAndGet(held.addAndGet(share.bytes()), Math::max);
                        Thread.sleep(5);
                        held.addAndGet(-share.bytes());
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();
        CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        assertThat(most.get()).isLessThanOrEqualTo(600);
    }
}
