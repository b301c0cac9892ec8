package org.palimpsest.inference.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.Tokenizer;
import org.palimpsest.inference.generation.GenerationOptions;

class CostEstimateTest {
    private static final List<Document> DOCUMENTS = List.of(
            Document.of("a", "The cat sat"),
            Document.of("b", "\u00e9\ud83d\ude00"),
            new Document("c", "", new int[] {1, 2, 3}, null, null, null, Map.of()));

    private record Fake() implements Tokenizer {
        @Override
        public int[] encode(String text) {
            return FakeModel.encode(text);
        }

        @Override
        public String decode(int[] tokens) {
            return FakeModel.decode(tokens);
        }

        @Override
        public int vocabularySize() {
            return 300;
        }

        @Override
        public String fingerprint() {
            return "0".repeat(64);
        }
    }

    @Test
    void withoutATokenizerBytesBoundTheTokens() {
        CostEstimate estimate = CostEstimate.ofScoring(DOCUMENTS, null);
        assertThat(estimate).isEqualTo(new CostEstimate(3, 13, 3 + 2 + 3, 12 + 7 + 3, 3));
        for (Document document : DOCUMENTS.subList(0, 2)) {
            assertThat((long) FakeModel.encode(document.text()).length)
                    .isLessThan(CostEstimate.ofScoring(List.of(document), null).mostRead());
        }
    }

    @Test
    void anEmptyTextIsNotSent() {
        List<Document> empty =
                List.of(Document.of("e", ""), new Document("n", "", new int[0], null, null, null, Map.of()));
        assertThat(CostEstimate.ofScoring(empty, new Fake())).isEqualTo(CostEstimate.none());
    }

    @Test
    void withATokenizerTokensAreCounted() {
        assertThat(CostEstimate.ofScoring(DOCUMENTS, new Fake())).isEqualTo(new CostEstimate(3, 13, 3 + 6 + 3, 14, 3));
        assertThat(CostEstimate.ofGeneration(List.of("The", "cat"), new Fake(), GenerationOptions.greedy(50)))
                .isEqualTo(new CostEstimate(2, 6, 1 + 3, 6, 100));
    }

    @Test
    void pricesAreAMillion() {
        CostEstimate estimate = new CostEstimate(10, 0, 2_000_000, 3_000_000, 500_000);
        TokenPrice price = new TokenPrice(0.5, 4);
        assertThat(estimate.likelyCost(price)).isEqualTo(3.0);
        assertThat(estimate.mostCost(price)).isEqualTo(3.5);
        assertThat(estimate.plus(estimate).likelyCost(price)).isEqualTo(6.0);
        assertThat(estimate.leastTime(new RateLimit(1000, 1_000_000))).isEqualTo(Duration.ofSeconds(150));
        assertThat(estimate.leastTime(new RateLimit(2, 1e9))).isEqualTo(Duration.ofMinutes(5));
        assertThat(CostEstimate.none().leastTime(RateLimit.none())).isEqualTo(Duration.ZERO);
    }

    @Test
    void pricesAndCountsOutOfRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenPrice(-1, 0))
                .withMessage("perMillionRead must be in [0, infinity), got -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenPrice(1, Double.NaN))
                .withMessage("perMillionWritten must be in [0, infinity), got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CostEstimate(1, 1, 5, 4, 0))
                .withMessageContaining("mostRead at least likelyRead, got 1, 1, 5, 4, 0");
    }
}
