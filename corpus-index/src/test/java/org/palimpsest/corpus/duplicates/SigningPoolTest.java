package org.palimpsest.corpus.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.Document;

class SigningPoolTest {
    private static final MinHash HASH =
            MinHash.withDefaults().with(MinHashScheme.fineWeb()).withSeed(7);

    private static Document document(int number) {
        int[] tokens = number % 3 == 0 ? IntStream.range(number, number + 40).toArray() : null;
        String text = "document " + number + " says the same words " + number + " times and then some more of them";
        return new Document("d" + number, text, tokens, "", null, null, Map.of());
    }

    /** Any number of threads gives what one document by itself gives, in the order of the documents. */
    @Test
    void documentsKeepTheirOrderAndTheirSignatures() {
        List<Document> documents =
                IntStream.range(0, 300).mapToObj(SigningPoolTest::document).toList();
        for (int threads : new int[] {1, 4}) {
            try (SigningPool pool = SigningPool.of(HASH, threads)) {
                List<SigningPool.Signed> signed = pool.sign(documents);
                assertThat(signed).hasSize(300);
                for (int i = 0; i < 300; i++) {
                    int[] tokens = documents.get(i).tokens();
                    ShingleSet shingles = tokens == null
                            ? HASH.shingles(documents.get(i).text())
                            : ShingleSet.ofTokens(tokens, HASH.scheme().shingle());
                    assertThat(signed.get(i).id()).isEqualTo("d" + i);
                    assertThat(signed.get(i).shingles().hashes()).isEqualTo(shingles.hashes());
                    assertThat(signed.get(i).signature().similarity(HASH.signature(shingles)))
                            .isEqualTo(1);
                }
            }
        }
    }

    @Test
    void thereMustBeAThread() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningPool.of(HASH, 0))
                .withMessage("threads must be at least 1, got 0");
    }
}
