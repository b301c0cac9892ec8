package org.palimpsest.corpus.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.transcript.StepMap;
import org.palimpsest.corpus.transcript.Transcript;
import org.palimpsest.stats.RandomStream;

class SuffixArrayIndexTest {
    @TempDir
    Path folder;

    private int built;

    private SuffixArrayIndex build(PlainCorpus corpus, IndexBuilder.Options options) throws IOException {
        Path at = folder.resolve("index" + built++);
        IndexBuilder.withDefaults().with(options).build(corpus.stream(), at, Existing.REFUSE);
        SuffixArrayIndex index = SuffixArrayIndex.open(at);
        index.verify();
        return index;
    }

    private static IndexBuilder.Options options(int shards, IndexBuilder.Inverse inverse, TokenWidth width) {
        return new IndexBuilder.Options(shards, 1 << 24, 2, inverse, width, 2, 2);
    }

    private static int[] draw(RandomGenerator random, int length, int[] alphabet) {
        return random.ints(length, 0, alphabet.length).map(i -> alphabet[i]).toArray();
    }

    private static final int[][] ALPHABETS = {
        {0},
        {0, 1},
        {0, 254},
        {1, 2, 253, 254},
        {0, 255, 256, 65534},
        {65534, 65533, 32768, 128, 1},
        {65535, 65536, 0, 1 << 24, Integer.MAX_VALUE, 255}
    };

    @Test
    void everyQueryEqualsLookingAtEveryPlace() throws IOException {
        RandomGenerator random = RandomStream.of(1, "corpora");
        for (int round = 0; round < 42; round++) {
            int[] alphabet = ALPHABETS[round % ALPHABETS.length];
            boolean bytes = Arrays.stream(alphabet).max().orElse(0) <= 254 && round % 2 == 0;
            List<int[]> documents = new ArrayList<>();
            int count = 1 + random.nextInt(12);
            for (int d = 0; d < count; d++) {
                documents.add(draw(random, random.nextInt(4) == 0 ? 0 : random.nextInt(30), alphabet));
            }
            PlainCorpus corpus = new PlainCorpus(documents);
            SuffixArrayIndex index = build(
                    corpus,
                    options(
                            1 + random.nextInt(3),
                            round % 3 == 0 ? IndexBuilder.Inverse.WRITTEN : IndexBuilder.Inverse.LEFT_OUT,
                            bytes ? TokenWidth.U8 : TokenWidth.U16));
            check(corpus, index, alphabet, random);
        }
    }

    /** Every document of every shard has its step, the last one too; one that the order lacks has none. */
    @Test
    void everyDocumentHasItsStep() throws IOException {
        List<int[]> documents = new ArrayList<>();
        List<String> order = new ArrayList<>();
        for (int d = 0; d < 13; d++) {
            documents.add(draw(RandomStream.of(d, "steps"), 4 + d % 3, new int[] {1, 2, 3}));
            if (d != 5) {
                order.add(0, "d" + d);
            }
        }
        for (int shards = 1; shards <= 3; shards++) {
            Path at = folder.resolve("steps" + shards);
            IndexBuilder.withDefaults()
                    .with(options(shards, IndexBuilder.Inverse.LEFT_OUT, TokenWidth.U16))
                    .with(StepMap.of(Transcript.inOrder(order)))
                    .build(new PlainCorpus(documents).stream(), at, Existing.REFUSE);
            SuffixArrayIndex index = SuffixArrayIndex.open(at);
            assertThat(index.hasSteps()).isTrue();
            for (int d = 0; d < 13; d++) {
                int place = order.indexOf("d" + d);
                assertThat(index.step(d))
                        .as("document %d of %d shards", d, shards)
                        .isEqualTo(place < 0 ? OptionalLong.empty() : OptionalLong.of(place));
            }
        }
    }

    static void check(PlainCorpus corpus, SuffixArrayIndex index, int[] alphabet, RandomGenerator random) {
        assertThat(index.documents()).isEqualTo(corpus.documents().size());
        assertThat(index.tokens())
                .isEqualTo(corpus.documents().stream().mapToLong(d -> d.length).sum());
        List<int[]> phrases = IntStream.range(0, 25)
                .mapToObj(i -> draw(random, 1 + random.nextInt(7), alphabet))
                .toList();
        long[] counts = index.counts(phrases);
        for (int i = 0; i < phrases.size(); i++) {
            int[] phrase = phrases.get(i);
            List<Occurrences.Hit> hits = corpus.hits(phrase);
            assertThat(index.count(phrase)).as(Arrays.toString(phrase)).isEqualTo(hits.size());
            assertThat(counts[i]).isEqualTo(hits.size());
            assertThat(index.locate(phrase, 1000)).isEqualTo(new Occurrences(hits.size(), hits));
            List<Occurrences.Hit> some = index.locate(phrase, 2).hits();
            assertThat(some).hasSize(Math.min(2, hits.size())).isSubsetOf(hits).doesNotHaveDuplicates();
        }
        for (int[] phrase : phrases.subList(0, 8)) {
            List<Occurrences.Hit> seen = new ArrayList<>();
            assertThat(index.visit(phrase, Long.MAX_VALUE, (d, at) -> seen.add(new Occurrences.Hit(d, at))))
                    .isEqualTo(corpus.count(phrase));
            assertThat(seen).containsExactlyInAnyOrderElementsOf(corpus.hits(phrase));
            int[] shown = new int[1];
            index.visit(phrase, 3, (d, at) -> shown[0]++);
            assertThat((long) shown[0]).isEqualTo(Math.min(3, corpus.count(phrase)));
        }
        int[] text = draw(random, 25, alphabet);
        histogram(corpus, index, text);
        matchedPlaces(corpus, index, text);
        for (int longest : new int[] {1, 3, 64}) {
            Matches expected = corpus.match(text, longest);
            assertThat(index.match(text, longest)).isEqualTo(expected);
            assertThat(index.matchLengths(text, longest)).isEqualTo(expected.lengths());
        }
        for (int d = 0; d < corpus.documents().size(); d++) {
            assertThat(index.documentTokens(d)).isEqualTo(corpus.documents().get(d));
            assertThat(index.documentId(d)).isEqualTo("d" + d);
        }
    }

    private static void histogram(PlainCorpus corpus, SuffixArrayIndex index, int[] text) {
        int bins = 3;
        long[] expected = new long[bins];
        long matched = 0;
        int[] lengths = corpus.match(text, 6).lengths();
        for (int at = 0; at < text.length; at++) {
            if (lengths[at] >= 2) {
                matched++;
                for (Occurrences.Hit hit : corpus.hits(Arrays.copyOfRange(text, at, at + lengths[at]))) {
                    expected[(int) (hit.document() * bins / corpus.documents().size())]++;
                }
            }
        }
        assertThat(index.histogram(text, new MatchHistogram.Options(2, 6, Long.MAX_VALUE, bins)))
                .isEqualTo(new MatchHistogram(
                        expected, matched, Arrays.stream(expected).sum()));
    }

    private static void matchedPlaces(PlainCorpus corpus, SuffixArrayIndex index, int[] text) {
        int[] lengths = corpus.match(text, 6).lengths();
        int[] shown = new int[1];
        for (int most : new int[] {3, 1 << 20}) {
            shown[0] = 0;
            index.matchedPlaces(
                    text, new MatchedPlaces.Options(2, 6, most, 7), (at, length, count, documents, kept) -> {
                        assertThat(length).isEqualTo(lengths[at]).isGreaterThanOrEqualTo(2);
                        long[] expected = corpus.hits(Arrays.copyOfRange(text, at, at + length)).stream()
                                .mapToLong(Occurrences.Hit::document)
                                .toArray();
                        assertThat(count).isEqualTo(expected.length);
                        assertThat(kept).isEqualTo((int) Math.min(count, most));
                        long[] got = Arrays.copyOf(documents, kept);
                        if (kept == count) {
                            assertThat(got).containsExactlyInAnyOrder(expected);
                        } else {
                            assertThat(expected).contains(got);
                        }
                        shown[0]++;
                    });
            assertThat(shown[0])
                    .isEqualTo((int) Arrays.stream(lengths).filter(l -> l >= 2).count());
        }
    }

    @Test
    void aSampleOfTooManyPlacesGivesEveryPlaceTheSameChance() throws IOException {
        List<int[]> documents = new ArrayList<>();
        for (int d = 0; d < 10; d++) {
            documents.add(d == 3 ? new int[] {1, 2, 1, 2, 1, 2} : new int[] {1, 2});
        }
        SuffixArrayIndex index =
                build(new PlainCorpus(documents), options(2, IndexBuilder.Inverse.LEFT_OUT, TokenWidth.U16));
        int[] seen = new int[10];
        for (int seed = 0; seed < 3000; seed++) {
            index.matchedPlaces(
                    new int[] {1, 2}, new MatchedPlaces.Options(2, 2, 4, seed), (at, length, count, sample, kept) -> {
                        assertThat(count).isEqualTo(12);
                        assertThat(kept).isEqualTo(4);
                        for (int i = 0; i < kept; i++) {
                            seen[(int) sample[i]]++;
                        }
                    });
        }
        for (int d = 0; d < 10; d++) {
            // 12,000 draws among 12 places: 1,000 each, standard deviation 30
            assertThat(seen[d]).isCloseTo(d == 3 ? 3000 : 1000, within(150));
        }
    }
}
