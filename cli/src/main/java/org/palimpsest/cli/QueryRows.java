package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.BadLine;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.corpus.table.NumberTable;
import org.palimpsest.corpus.table.RowReader;
import org.palimpsest.inference.likelihood.TokenScores;

/**
 * Reads what the query test needs of a transcript: positions, and log-likelihoods from columns of losses, from recorded
 * scores joined by id, or from a model that is asked for every row's text.
 */
final class QueryRows {
    private static final String ID = "id";

    private final Path file;
    private final CommonOptions common;
    private final int skipBad;
    private final NumberTable table;
    private RunManifest manifest;

    private QueryRows(Path file, CommonOptions common, int skipBad, NumberTable table, RunManifest manifest) {
        this.file = file;
        this.common = common;
        this.skipBad = skipBad;
        this.table = table;
        this.manifest = manifest;
    }

    /** Reads the columns that are named; null names and model references are passed over. */
    static QueryRows read(
            Path file, CommonOptions common, int skipBad, List<@Nullable String> columns, List<@Nullable String> models)
            throws IOException {
        Set<String> wanted = new LinkedHashSet<>();
        for (String column : columns) {
            if (column != null) {
                wanted.add(column);
            }
        }
        boolean joined = models.stream().anyMatch(model -> model != null && Models.isScores(model));
        RunManifest manifest = common.manifest().withSeed(common.seedOr(0));
        try (StandardInput standard = StandardInput.watch()) {
            NumberTable table =
                    RowReader.of(file, skipBad).read(file, List.copyOf(wanted), joined ? List.of(ID) : List.of());
            requireColumns(file, table, wanted);
            manifest = common.withInput(manifest, file, standard);
            return new QueryRows(file, common, skipBad, table, manifest);
        }
    }

    private static void requireColumns(Path file, NumberTable table, Set<String> wanted) throws IOException {
        for (String column : wanted) {
            if (!table.hasColumn(column)) {
                throw new CorruptInputException(
                        file.toString(),
                        "no row has column " + column + "; columns found: "
                                + String.join(", ", new TreeSet<>(table.columns())));
            }
        }
    }

    double[] positions(String column) {
        return table.numbers(column);
    }

    /** Losses with their sign turned: higher = likelier. */
    double[] logLikelihoods(String lossColumn) {
        return Arrays.stream(table.numbers(lossColumn)).map(loss -> -loss).toArray();
    }

    /** What a model thinks of every row. */
    double[] asked(String model, String role) throws IOException {
        manifest = Models.addInput(manifest, model);
        try (Models.Open open = Models.open(model, common.threadsOrDefault(), Models.ownBegin(model))) {
            manifest = open.addTo(manifest, role);
            double[] means = Models.isScores(model) ? joined(open) : scored(open, model);
            if (!open.remark().isEmpty()) {
                common.say(role + ": " + open.remark());
            }
            return means;
        }
    }

    private double[] joined(Models.Open open) throws IOException {
        List<Document> rows = new ArrayList<>();
        for (String id : table.texts(ID)) {
            if (id == null || id.isEmpty()) {
                throw new CorruptInputException(
                        file.toString(), "row " + (rows.size() + 1) + " has no id; recorded scores are joined by id");
            }
            rows.add(Document.of(id, ""));
        }
        return open.scorer().score(rows).stream()
                .mapToDouble(TokenScores::meanNats)
                .toArray();
    }

    private double[] scored(Models.Open open, String model) throws IOException {
        double[] means = new double[table.rows()];
        int row = 0;
        try (DocumentReader reader = DocumentReader.open(file, new DocumentReader.Options(skipBad));
                Progress.Task task = common.progress().begin("scoring under " + model, table.rows(), "documents")) {
            for (List<Document> window = Models.next(reader); !window.isEmpty(); window = Models.next(reader)) {
                for (TokenScores scores : open.scorer().score(window)) {
                    means = row < means.length ? means : Arrays.copyOf(means, row + Models.WINDOW);
                    means[row++] = scores.meanNats();
                }
                task.advance(window.size());
            }
            requireSameRows(reader.skipped());
        }
        return means;
    }

    /** A line that has its columns but no text, or the other way round, would shift all rows after it. */
    private void requireSameRows(List<BadLine> skippedTexts) throws IOException {
        Set<Long> differing = new TreeSet<>();
        table.skipped().forEach(bad -> differing.add(bad.line()));
        for (BadLine bad : skippedTexts) {
            if (!differing.remove(bad.line())) {
                differing.add(bad.line());
            }
        }
        for (long line : differing) {
            throw new CorruptInputException(
                    file.toString(),
                    line,
                    "has its columns or its text but not both, so rows cannot be matched; mend or delete the line",
                    null);
        }
    }

    List<BadLine> skipped() {
        return table.skipped();
    }

    RunManifest manifest() {
        return manifest;
    }
}
