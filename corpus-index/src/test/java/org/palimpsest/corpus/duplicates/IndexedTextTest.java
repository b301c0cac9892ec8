package org.palimpsest.corpus.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.index.DocumentStream;
import org.palimpsest.corpus.index.IndexBuilder;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import org.palimpsest.corpus.run.Existing;

class IndexedTextTest extends TrainingTextContract {
    @TempDir
    Path folder;

    private int built;

    @Override
    IndexedText of(List<int[]> documents) throws IOException {
        List<Document> rows = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            rows.add(new Document("d" + i, "", documents.get(i), null, null, null, Map.of()));
        }
        Path at = folder.resolve("index" + built++);
        IndexBuilder.withDefaults()
                .with(IndexBuilder.Options.defaults().withShards(1 + built % 2).withMemory(1 << 24))
                .build(DocumentStream.of(rows), at, Existing.REFUSE);
        return IndexedText.of(SuffixArrayIndex.open(at));
    }

    @Override
    int corpora() {
        return 8;
    }

    @Test
    void ofManyPlacesASampleIsLookedAtAndTheExactMatchIsNeverLost() throws IOException {
        List<int[]> documents = new ArrayList<>();
        documents.add(new int[] {1, 2, 3, 4, 5, 7});
        documents.add(new int[] {1, 2, 3, 4, 0, 6, 8, 8});
        for (int i = 0; i < 40; i++) {
            documents.add(new int[] {1, 2, 3, 4, 9, 9, 9});
        }
        IndexedText text = of(documents);
        List<int[]> items = List.of(new int[] {1, 2, 3, 4, 5, 6, 8, 8});
        assertThat(text.lengths(items, 4, 1).get(0)[0]).isEqualTo(8);
        assertThat(text.withPlaces(1).lengths(items, 4, 1).get(0)[0]).isEqualTo(5);
        assertThatThrownBy(() -> text.withPlaces(0)).hasMessage("places must be at least 1, got 0");
    }
}
