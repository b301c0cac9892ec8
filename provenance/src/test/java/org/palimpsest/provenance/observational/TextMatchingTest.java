package org.palimpsest.provenance.observational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.index.IndexBuilder;
import org.palimpsest.corpus.index.MatchHistogram;
import org.palimpsest.corpus.index.SourceDocument;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.transcript.StepMap;
import org.palimpsest.corpus.transcript.Transcript;
import org.palimpsest.stats.RandomStream;

class TextMatchingTest {
    @TempDir
    private Path folder;

    private SuffixArrayIndex index(List<int[]> documents, long[] steps) throws IOException {
        List<Transcript.Entry> entries = new ArrayList<>();
        for (int i = 0; i < steps.length; i++) {
            if (steps[i] >= 0) {
                entries.add(new Transcript.Entry(i, "d" + i, steps[i]));
            }
        }
        Iterator<int[]> next = documents.iterator();
        int[] line = new int[1];
        IndexBuilder builder = IndexBuilder.withDefaults();
        (steps.length == 0 ? builder : builder.with(StepMap.of(new Transcript(entries))))
                .build(
                        () -> next.hasNext()
                                ? new SourceDocument("test", line[0] + 1L, document("d" + line[0]++, next.next()))
                                : null,
                        folder.resolve("index"),
                        Existing.REPLACE);
        return SuffixArrayIndex.open(folder.resolve("index"));
    }

    private static Document document(String id, int[] tokens) {
        return new Document(id, "", tokens, null, null, null, Map.of());
    }

    private static TextMatching matching(SuffixArrayIndex index, MatchOptions options, int... text) {
        TextMatching matching = new TextMatching(index, options, 2);
        matching.add(List.of(text));
        return matching;
    }

    private static final List<int[]> CORPUS =
            List.of(new int[] {1, 2, 3, 9}, new int[] {1, 2, 5}, new int[] {1, 2, 5, 7}, new int[] {8, 8});

    @Test
    void everyTokenGivesItsLongestPhraseToTheDocumentsThatHaveIt() throws IOException {
        SuffixArrayIndex index = index(CORPUS, new long[] {3, 1, 2, 0});
        MatchOptions options = new MatchOptions(2, 3, 100, MatchWeight.COUNT, Double.POSITIVE_INFINITY, 0);
        // 1 2 5 is in d1 and d2, 2 5 too, 5 1 nowhere, 1 2 in d0 d1 d2
        int[] text = {1, 2, 5, 1, 2};
        try (TextMatching count = matching(index, options, text);
                TextMatching share = matching(index, options.with(MatchWeight.SHARE), text);
                TextMatching idf = matching(index, options.with(MatchWeight.IDF), text);
                TextMatching unique = matching(index, options.with(MatchWeight.UNIQUE), 1, 2, 3, 9, 5, 7)) {
            assertThat(count.weights()).containsExactly(1, 3, 3, 0);
            assertThat(share.weights()).containsExactly(new double[] {1 / 3.0, 4 / 3.0, 4 / 3.0, 0}, within(1e-12));
            double pair = Math.log(13 / 2.0);
            double triple = Math.log(13 / 3.0);
            assertThat(idf.weights())
                    .containsExactly(new double[] {triple, 2 * pair + triple, 2 * pair + triple, 0}, within(1e-12));
            // 1 2 3, 2 3 9, 3 9 and 5 7
            assertThat(unique.weights()).containsExactly(3, 0, 1, 0);
            assertThat(count.found()).isEqualTo(new TextMatches(1, 0, 5, 3, 0, 7));
        }
    }

    @Test
    void limitsAndRepeatsCutWeightAndNothingElse() throws IOException {
        SuffixArrayIndex index = index(CORPUS, new long[] {3, 1, 2, 0});
        try (TextMatching limited = new TextMatching(index, new MatchOptions(2, 3, 100, MatchWeight.COUNT, 2, 0), 1);
                TextMatching capped = matching(
                        index, new MatchOptions(2, 2, 1, MatchWeight.COUNT, Double.POSITIVE_INFINITY, 5), 1, 2)) {
            limited.add(List.of(new int[] {1, 2, 5, 1, 2}, new int[] {1, 2, 5, 1, 2}));
            limited.add(List.of(new int[] {1, 2, 5, 1, 2}, new int[] {8, 8}));
            assertThat(limited.weights()).containsExactly(1, 2, 2, 1);
            assertThat(limited.found()).isEqualTo(new TextMatches(2, 2, 7, 4, 0, 8));
            // one of three places stands for all of them
            assertThat(Arrays.stream(capped.weights()).sum()).isEqualTo(3);
            assertThat(capped.weights()).contains(3);
            assertThat(capped.found()).isEqualTo(new TextMatches(1, 0, 2, 1, 1, 3));
        }
    }

    @Test
    void theHistogramIsThatOfTheIndex() throws IOException {
        RandomGenerator random = RandomStream.of(2, "corpus");
        List<int[]> documents = new ArrayList<>();
        long[] steps = new long[30];
        for (int d = 0; d < 30; d++) {
            documents.add(random.ints(5 + random.nextInt(60), 0, 6).toArray());
            steps[d] = d % 7 == 3 ? -1 : (d * 17 % 30) / 2;
        }
        SuffixArrayIndex index = index(documents, steps);
        int[] text = random.ints(200, 0, 6).toArray();
        MatchOptions options = new MatchOptions(2, 5, 1 << 20, MatchWeight.COUNT, Double.POSITIVE_INFINITY, 0);
        long last = Arrays.stream(steps).max().orElseThrow();
        long[] expected = index.histogram(text, new MatchHistogram.Options(2, 5, Long.MAX_VALUE, (int) last + 1))
                .bins();
        try (TextMatching matching = matching(index, options, text)) {
            for (UnitKind kind : UnitKind.values()) {
                TrainingUnits units = TrainingUnits.of(index, new TrainingUnits.Grouping(kind, 0, ""));
                assertThat(units.documentsWithoutStep())
                        .isEqualTo(Arrays.stream(steps).filter(s -> s < 0).count());
                double[] byStep = new double[expected.length];
                double[] weights = units.sum(matching.weights());
                for (int i = 0; i < units.count(); i++) {
                    byStep[(int) units.times()[i]] += weights[i];
                }
                assertThat(byStep)
                        .containsExactly(
                                Arrays.stream(expected).asDoubleStream().toArray());
                StepHistogram histogram = StepHistogram.of(units, weights, 4);
                assertThat(histogram.bins()).hasSize(4);
                assertThat(histogram.bins().get(0).firstStep()).isZero();
                assertThat(histogram.bins().get(3).lastStep()).isEqualTo(last);
                assertThat(histogram.bins().stream()
                                .mapToDouble(StepHistogram.Bin::weight)
                                .sum())
                        .isEqualTo((double) Arrays.stream(expected).sum());
            }
        }
        TrainingUnits epochs = TrainingUnits.of(index, new TrainingUnits.Grouping(UnitKind.STEP, 5, ""));
        for (int i = 0; i < epochs.count(); i++) {
            for (int j = 0; j < epochs.count(); j++) {
                assertThat(epochs.strata()[i] == epochs.strata()[j])
                        .isEqualTo((int) epochs.times()[i] / 5 == (int) epochs.times()[j] / 5);
            }
        }
    }

    @Test
    void anIndexWithoutStepsIsRefused() throws IOException {
        SuffixArrayIndex index = index(CORPUS, new long[0]);
        assertThatThrownBy(() -> TrainingUnits.of(index, TrainingUnits.Grouping.defaults()))
                .hasMessage("the index has no training steps, so matches cannot be put in time;"
                        + " build it again with --transcript FILE");
        SuffixArrayIndex stepped = index(CORPUS, new long[] {3, 1, 2, 0});
        assertThatThrownBy(() -> TrainingUnits.of(stepped, new TrainingUnits.Grouping(UnitKind.DOCUMENT, 0, "source")))
                .hasMessage("document d0 has no source, so it is in no stratum");
    }
}
