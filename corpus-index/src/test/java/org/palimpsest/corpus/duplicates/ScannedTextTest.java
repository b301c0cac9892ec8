package org.palimpsest.corpus.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.TokenSequence;
import org.palimpsest.stats.RandomStream;

class ScannedTextTest extends TrainingTextContract {
    @Override
    TrainingText of(List<int[]> documents) {
        return ScannedText.of(IntStream.range(0, documents.size())
                .mapToObj(i -> new TokenSequence("d" + i, documents.get(i)))
                .toList());
    }

    @Test
    void longNgramsRollThroughLongDocuments() {
        RandomGenerator random = RandomStream.of(8, "long");
        int[] document = random.ints(20_000, 0, 1000).toArray();
        int[] text = IntStream.range(0, 50).map(i -> document[12_345 + i]).toArray();
        long[] counts = of(List.of(document)).counts(List.of(text), 13).get(0);
        assertThat(counts).startsWith(1, 1, 1).endsWith(0, 0, 0);
        assertThat(IntStream.range(0, 50).filter(i -> counts[i] == 1).count()).isEqualTo(38);
    }

    @Test
    void commonPhrasesCostNoMoreThanRareOnes() {
        int[] same = new int[100_000];
        List<long[]> counts = of(List.of(same)).counts(List.of(new int[50_000]), 3);
        assertThat(counts.get(0)[0]).isEqualTo(99_998);
        assertThat(counts.get(0)[49_997]).isEqualTo(99_998);
        assertThat(of(List.of(same)).lengths(List.of(new int[50_000]), 1, 0).get(0)[0])
                .isEqualTo(50_000);
    }
}
