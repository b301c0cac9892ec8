package org.palimpsest.traps.survival;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.palimpsest.corpus.CorruptInputException;

/**
 * How strongly a model shows a trap, by length and copies.
 *
 * <p>Between points the distance {@code d = sqrt2 Phi^-1(AUC)} is interpolated, linearly in the logarithm of copies and in
 * length. Below the least dose it falls in proportion to copies, below the least length in proportion to length; above the
 * largest it stays: nothing is gained by what nobody measured. A point below AUC .5 counts as .5. For planning only: models,
 * corpora and training differ.
 */
public final class DoseResponse {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final String source;
    private final NavigableMap<Integer, NavigableMap<Double, Double>> distances = new TreeMap<>();

    private DoseResponse(String source, List<DosePoint> points) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("points must be 1 or more, got none");
        }
        this.source = source;
        for (DosePoint point : points) {
            double distance = Math.sqrt(2) * NORMAL.inverseCumulativeProbability(Math.max(0.5, point.auc()));
            distances.computeIfAbsent(point.length(), length -> new TreeMap<>()).put(point.copies(), distance);
        }
    }

    /**
     * A table of one's own.
     *
     * @param source where it comes from
     * @param points one or more; of two with the same dose the last counts
     * @return the table
     * @throws IllegalArgumentException if there is no point
     */
    public static DoseResponse of(String source, List<DosePoint> points) {
        return new DoseResponse(source, points);
    }

    /**
     * Copyright traps in the pre-training of CroissantLLM, 1.3 billion parameters on 3 trillion tokens, by the ratio to a
     * reference model (Meeus et al. 2024, arXiv 2402.09363): the three cells whose value could be verified.
     *
     * @return the table
     */
    public static DoseResponse preTraining() {
        return new DoseResponse(
                "CroissantLLM 1.3B, pre-trained on 3T tokens; Meeus et al. 2024",
                List.of(
                        new DosePoint(100, 100, 0.639),
                        new DosePoint(100, 1000, 0.748),
                        new DosePoint(25, 1000, 0.557)));
    }

    /**
     * Exact copies of 100 tokens in one epoch of fine-tuning GPT-Neo 1.3B, by the ratio to a reference model (Shilov, Meeus and
     * de Montjoye 2026, mosaic memory, arXiv 2405.15523): means of five seeds.
     *
     * @return the table
     */
    public static DoseResponse fineTuning() {
        double[] aucs = {.612, .706, .782, .836, .872, .910, .928, .946, .955, .964};
        List<DosePoint> points = new ArrayList<>();
        for (int i = 0; i < aucs.length; i++) {
            points.add(new DosePoint(100, i + 1, aucs[i]));
        }
        return new DoseResponse("GPT-Neo 1.3B, one epoch of fine-tuning; Shilov et al. 2026", points);
    }

    /**
     * Reads a table: CSV with a header that names {@code length}, {@code copies} and {@code auc} in any order, other columns
     * ignored, no quotes.
     *
     * @param file the CSV
     * @return the table
     * @throws CorruptInputException if a column or a number is missing or out of range
     * @throws IOException if the file cannot be read
     */
    public static DoseResponse read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        List<String> header =
                lines.isEmpty() ? List.of() : List.of(lines.get(0).strip().split(","));
        int length = header.indexOf("length");
        int copies = header.indexOf("copies");
        int auc = header.indexOf("auc");
        if (length < 0 || copies < 0 || auc < 0) {
            throw new CorruptInputException(
                    file.toString(), "line 1 must name the columns length, copies and auc, got " + header);
        }
        List<DosePoint> points = new ArrayList<>();
        for (int line = 1; line < lines.size(); line++) {
            String[] cells = lines.get(line).split(",", -1);
            if (lines.get(line).isBlank()) {
                continue;
            }
            try {
                points.add(new DosePoint(
                        Integer.parseInt(cells[length].strip()),
                        Double.parseDouble(cells[copies].strip()),
                        Double.parseDouble(cells[auc].strip())));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new CorruptInputException(
                        file.toString(), "line " + (line + 1) + " must hold length, copies and auc: " + e.getMessage());
            }
        }
        if (points.isEmpty()) {
            throw new CorruptInputException(file.toString(), "has a header and no row; give one dose or more");
        }
        return new DoseResponse(file.toString(), points);
    }

    /**
     * Where the table comes from.
     *
     * @return one line
     */
    public String source() {
        return source;
    }

    /**
     * The AUC of a trap.
     *
     * @param length its tokens, at least 1
     * @param copies exact copies, or what other copies are worth in them, 0 or more
     * @return a number in [.5, 1)
     * @throws IllegalArgumentException if a number is out of range
     */
    public double auc(int length, double copies) {
        if (length < 1 || !(copies >= 0)) {
            throw new IllegalArgumentException(
                    "length must be at least 1 and copies at least 0, got " + length + " and " + copies);
        }
        return NORMAL.cumulativeProbability(distance(length, copies) / Math.sqrt(2));
    }

    private double distance(int length, double copies) {
        Map.Entry<Integer, NavigableMap<Double, Double>> below = distances.floorEntry(length);
        Map.Entry<Integer, NavigableMap<Double, Double>> above = distances.ceilingEntry(length);
        if (below == null && above != null) {
            return ofLength(above.getValue(), copies) * length / above.getKey();
        }
        if (below == null) {
            throw new IllegalStateException("a table has a point");
        }
        double low = ofLength(below.getValue(), copies);
        if (above == null || above.getKey().equals(below.getKey())) {
            return low;
        }
        double high = ofLength(above.getValue(), copies);
        return low + (high - low) * (length - below.getKey()) / (above.getKey() - below.getKey());
    }

    private static double ofLength(NavigableMap<Double, Double> doses, double copies) {
        Map.Entry<Double, Double> below = doses.floorEntry(copies);
        Map.Entry<Double, Double> above = doses.ceilingEntry(copies);
        if (below == null) {
            return above == null ? 0 : above.getValue() * copies / above.getKey();
        }
        if (above == null || above.getKey().equals(below.getKey())) {
            return below.getValue();
        }
        double share = Math.log(copies / below.getKey()) / Math.log(above.getKey() / below.getKey());
        return below.getValue() + share * (above.getValue() - below.getValue());
    }
}
