package org.palimpsest.corpus.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.TokenSequence;
import org.palimpsest.stats.RandomStream;

class TokenSpoolTest {
    @TempDir
    Path folder;

    @Test
    void documentsComeBackAgainAndAgainAndLeaveNothing() throws IOException {
        RandomGenerator random = RandomStream.of(1, "spool");
        List<TokenSequence> documents = new ArrayList<>();
        try (TokenSpool spool = TokenSpool.in(folder)) {
            for (int i = 0; i < 300; i++) {
                int[] tokens =
                        random.ints(random.nextInt(2000), 0, Integer.MAX_VALUE).toArray();
                documents.add(new TokenSequence("é" + i, tokens));
                spool.add(documents.get(i));
                if (i % 100 == 0) {
                    assertThat(spool).containsExactlyElementsOf(documents);
                }
            }
            assertThat(spool.documents()).isEqualTo(300);
            assertThat(spool).containsExactlyElementsOf(documents);
            assertThat(spool).containsExactlyElementsOf(documents);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void afterTheLastThereIsNone() throws IOException {
        try (TokenSpool spool = TokenSpool.in(folder)) {
            Iterator<TokenSequence> none = spool.iterator();
            assertThat(none.hasNext()).isFalse();
            assertThatThrownBy(none::next)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("there are no more documents");
        }
    }
}
