package org.palimpsest.corpus.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.stats.RandomStream;

/**
 * Small indexes that infini-gram's own indexer wrote (commit 37d2929) from rows of ours: ids in decimal, or bytes of UTF-8
 * where tokens are bytes.
 */
class InfiniGramFilesTest {
    private static final Path FIXTURES = Path.of("src/test/resources/org/palimpsest/corpus/index/infinigram");

    @TempDir
    Path folder;

    private static PlainCorpus read(String name) throws IOException {
        List<int[]> documents = new ArrayList<>();
        try (var files = Files.list(FIXTURES.resolve(name).resolve("input"))) {
            for (Path file : files.sorted().toList()) {
                String rows = new String(InputFile.open(file).readAllBytes(), StandardCharsets.UTF_8);
                for (String row : rows.lines().toList()) {
                    JsonNode json = new ObjectMapper().readTree(row);
                    documents.add(tokens(name, json.path("text").asText()));
                }
            }
        }
        return new PlainCorpus(documents);
    }

    private static int[] tokens(String name, String text) {
        if (name.startsWith("u8")) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int[] ids = new int[bytes.length];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = bytes[i] & 0xFF;
            }
            return ids;
        }
        return text.isBlank()
                ? new int[0]
                : Arrays.stream(text.strip().split(" ", -1))
                        .mapToInt(Integer::parseUnsignedInt)
                        .toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"u16-v4", "u16-v4-pointer1", "u8-v4"})
    void ourFilesAreTheirsByteForByte(String name) throws IOException {
        Path ours = folder.resolve("ours");
        TokenWidth width = name.startsWith("u8") ? TokenWidth.U8 : TokenWidth.U16;
        IndexBuilder.withDefaults()
                .with(IndexBuilder.Options.defaults().with(width))
                .build(read(name).stream(), ours, Existing.REFUSE);
        for (String file : List.of("tokenized.0", "table.0", "offset.0", "unigram.0")) {
            assertThat(ours.resolve(file))
                    .as(file)
                    .hasSameBinaryContentAs(
                            FIXTURES.resolve(name).resolve("index").resolve(file));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "u16-v4",
                "u16-v4-pointer1",
                "u16-v4-pointer5",
                "u16-v4-shards2",
                "u16-v5",
                "u16-v6",
                "u16-v6-reversed",
                "u32-v4",
                "u32-v4-shards2",
                "u32-v5",
                "u32-v6",
                "u8-v4"
            })
    void theirIndexesAnswerAsTheirRowsDo(String name) throws IOException {
        PlainCorpus corpus = read(name);
        IndexImporter importer = IndexImporter.withDefaults();
        boolean reversed = name.endsWith("v5") || name.endsWith("reversed");
        (reversed ? importer.reversed() : importer)
                .run(FIXTURES.resolve(name).resolve("index"), folder.resolve("ours"), Existing.REFUSE);
        SuffixArrayIndex index = SuffixArrayIndex.open(folder.resolve("ours"));
        index.verify();
        assertThat(index.documents()).isEqualTo(corpus.documents().size());
        RandomGenerator random = RandomStream.of(3, name);
        int[] all = corpus.documents().stream().flatMapToInt(Arrays::stream).toArray();
        for (int i = 0; i < 200; i++) {
            int from = random.nextInt(all.length);
            int[] phrase = Arrays.copyOfRange(all, from, Math.min(all.length, from + 1 + random.nextInt(6)));
            Occurrences found = index.locate(phrase, 10_000);
            assertThat(found.count()).isEqualTo(corpus.count(phrase));
            for (Occurrences.Hit hit : found.hits()) {
                int[] tokens = index.documentTokens(hit.document());
                assertThat(Arrays.copyOfRange(tokens, (int) hit.position(), (int) hit.position() + phrase.length))
                        .isEqualTo(phrase);
            }
            assertThat(found.hits()).doesNotHaveDuplicates();
        }
        for (int i = 0; i < 20; i++) {
            int from = random.nextInt(all.length);
            int[] context = Arrays.copyOfRange(all, from, Math.min(all.length, from + i % 5));
            assertThat(index.next(context, 7)).isEqualTo(IndexOracleTest.plainNext(corpus, context, 7));
        }
        int[] text = Arrays.copyOfRange(all, all.length / 3, all.length / 3 + 40);
        assertThat(index.match(text, 12)).isEqualTo(corpus.match(text, 12));
        assertThat(index.matchLengths(text, 12))
                .isEqualTo(corpus.match(text, 12).lengths());
        assertThat(InfinityGram.of(index).counts(text))
                .isEqualTo(IndexOracleTest.plainCounts(corpus, text, Integer.MAX_VALUE));
    }

    /** Their 32-bit rows have ids that no row of ours may have, so the order is compared alone. */
    @ParameterizedTest
    @ValueSource(strings = {"u16-v4", "u32-v4", "u32-v4-shards2", "u8-v4"})
    void ourOrderOfSuffixesIsTheirs(String name) throws IOException {
        TokenWidth width =
                name.startsWith("u8") ? TokenWidth.U8 : name.startsWith("u16") ? TokenWidth.U16 : TokenWidth.U32;
        Path index = FIXTURES.resolve(name).resolve("index");
        int tokens = (int) Files.size(index.resolve("tokenized.0")) / width.bytes();
        int[] order =
                TokenText.read(index.resolve("tokenized.0"), width, tokens).sorted();
        SuffixTable table = new SuffixTable(PagedFile.open(index.resolve("table.0")), tokens, width.bytes());
        for (int rank = 0; rank < tokens; rank++) {
            assertThat((long) order[rank]).isEqualTo(table.position(rank));
        }
    }

    @Test
    void documentsComeInTheOrderOfTheFiles() throws IOException {
        IndexImporter.withDefaults().run(FIXTURES.resolve("u16-v4/index"), folder.resolve("ours"), Existing.REFUSE);
        SuffixArrayIndex index = SuffixArrayIndex.open(folder.resolve("ours"));
        PlainCorpus corpus = read("u16-v4");
        for (int d = 0; d < index.documents(); d++) {
            assertThat(index.documentTokens(d)).isEqualTo(corpus.documents().get(d));
            assertThat(index.documentId(d)).isEqualTo("doc-" + d);
        }
    }

    @Test
    void aTableOutOfOrderIsRefused() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (var files = Files.list(FIXTURES.resolve("u16-v4/index"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(String.valueOf(file.getFileName())));
            }
        }
        Path table = copy.resolve("table.0");
        byte[] pointers = Files.readAllBytes(table);
        for (int i = 0; i < 2; i++) {
            byte swapped = pointers[200 + i];
            pointers[200 + i] = pointers[202 + i];
            pointers[202 + i] = swapped;
        }
        Files.write(table, pointers);
        assertThatThrownBy(() -> IndexImporter.withDefaults().run(copy, folder.resolve("ours"), Existing.REFUSE))
                .isInstanceOf(CorruptIndexException.class)
                .hasMessageStartingWith(
                        table + ", byte 202: found a suffix below the one before, expected every suffix once");
        assertThat(folder.resolve("ours")).doesNotExist();
    }

    @Test
    void aFolderThatHoldsNoIndexIsRefused() {
        assertThatThrownBy(() -> IndexImporter.withDefaults().run(folder, folder.resolve("ours"), Existing.REFUSE))
                .isInstanceOf(CorruptIndexException.class)
                .hasMessageContaining("no such file, expected an index of infini-gram in " + folder);
    }
}
