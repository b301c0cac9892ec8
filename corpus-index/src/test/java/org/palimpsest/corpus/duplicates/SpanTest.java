package org.palimpsest.corpus.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;

class SpanTest {
    @Test
    void mergedSpansAreTheRunsOfMarkedTokens() {
        RandomGenerator random = RandomStream.of(9, "spans");
        for (int round = 0; round < 500; round++) {
            int[] lengths = new int[random.nextInt(12)];
            boolean[] marked = new boolean[lengths.length + 1];
            for (int i = 0; i < lengths.length; i++) {
                lengths[i] = random.nextInt(3) > 0 ? 0 : random.nextInt(lengths.length - i + 1);
                Arrays.fill(marked, i, i + lengths[i], true);
            }
            List<Span> runs = new ArrayList<>();
            int start = 0;
            for (int i = 0; i < marked.length; i++) {
                if (!marked[i]) {
                    if (i > start) {
                        runs.add(new Span(start, i));
                    }
                    start = i + 1;
                }
            }
            assertThat(Span.merged(lengths)).as(Arrays.toString(lengths)).isEqualTo(runs);
        }
    }

    @Test
    void emptySpansAreRefused() {
        assertThatThrownBy(() -> new Span(3, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a span must begin at 0 or later and end after its start, got 3 to 3");
    }
}
