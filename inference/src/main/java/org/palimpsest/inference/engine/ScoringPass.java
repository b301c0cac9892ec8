package org.palimpsest.inference.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.inference.engine.TorchModule.Argument;
import org.palimpsest.inference.likelihood.TokenMoments;
import org.palimpsest.inference.likelihood.TokenScores;
import org.palimpsest.inference.likelihood.TopTokens;

/** Forward passes over batches of windows, whose scores go where their texts keep them. */
final class ScoringPass implements AutoCloseable {
    private final Checkpoint model;
    private final ScoringDetail detail;
    private final int topK;
    private final TorchModule program;

    ScoringPass(Checkpoint model, ScoringDetail detail, int topK) {
        this.model = model;
        this.detail = detail;
        this.topK = topK;
        this.program = TorchModule.load(model.manager(), model.config().program());
    }

    /** One window of a text. */
    record Part(Sequence sequence, ContextWindow.Piece piece) {}

    /** A text with BOS, if there is one, and room for the scores of every token but the first. */
    static final class Sequence {
        private final int[] input;
        private final float[] logProbs;
        private final float @Nullable [] means;
        private final float @Nullable [] deviations;
        private final float[] topValues;
        private final int[] topIds;
        private final int topK;

        Sequence(int[] input, int scored, ScoringDetail detail, int topK) {
            this.input = input;
            this.logProbs = new float[scored];
            this.means = detail == ScoringDetail.MOMENTS ? new float[scored] : null;
            this.deviations = detail == ScoringDetail.MOMENTS ? new float[scored] : null;
            this.topValues = new float[Math.multiplyExact(scored, topK)];
            this.topIds = new int[topValues.length];
            this.topK = topK;
        }

        TokenScores scores(String id, int[] tokens) {
            return new TokenScores(
                    id,
                    tokens,
                    wide(logProbs),
                    null,
                    means == null || deviations == null ? null : new TokenMoments(wide(means), wide(deviations)),
                    topK == 0 ? null : new TopTokens(topK, topIds, wide(topValues)));
        }

        private static double[] wide(float[] values) {
            double[] wide = new double[values.length];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = values[i];
            }
            return wide;
        }
    }

    void run(List<Part> parts) {
        TokenBatch batch = TokenBatch.of(
                parts.stream()
                        .map(part -> Arrays.copyOfRange(
                                part.sequence().input,
                                part.piece().start(),
                                part.piece().end()))
                        .toList(),
                parts.stream().mapToInt(part -> part.piece().skipped()).toArray());
        try (NDManager scope = model.manager().newSubManager()) {
            NDArray inputs = batch.inputs(scope);
            NDArray rows = batch.realRows(scope);
            score(
                    parts,
                    List.of(
                            Argument.of(inputs),
                            Argument.of(rows),
                            Argument.of(batch.realTargets(scope)),
                            Argument.of(model.weights())));
            if (topK > 0) {
                likeliest(
                        parts,
                        List.of(
                                Argument.of(inputs),
                                Argument.of(rows),
                                Argument.of(scope.create(topK)),
                                Argument.of(model.weights())));
            }
        }
    }

    private void score(List<Part> parts, List<Argument> arguments) {
        boolean moments = detail == ScoringDetail.MOMENTS;
        NDList found = program.call(moments ? "moments" : "score", TorchModule.Mode.INFERENCE, arguments);
        List<float[]> columns = new ArrayList<>();
        found.forEach(column -> columns.add(column.toFloatArray()));
        int next = 0;
        for (Part part : parts) {
            int to = part.piece().scored() - 1;
            int count = part.piece().end() - part.piece().scored();
            Sequence sequence = part.sequence();
            System.arraycopy(columns.get(0), next, sequence.logProbs, to, count);
            if (sequence.means != null && sequence.deviations != null) {
                System.arraycopy(columns.get(1), next, sequence.means, to, count);
                System.arraycopy(columns.get(2), next, sequence.deviations, to, count);
            }
            next += count;
        }
    }

    private void likeliest(List<Part> parts, List<Argument> arguments) {
        NDList found = program.call("topk", TorchModule.Mode.INFERENCE, arguments);
        float[] values = found.get(0).toFloatArray();
        long[] ids = found.get(1).toLongArray();
        int next = 0;
        for (Part part : parts) {
            int to = (part.piece().scored() - 1) * topK;
            int count = (part.piece().end() - part.piece().scored()) * topK;
            System.arraycopy(values, next, part.sequence().topValues, to, count);
            for (int i = 0; i < count; i++) {
                part.sequence().topIds[to + i] = (int) ids[next + i];
            }
            next += count;
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
