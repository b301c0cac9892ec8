package org.palimpsest.corpus.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.stats.RandomStream;

class ConcurrentQueriesTest {
    private static final int[] ALPHABET = {0, 1, 2};

    @TempDir
    Path folder;

    @Test
    void answersAreThoseOfOneThread() throws IOException {
        RandomGenerator random = RandomStream.of(1, "threads");
        PlainCorpus corpus = new PlainCorpus(Stream.generate(() -> Corpora.text(random, 40, ALPHABET))
                .limit(30)
                .toList());
        IndexBuilder.withDefaults()
                .with(IndexBuilder.Options.defaults().withShards(2))
                .build(corpus.stream(), folder.resolve("index"), Existing.REFUSE);
        SuffixArrayIndex index = SuffixArrayIndex.open(folder.resolve("index"));
        List<int[]> phrases = Stream.generate(() -> Corpora.text(random, random.nextInt(6), ALPHABET))
                .limit(5000)
                .toList();
        List<int[]> located =
                phrases.stream().filter(phrase -> phrase.length > 0).limit(300).toList();
        for (int threads : new int[] {1, 2, 5}) {
            try (ConcurrentQueries queries = ConcurrentQueries.over(index, threads)) {
                assertThat(queries.counts(phrases)).isEqualTo(index.counts(phrases));
                assertThat(queries.counts(List.of())).isEmpty();
                assertThat(queries.locate(located, 7))
                        .isEqualTo(located.stream()
                                .map(phrase -> index.locate(phrase, 7))
                                .toList());
                assertThat(queries.matches(phrases, 9))
                        .isEqualTo(phrases.stream()
                                .map(phrase -> index.match(phrase, 9))
                                .toList());
                assertThatThrownBy(() -> queries.locate(List.of(new int[] {1}, new int[0]), 1))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("a phrase must have at least one token");
            }
        }
        assertThatThrownBy(() -> ConcurrentQueries.over(index, 0)).hasMessage("threads must be at least 1, got 0");
    }
}
