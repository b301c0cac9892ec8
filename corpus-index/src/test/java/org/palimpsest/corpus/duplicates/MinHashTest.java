package org.palimpsest.corpus.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;

class MinHashTest {
    @Test
    void shareOfEqualMinimaHasTheMeanAndVarianceOfIndependentPermutations() {
        MinHash hash = MinHash.withDefaults();
        RandomGenerator random = RandomStream.of(2, "estimate");
        for (int shared : new int[] {10, 50, 90}) {
            double s = shared / 100.0;
            double sum = 0;
            double squares = 0;
            int pairs = 2000;
            for (int i = 0; i < pairs; i++) {
                ShingleSet[] pair = pair(shared, 100, random);
                double error = hash.signature(pair[0]).similarity(hash.signature(pair[1])) - s;
                sum += error;
                squares += error * error;
            }
            double variance = s * (1 - s) / 112;
            assertThat(sum / pairs).isCloseTo(0, within(4 * Math.sqrt(variance / pairs)));
            assertThat(squares / pairs / variance).isBetween(0.87, 1.13);
        }
    }

    /** Two sets whose union has a given size and whose similarity is shared / union. */
    static ShingleSet[] pair(int shared, int union, RandomGenerator random) {
        int[] all = random.ints(union, 0, Integer.MAX_VALUE).toArray();
        int half = shared + (union - shared) / 2;
        int[] first = IntStream.range(0, half).map(i -> all[i]).toArray();
        int[] second = IntStream.range(0, union)
                .filter(i -> i < shared || i >= half)
                .map(i -> all[i])
                .toArray();
        return new ShingleSet[] {ShingleSet.ofTokens(first, 1), ShingleSet.ofTokens(second, 1)};
    }

    @Test
    void smallCloseIdsDoNotBias() {
        MinHash hash = MinHash.withDefaults().with(new MinHashScheme("wide", 1, Words.PLAIN, 1, 4000));
        int[] first = IntStream.range(0, 30).toArray();
        int[] second = IntStream.range(10, 40).toArray();
        double estimate = hash.signature(ShingleSet.ofTokens(first, 1))
                .similarity(hash.signature(ShingleSet.ofTokens(second, 1)));
        assertThat(estimate).isCloseTo(0.5, within(4 * Math.sqrt(0.25 / 4000)));
    }

    @Test
    void signaturesDependOnTheSeedAlone() {
        String text = "Four score and seven years ago our fathers brought forth on this continent a new nation.";
        MinHashSignature one = MinHash.withDefaults().signature(text);
        assertThat(MinHash.withDefaults()
                        .signature("four SCORE " + text.substring(11))
                        .similarity(one))
                .isEqualTo(1);
        assertThat(MinHash.withDefaults().withSeed(2).signature(text).similarity(one))
                .isZero();
    }

    @Test
    void emptyTextsAreLikeNothing() {
        MinHashSignature empty = MinHash.withDefaults().signature(" ");
        assertThat(empty.isEmpty()).isTrue();
        assertThat(empty.similarity(empty)).isZero();
    }

    @Test
    void signaturesOfTwoSchemesDoNotCompare() {
        MinHashSignature one = MinHash.withDefaults().signature("one");
        MinHashSignature other =
                MinHash.withDefaults().with(MinHashScheme.slimPajama()).signature("one");
        assertThatThrownBy(() -> one.similarity(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("signatures must be equally long, got 112 and 117; compute both with one scheme");
    }
}
