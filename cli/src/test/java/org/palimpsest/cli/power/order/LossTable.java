package org.palimpsest.cli.power.order;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.palimpsest.cli.power.Named;
import org.palimpsest.corpus.run.AtomicOutput;

/**
 * What the models of a seed say of the transcript: a row a document, with its place in every epoch and its mean log-likelihood (nats a
 * token) under every model.
 *
 * @param positions place of every document, by epoch
 * @param scores of every document, by model
 */
record LossTable(List<int[]> positions, Map<String, double[]> scores) {
    /** Where the rows of a seed are kept. */
    static Path file(Path folder, long seed) {
        return folder.resolve("losses-" + seed + ".csv");
    }

    /** The scores of a model. */
    double[] of(String model) {
        return new Named<>(scores).get(model);
    }

    /** Number of documents. */
    int size() {
        return positions.get(0).length;
    }

    /** The places, from 0, in an epoch, from 1. */
    double[] places(int epoch) {
        return IntStream.of(positions.get(epoch - 1)).asDoubleStream().toArray();
    }

    /** Writes the rows. */
    void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder("document");
        for (int epoch = 1; epoch <= positions.size(); epoch++) {
            text.append(",position_").append(epoch);
        }
        scores.keySet().forEach(m -> text.append(',').append(m));
        for (int i = 0; i < size(); i++) {
            text.append('\n').append(i);
            for (int[] places : positions) {
                text.append(',').append(places[i]);
            }
            for (double[] column : scores.values()) {
                text.append(String.format(Locale.ROOT, ",%.6f", column[i]));
            }
        }
        AtomicOutput.write(file, text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the rows. */
    static LossTable read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String[] names = lines.get(0).split(",", -1);
        List<String[]> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            if (fields.length != names.length || !fields[0].equals(String.valueOf(rows.size()))) {
                throw new IOException(file + ", line " + (rows.size() + 2) + ": expected document " + rows.size()
                        + " and " + names.length + " fields, found " + fields[0] + " and " + fields.length
                        + "; delete the file and train again");
            }
            rows.add(fields);
        }
        List<int[]> positions = new ArrayList<>();
        Map<String, double[]> scores = new LinkedHashMap<>();
        for (int column = 1; column < names.length; column++) {
            double[] values = new double[rows.size()];
            for (int row = 0; row < values.length; row++) {
                values[row] = Double.parseDouble(rows.get(row)[column]);
            }
            if (names[column].startsWith("position_")) {
                positions.add(
                        java.util.Arrays.stream(values).mapToInt(v -> (int) v).toArray());
            } else {
                scores.put(names[column], values);
            }
        }
        return new LossTable(positions, scores);
    }
}
