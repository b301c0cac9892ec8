package org.palimpsest.cli.power.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.index.IndexBuilder;
import org.palimpsest.corpus.index.SourceDocument;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.transcript.StepMap;
import org.palimpsest.corpus.transcript.Transcript;
import org.palimpsest.inference.lab.TrainingSequence;
import org.palimpsest.provenance.observational.MatchOptions;
import org.palimpsest.provenance.observational.PartitionTest;
import org.palimpsest.provenance.observational.TextMatches;
import org.palimpsest.provenance.observational.TextMatching;
import org.palimpsest.provenance.observational.TrainingUnits;
import org.palimpsest.provenance.observational.UnitKind;
import org.palimpsest.stats.Alternative;

/** Partition tests against an index of Alice's sequences with her steps, at the settings of the command line. */
final class PartitionAudits {
    private final SuffixArrayIndex index;
    private final TrainingUnits units;
    private final long seed;

    /**
     * Opens an index, which is built where it is missing.
     *
     * @param place of the index
     * @param sequences in any order
     * @param steps when each was trained on
     * @param kind what was shuffled
     * @param seed of Alice
     */
    PartitionAudits(Path place, List<TrainingSequence> sequences, long[] steps, UnitKind kind, long seed)
            throws IOException {
        if (!Files.exists(place)) {
            build(place, sequences, steps);
        }
        this.index = SuffixArrayIndex.open(place);
        this.units = TrainingUnits.of(index, new TrainingUnits.Grouping(kind, 0, ""));
        this.seed = seed;
    }

    private static void build(Path place, List<TrainingSequence> sequences, long[] steps) throws IOException {
        List<Transcript.Entry> entries = IntStream.range(0, steps.length)
                .mapToObj(i -> new Transcript.Entry(i, sequences.get(i).id(), steps[i]))
                .toList();
        Iterator<TrainingSequence> next = sequences.iterator();
        int[] row = new int[1];
        IndexBuilder.withDefaults()
                .with(StepMap.of(new Transcript(entries)))
                .build(() -> next.hasNext() ? document(next.next(), ++row[0]) : null, place, Existing.REFUSE);
    }

    private static SourceDocument document(TrainingSequence sequence, int row) {
        int[] tokens = IntStream.of(sequence.tokens()).skip(1).toArray();
        return new SourceDocument("bench", row, new Document(sequence.id(), "", tokens, null, null, null, Map.of()));
    }

    /** Tests growing parts of the texts, each once it has so many tokens. */
    List<String> rows(String bob, double temperature, List<int[]> texts, List<Integer> sizes, Alternative side) {
        List<String> rows = new ArrayList<>();
        long tokens = 0;
        int next = 0;
        try (TextMatching matching = new TextMatching(index, MatchOptions.defaults(), 1)) {
            for (int size : sizes) {
                List<int[]> part = new ArrayList<>();
                while (next < texts.size() && tokens < size) {
                    tokens += texts.get(next).length;
                    part.add(texts.get(next++));
                }
                if (tokens < size) {
                    break;
                }
                matching.add(part);
                rows.add(row(bob, temperature, size, matching, side));
            }
        }
        return rows;
    }

    private String row(String bob, double temperature, int size, TextMatching matching, Alternative side) {
        PartitionTest.Result result =
                PartitionTest.withDefaults().with(side).withSeed(seed).test(units, matching.weights());
        TextMatches found = matching.found();
        return new PartitionRow(
                        seed,
                        bob,
                        temperature,
                        size,
                        result.units(),
                        (double) found.matched() / found.tokens(),
                        result.correlation(),
                        result.tail().log10PValue(),
                        result.permutation().test().pValue())
                .line();
    }
}
