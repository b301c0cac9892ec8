package org.palimpsest.corpus.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.index.CorruptIndexException;
import org.palimpsest.corpus.index.DocumentStream;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.transcript.StepMap;
import org.palimpsest.corpus.transcript.Transcript;
import org.palimpsest.stats.RandomStream;

class SearchIndexTest {
    private static final EntityCatalogue CATALOGUE = EntityCatalogue.of(List.of(
            new Entity("x1", "a", List.of("b c"), List.of("d")),
            new Entity("x2", "a", List.of(), List.of("e")),
            Entity.of("y", "f")));

    @TempDir
    private Path folder;

    /** Documents of at most 30 words, whose lengths Lucene keeps exactly. */
    private static List<Document> corpus(int count) {
        RandomGenerator random = RandomStream.of(11, "search");
        return IntStream.range(0, count)
                .mapToObj(i -> Document.of("d" + i, words(random.nextInt(31), random)))
                .toList();
    }

    private static String words(int count, RandomGenerator random) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(String.valueOf((char) ('a' + Math.min(random.nextInt(12), random.nextInt(12)))));
        }
        return String.join(" ", words);
    }

    private static StepMap everySecond(List<Document> documents) {
        List<Transcript.Entry> entries = new ArrayList<>();
        for (int i = 0; i < documents.size(); i += 2) {
            entries.add(new Transcript.Entry(i / 2, documents.get(i).id(), 1000L - i));
        }
        return StepMap.of(new Transcript(entries));
    }

    @Test
    void bm25IsTheFormula() throws IOException {
        List<Document> corpus = corpus(300);
        List<List<String>> words = corpus.stream()
                .map(document -> SearchWord.forms(document.text()))
                .toList();
        try (SearchIndex index = SearchIndexBuilder.withDefaults().build(DocumentStream.of(corpus))) {
            for (String question : List.of("a", "k l", "c d e C", "zzz", "")) {
                double[] expected = bm25(
                        words, SearchWord.forms(question).stream().distinct().toList());
                List<SearchHit> hits = index.bm25(question, 1000);
                assertThat(hits).hasSize((int)
                        Arrays.stream(expected).filter(score -> score > 0).count());
                for (SearchHit hit : hits) {
                    assertThat(hit.score()).isCloseTo(expected[hit.document()], within(1e-5));
                    assertThat(hit.id()).isEqualTo("d" + hit.document());
                    assertThat(hit.step()).isNull();
                }
                assertThat(hits)
                        .isSortedAccordingTo(Comparator.comparingDouble(SearchHit::score)
                                .reversed()
                                .thenComparingInt(SearchHit::document));
            }
        }
    }

    private static double[] bm25(List<List<String>> documents, List<String> question) {
        // Lucene counts documents that have words, and leaves out the constant factor k1 + 1.
        double n = documents.stream().filter(words -> !words.isEmpty()).count();
        double mean = documents.stream().mapToInt(List::size).sum() / n;
        double[] scores = new double[documents.size()];
        for (String word : question) {
            long df = documents.stream().filter(words -> words.contains(word)).count();
            double idf = Math.log(1 + (n - df + 0.5) / (df + 0.5));
            for (int i = 0; i < scores.length; i++) {
                List<String> words = documents.get(i);
                double tf = words.stream().filter(word::equals).count();
                scores[i] += idf * tf / (tf + 1.2 * (0.25 + 0.75 * words.size() / mean));
            }
        }
        return scores;
    }

    @Test
    void postingsAreWhatTheLinkerFinds() throws IOException {
        List<Document> corpus = corpus(400);
        StepMap steps = everySecond(corpus);
        Path place = folder.resolve("index");
        SearchIndexBuilder.withDefaults()
                .with(CATALOGUE)
                .with(steps)
                .withSources(List.of("s"))
                .build(DocumentStream.of(corpus), place, Existing.REFUSE);
        EntityLinker linker = EntityLinker.of(CATALOGUE);
        try (SearchIndex index = SearchIndex.open(place)) {
            assertThat(index.documents()).isEqualTo(400);
            assertThat(index.hasSteps()).isTrue();
            assertThat(index.sources()).containsExactly("s");
            assertThat(index.catalogue().entities()).isEqualTo(CATALOGUE.entities());
            for (String entity : List.of("x1", "x2", "y", "none")) {
                List<EntityPosting> expected = new ArrayList<>();
                for (int i = 0; i < corpus.size(); i++) {
                    for (Mention mention : linker.link(corpus.get(i).text())) {
                        if (mention.entity().equals(entity) && (float) mention.score() >= 0.3) {
                            expected.add(new EntityPosting(
                                    i,
                                    "d" + i,
                                    mention.start(),
                                    mention.end(),
                                    (float) mention.score(),
                                    mention.source(),
                                    i % 2 == 0 ? 1000L - i : null));
                        }
                    }
                }
                assertThat(index.postings(entity, 0.3)).isEqualTo(expected);
                List<EntityPosting> before = expected.stream()
                        .filter(posting -> posting.step() != null && posting.step() < 900)
                        .toList();
                assertThat(index.exposures(entity, 0.3, 900))
                        .isEqualTo(new EntityExposure(
                                before.stream()
                                        .map(EntityPosting::document)
                                        .distinct()
                                        .count(),
                                before.size()));
            }
            assertThat(index.document(7))
                    .isEqualTo(new IndexedDocument(7, "d7", corpus.get(7).text(), null));
            index.verify();
        }
    }

    @Test
    void coOccurrencesAreThoseOfAllPairs() throws IOException {
        try (SearchIndex index =
                SearchIndexBuilder.withDefaults().with(CATALOGUE).build(DocumentStream.of(corpus(300)))) {
            List<EntityPosting> subjects = index.postings("x1", 0.5);
            List<EntityPosting> answers = index.postings("y", 0);
            for (int within : new int[] {0, 1, 5, Integer.MAX_VALUE}) {
                List<Integer> expected = subjects.stream()
                        .filter(subject -> answers.stream()
                                .anyMatch(answer -> answer.document() == subject.document()
                                        && Math.max(answer.start() - subject.end(), subject.start() - answer.end())
                                                <= within))
                        .map(EntityPosting::document)
                        .distinct()
                        .toList();
                assertThat(index.coOccurrences("x1", "y", 0.5, within)).isEqualTo(expected);
            }
            assertThat(index.coOccurrences("x1", "y", 0.5, Integer.MAX_VALUE)).isNotEmpty();
        }
    }

    @Test
    void damageIsNamed() throws IOException {
        Path place = folder.resolve("index");
        SearchIndexBuilder.withDefaults().with(CATALOGUE).build(DocumentStream.of(corpus(50)), place, Existing.REFUSE);
        assertThatThrownBy(() -> SearchIndex.open(folder))
                .isInstanceOf(CorruptIndexException.class)
                .hasMessage(folder.resolve("search.json")
                        + ", byte 0: found no such file, expected a search index that trace --corpus made; build or copy the"
                        + " index again");
        Path data;
        try (Stream<Path> files = Files.list(place.resolve("lucene"))) {
            data = files.filter(file -> file.toString().endsWith(".cfs"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] whole = Files.readAllBytes(data);
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 4;
        Files.write(data, flipped);
        assertThatThrownBy(() -> {
                    try (SearchIndex index = SearchIndex.open(place)) {
                        index.verify();
                    }
                })
                .isInstanceOf(CorruptIndexException.class)
                .hasMessageStartingWith(place.resolve("lucene") + ", byte 0: found ");
        Files.write(data, Arrays.copyOf(whole, whole.length - 9));
        assertThatThrownBy(() -> SearchIndex.open(place)).isInstanceOf(CorruptIndexException.class);
        Files.write(data, whole);
        Path entities = place.resolve("entities.jsonl");
        Files.writeString(entities, Files.readString(entities).replace("b c", "b d"));
        assertThatThrownBy(() -> SearchIndex.open(place))
                .isInstanceOf(CorruptIndexException.class)
                .hasMessageStartingWith(entities + ", byte 0: found content ");
    }

    @Test
    void rangesAreChecked() throws IOException {
        try (SearchIndex index = SearchIndexBuilder.withDefaults().build(DocumentStream.of(List.of()))) {
            assertThat(index.bm25("a", 5)).isEmpty();
            assertThat(index.postings("a", 0)).isEmpty();
            assertThatThrownBy(() -> index.bm25("a", 0)).hasMessage("limit must be at least 1, got 0");
            assertThatThrownBy(() -> index.postings("a", 1.5)).hasMessage("leastScore must be in [0, 1], got 1.5");
            assertThatThrownBy(() -> index.coOccurrences("a", "b", 0, -1))
                    .hasMessage("withinCharacters must be at least 0, got -1");
        }
    }
}
