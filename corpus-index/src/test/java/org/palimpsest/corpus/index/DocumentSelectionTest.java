package org.palimpsest.corpus.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.run.Existing;

class DocumentSelectionTest {
    @TempDir
    Path folder;

    private SuffixArrayIndex index;
    private DocumentSelection selection;

    /** Seven documents d0 to d6 of the sources s0, s1, s2 in turn, in two shards. */
    @BeforeEach
    void build() throws IOException {
        PlainCorpus corpus = new PlainCorpus(
                IntStream.range(0, 7).mapToObj(i -> new int[] {i, i + 1, 3}).toList());
        IndexBuilder.withDefaults()
                .with(IndexBuilder.Options.defaults().withShards(2))
                .build(corpus.stream(), folder.resolve("index"), Existing.REFUSE);
        index = SuffixArrayIndex.open(folder.resolve("index"));
        selection = DocumentSelection.of(index);
    }

    @Test
    void documentsAreChosenByWhatIsKnown() {
        assertThat(selection.where("source", "s1")).isEqualTo(DocumentSet.of(1, 4));
        assertThat(selection.where("id", "d6")).isEqualTo(DocumentSet.of(6));
        assertThat(selection.where("metadata.lang", "en")).isEqualTo(DocumentSet.of());
        assertThat(selection.ids(List.of("d5", "x", "d0", "y")))
                .isEqualTo(new DocumentSelection.Found(DocumentSet.of(0, 5), List.of("x", "y")));
    }

    @Test
    void filesNameDocuments() throws IOException {
        Path lines = Files.writeString(folder.resolve("ids.txt"), "d1\n\n d6 \r\nnone");
        assertThat(selection.read(lines)).isEqualTo(new DocumentSelection.Found(DocumentSet.of(1, 6), List.of("none")));
        Path rows = Files.writeString(
                folder.resolve("placements.jsonl"),
                "{\"document\":\"d2\",\"trap\":\"t\",\"id\":\"t0\"}\n{\"id\":\"d3\",\"more\":{\"id\":\"d4\"}}\n");
        assertThat(selection.read(rows).documents()).isEqualTo(DocumentSet.of(2, 3));
        Path bitmap = folder.resolve("set.roaring");
        DocumentSet.of(0, 6).write(bitmap);
        assertThat(selection.read(bitmap).documents()).isEqualTo(DocumentSet.of(0, 6));
    }

    @Test
    void whatNamesNoDocumentIsRefused() throws IOException {
        Path rows = Files.writeString(folder.resolve("rows.jsonl"), "{\"id\":\"d1\"}\n{\"trap\":\"t\"}\n");
        assertThatThrownBy(() -> selection.read(rows))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining("has neither \"document\" nor \"id\"; name a document in every row");
        Path bitmap = folder.resolve("set.roaring");
        DocumentSet.of(7).write(bitmap);
        assertThatThrownBy(() -> selection.read(bitmap))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("documents must be in [0, 7), the set holds document 7");
        assertThatThrownBy(() -> RestrictedIndex.of(index, DocumentSet.of(9)))
                .hasMessage("documents must be in [0, 7), the set holds document 9");
        assertThatThrownBy(() -> PhraseQuery.allOf(new int[0]))
                .hasMessage("a phrase must have at least one token, got none in all");
        assertThatThrownBy(() -> PhraseQuery.allOf(new int[] {1}).within(-1))
                .hasMessage("within must be at least 0 tokens, got -1");
    }
}
