package org.palimpsest.corpus.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.stats.RandomStream;

/**
 * Files longer than a mapping. A mapping has 2^30 bytes in use; here it has a page, so that every file of a small index lies
 * in many, and queries meet their borders as they would in an index of billions of tokens.
 */
class SmallMappingsTest {
    private static final int PAGE_BITS = Integer.numberOfTrailingZeros(PagedFile.PAGE);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "U8, 3, 1",
        "U8, 200, 2",
        "U16, 5, 1",
        "U16, 3000, 1",
        "U16, 65000, 2",
        "U32, 90000, 1",
        "U32, 200000, 2"
    })
    void everyQueryIsAnsweredAsFromOneMapping(TokenWidth width, int ids, int shards) throws IOException {
        RandomGenerator random = RandomStream.of(ids, "mappings");
        int[] alphabet = IntStream.range(0, ids).toArray();
        PlainCorpus corpus = corpus(alphabet, random);
        Path at = folder.resolve("index");
        IndexBuilder.withDefaults()
                .with(new IndexBuilder.Options(
                        shards,
                        1 << 24,
                        1,
                        IndexBuilder.Inverse.WRITTEN,
                        width == TokenWidth.U8 ? width : TokenWidth.U16,
                        2,
                        2))
                .build(corpus.stream(), at, Existing.REFUSE);
        SuffixArrayIndex whole = SuffixArrayIndex.open(at);
        SuffixArrayIndex parts = SuffixArrayIndex.open(at, PAGE_BITS);
        assertThat(whole.shard(0).text().file().size()).isGreaterThan(3L * PagedFile.PAGE);
        assertThat(parts.width()).isEqualTo(width);
        parts.verify();
        parts = SuffixArrayIndex.open(at, PAGE_BITS);
        documents(corpus, parts);
        phrases(corpus, whole, parts, random);
        texts(corpus, whole, parts, random);
    }

    /** Long copies of one another, so that matches, too, lie across borders. */
    private static PlainCorpus corpus(int[] alphabet, RandomGenerator random) {
        int[] shared = Corpora.text(random, 6000, alphabet);
        List<int[]> documents = new ArrayList<>();
        for (int d = 0; d < 900; d++) {
            int from = random.nextInt(shared.length - 3000);
            documents.add(
                    switch (d % 100) {
                        case 7 -> Arrays.copyOfRange(shared, from, from + 1 + random.nextInt(3000));
                        case 8 -> new int[0];
                        default -> Corpora.text(random, random.nextInt(25), alphabet);
                    });
        }
        return new PlainCorpus(documents);
    }

    private static void documents(PlainCorpus corpus, SuffixArrayIndex parts) {
        assertThat(parts.documents()).isEqualTo(corpus.documents().size());
        for (int d = 0; d < corpus.documents().size(); d++) {
            assertThat(parts.documentTokens(d)).isEqualTo(corpus.documents().get(d));
            assertThat(parts.documentId(d)).isEqualTo("d" + d);
        }
    }

    private static void phrases(
            PlainCorpus corpus, SuffixArrayIndex whole, SuffixArrayIndex parts, RandomGenerator random) {
        List<int[]> phrases = IntStream.range(0, 300)
                .mapToObj(i -> part(corpus, random, 1 + random.nextInt(i % 10 == 0 ? 2000 : 6)))
                .toList();
        assertThat(parts.counts(phrases)).isEqualTo(whole.counts(phrases));
        for (int i = 0; i < phrases.size(); i++) {
            int[] phrase = phrases.get(i);
            assertThat(parts.count(phrase)).isEqualTo(whole.count(phrase));
            assertThat(parts.locate(phrase, 50)).isEqualTo(whole.locate(phrase, 50));
            assertThat(parts.next(phrase, 20)).isEqualTo(whole.next(phrase, 20));
            assertThat(visited(parts, phrase)).isEqualTo(visited(whole, phrase));
            if (i < 20) {
                assertThat(visited(parts, phrase)).hasSameElementsAs(corpus.hits(phrase));
            }
        }
        PhraseQuery both = PhraseQuery.allOf(phrases.get(1), phrases.get(2));
        assertThat(DocumentSearch.in(parts).documents(both))
                .isEqualTo(DocumentSearch.in(whole).documents(both));
    }

    private static List<Occurrences.Hit> visited(SuffixArrayIndex index, int[] phrase) {
        List<Occurrences.Hit> seen = new ArrayList<>();
        index.visit(phrase, 5000, (document, at) -> seen.add(new Occurrences.Hit(document, at)));
        return seen;
    }

    private static void texts(
            PlainCorpus corpus, SuffixArrayIndex whole, SuffixArrayIndex parts, RandomGenerator random) {
        int[] text = IntStream.range(0, 60)
                .mapToObj(i -> part(corpus, random, 1 + random.nextInt(90)))
                .flatMapToInt(Arrays::stream)
                .toArray();
        for (int longest : new int[] {1, 6, 5000}) {
            assertThat(parts.match(text, longest)).isEqualTo(whole.match(text, longest));
            MatchHistogram.Options options = new MatchHistogram.Options(2, longest + 1, Long.MAX_VALUE, 7);
            assertThat(parts.histogram(text, options)).isEqualTo(whole.histogram(text, options));
            assertThat(InfinityGram.of(parts).withLongestContext(longest).counts(text))
                    .isEqualTo(
                            InfinityGram.of(whole).withLongestContext(longest).counts(text));
        }
        for (int d = 0; d < 200; d++) {
            assertThat(parts.repeats(d, 3000)).isEqualTo(whole.repeats(d, 3000));
        }
    }

    private static int[] part(PlainCorpus corpus, RandomGenerator random, int length) {
        int[] document = new int[0];
        while (document.length == 0) {
            document = corpus.documents().get(random.nextInt(corpus.documents().size()));
        }
        int size = Math.min(length, document.length);
        int from = random.nextInt(document.length - size + 1);
        return Arrays.copyOfRange(document, from, from + size);
    }

    @Test
    void aNumberAcrossTwoMappingsIsWhole() throws IOException {
        Path path = folder.resolve("numbers");
        byte[] bytes = new byte[3 * PagedFile.PAGE + 5];
        RandomStream.of(3, "bytes").nextBytes(bytes);
        Files.write(path, bytes);
        PagedFile whole = PagedFile.open(path);
        PagedFile parts = PagedFile.open(path, PAGE_BITS);
        for (long at = 0; at + 8 <= bytes.length; at++) {
            assertThat(parts.bigEndianLong(at)).isEqualTo(whole.bigEndianLong(at));
            assertThat(parts.littleEndian(at, 5)).isEqualTo(whole.littleEndian(at, 5));
        }
        assertThat(parts.bytes(1, bytes.length - 2)).isEqualTo(Arrays.copyOfRange(bytes, 1, bytes.length - 1));
    }
}
