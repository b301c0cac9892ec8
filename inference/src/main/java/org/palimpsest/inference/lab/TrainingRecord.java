package org.palimpsest.inference.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.transcript.Transcript;
import org.palimpsest.corpus.transcript.TranscriptWriter;

/** What is written down of a run before its first step: transcript and sequences. */
final class TrainingRecord {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TrainingSetup setup;

    TrainingRecord(TrainingSetup setup) {
        this.setup = setup;
    }

    /** Every position of the run with its sequence and step, up to the last step that is taken. */
    void writeTranscript(Path file) throws IOException {
        int[] order = setup.order();
        int batch = setup.plan().batchSize();
        TranscriptWriter.write(
                new Transcript(IntStream.range(0, setup.positions())
                        .mapToObj(t -> new Transcript.Entry(
                                t, setup.sequences().get(order[t]).id(), (long) (t / batch)))
                        .toList()),
                file);
    }

    /**
     * A row a sequence with its text and the position at which the last epoch saw it, and where epochs were several, the
     * position in each: the transcript of a query test.
     */
    void writeSequences(Path file) throws IOException {
        int[] order = setup.order();
        int count = setup.sequences().size();
        int epochs = setup.plan().epochs();
        int[][] positions = new int[epochs][count];
        int[] seen = new int[count];
        for (int t = 0; t < order.length; t++) {
            positions[seen[order[t]]++][order[t]] = t;
        }
        AtomicOutput.write(file, out -> {
            for (int i = 0; i < count; i++) {
                writeRow(out, setup.sequences().get(i), positions, i);
            }
        });
    }

    private void writeRow(OutputStream out, TrainingSequence sequence, int[][] positions, int index)
            throws IOException {
        int last = positions.length - 1;
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", sequence.id());
        row.put("index", positions[last][index]);
        row.put("step", positions[last][index] / setup.plan().batchSize());
        for (int pass = 0; last > 0 && pass <= last; pass++) {
            row.put("index" + (pass + 1), positions[pass][index]);
        }
        row.put("text", sequence.text());
        out.write((json(row) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Losses, norms and rates of the steps, a row each. */
    static void writeSteps(Path file, List<TrainedStep> steps) throws IOException {
        AtomicOutput.write(file, out -> {
            for (TrainedStep step : steps) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("step", step.step());
                row.put("loss", step.loss());
                row.put("gradientNorm", step.gradientNorm());
                row.put("rateFactor", step.factor());
                out.write((json(row) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers, strings and maps can always be written", e);
        }
    }
}
