package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.BadLine;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.Tokenizer;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.corpus.table.NumberTable;
import org.palimpsest.corpus.table.RowReader;
import org.palimpsest.corpus.table.TableColumns;
import org.palimpsest.provenance.query.OrderFinding;
import org.palimpsest.provenance.query.TokenizerCheck;

/**
 * Reads what the query test needs of a transcript: positions, and log-likelihoods from columns of losses, from recorded
 * scores joined by id, or from a model that is asked for the text of chosen rows.
 */
final class QueryRows {
    static final String ID = "id";
    static final String SEQUENCE = "sequence";
    static final String SOURCE = "source";
    static final String TEXT = "text";

    private final Path file;
    private final CommonOptions common;
    private final QueryOptions options;
    private final int skipBad;
    private final NumberTable table;
    private final List<OrderFinding> findings = new ArrayList<>();
    private final Set<String> recorded;
    private int[] kept;
    private RunManifest manifest;

    private QueryRows(
            Path file,
            CommonOptions common,
            QueryOptions options,
            int skipBad,
            NumberTable table,
            Set<String> recorded,
            RunManifest manifest) {
        this.file = file;
        this.common = common;
        this.options = options;
        this.skipBad = skipBad;
        this.table = table;
        this.kept = IntStream.range(0, table.rows()).toArray();
        this.recorded = recorded;
        this.manifest = manifest;
    }

    /**
     * Reads the columns that are named; null names and model references are passed over. Models with a role that is recorded are in the
     * manifest already.
     */
    static QueryRows read(
            Path file,
            CommonOptions common,
            QueryOptions options,
            int skipBad,
            List<@Nullable String> columns,
            List<@Nullable String> models,
            RunManifest begun,
            Set<String> recorded)
            throws IOException {
        Set<String> numbers = named(columns);
        Set<String> labels = named(Arrays.asList(options.strata, options.source));
        for (String label : labels) {
            if (numbers.contains(label)) {
                throw common.usage("column " + label + " is given as numbers and as labels");
            }
        }
        boolean joined = models.stream().anyMatch(model -> model != null && Models.isScores(model));
        if (joined && labels.contains(ID)) {
            throw common.usage("column " + ID + " is given as labels, and joins recorded scores");
        }
        RunManifest manifest = begun.withSeed(common.seedOr(0));
        List<String> hints = Stream.of(ID, SEQUENCE, SOURCE, TEXT)
                .filter(hint -> !numbers.contains(hint) && !labels.contains(hint) && !(joined && hint.equals(ID)))
                .toList();
        try (StandardInput standard = StandardInput.watch()) {
            TableColumns wanted = new TableColumns(
                    List.copyOf(numbers),
                    joined ? List.of(ID) : List.of(),
                    List.copyOf(labels),
                    options.window(),
                    hints);
            NumberTable table = RowReader.of(file, skipBad).read(file, wanted);
            requireColumns(file, table, numbers);
            requireColumns(file, table, labels);
            manifest = common.withInput(manifest, file, standard);
            return new QueryRows(file, common, options, skipBad, table, recorded, manifest);
        }
    }

    private static Set<String> named(List<@Nullable String> columns) {
        Set<String> wanted = new LinkedHashSet<>();
        for (String column : columns) {
            if (column != null) {
                wanted.add(column);
            }
        }
        return wanted;
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

    /** From now on the table has these rows alone, ascending; whatever is asked for is theirs. */
    void keep(int[] rows) {
        kept = files(rows);
    }

    /** Numbers of rows in the file, from 0. */
    int[] files(int[] rows) {
        return IntStream.of(rows).map(i -> kept[i]).toArray();
    }

    int size() {
        return kept.length;
    }

    double[] numbers(String column) {
        double[] all = table.numbers(column);
        return IntStream.of(kept).mapToDouble(i -> all[i]).toArray();
    }

    boolean hasColumn(String column) {
        return table.hasColumn(column);
    }

    List<@Nullable String> labels(String column) {
        List<@Nullable String> all = table.texts(column);
        List<@Nullable String> some = new ArrayList<>(kept.length);
        for (int i : kept) {
            some.add(all.get(i));
        }
        return some;
    }

    /** The lengths of the lists of a column; null if they are numbers. */
    double @Nullable [] lengths(String column) {
        double[] all = table.lengths(column);
        return all == null ? null : IntStream.of(kept).mapToDouble(i -> all[i]).toArray();
    }

    /** Losses with their sign turned: higher = likelier. */
    double[] logLikelihoods(String lossColumn) {
        return Arrays.stream(numbers(lossColumn)).map(loss -> -loss).toArray();
    }

    /** The stratum of every row; null if the order was shuffled as a whole. */
    int @Nullable [] strata(double[] positions) throws IOException {
        Integer within = options.shuffledWithin;
        if (within != null) {
            return Arrays.stream(positions)
                    .mapToInt(p -> (int) Math.floor(p / within))
                    .toArray();
        }
        String column = options.strata;
        if (column == null) {
            return null;
        }
        List<@Nullable String> labels = table.texts(column);
        Set<String> distinct = new TreeSet<>();
        for (int i = 0; i < table.rows(); i++) {
            String label = labels.get(i);
            if (label == null) {
                throw new CorruptInputException(
                        file.toString(), "row " + (i + 1) + " has no " + column + "; every row needs its stratum");
            }
            distinct.add(label);
        }
        // Sorted, so that draws do not depend on the order of the file.
        List<String> sorted = List.copyOf(distinct);
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < sorted.size(); i++) {
            numbers.put(sorted.get(i), i);
        }
        int[] strata = new int[table.rows()];
        for (int i = 0; i < strata.length; i++) {
            strata[i] = numbers.getOrDefault(labels.get(i), 0);
        }
        return strata;
    }

    /** What a model says of the chosen rows; NaN for the others. */
    double[] asked(String model, String role, QueryOptions.Ask ask, int[] chosen) throws IOException {
        try (QuerySuspect suspect = open(model, ask)) {
            addManifest(suspect, model, role);
            double[] scores = Models.isScores(model) ? joined(suspect, chosen) : scored(suspect, model, ask, chosen);
            if (!suspect.remark().isEmpty()) {
                common.say(role + ": " + suspect.remark());
            }
            return scores;
        }
    }

    QuerySuspect open(String model, QueryOptions.Ask ask) throws IOException {
        return QuerySuspect.open(
                model, common.threadsOrDefault(), common.seedOr(0), ask, options.bos(common), options.window());
    }

    void addManifest(QuerySuspect suspect, String model, String role) throws IOException {
        if (recorded.add(role)) {
            manifest = suspect.addTo(Models.addInput(manifest, model), role);
        }
    }

    private double[] joined(QuerySuspect suspect, int[] chosen) throws IOException {
        double[] scores = new double[kept.length];
        Arrays.fill(scores, Double.NaN);
        scatter(suspect.score(ids(chosen)), chosen, scores);
        return scores;
    }

    private double[] scored(QuerySuspect suspect, String model, QueryOptions.Ask ask, int[] chosen) throws IOException {
        double[] scores = new double[kept.length];
        Arrays.fill(scores, Double.NaN);
        if (ask == QueryOptions.Ask.CHOICE) {
            List<Document> documents = documents(chosen);
            checkTokens(suspect, documents, model);
            scatter(suspect.score(documents), chosen, scores);
            return scores;
        }
        try (DocumentReader reader = DocumentReader.open(file, new DocumentReader.Options(skipBad));
                Progress.Task task = common.progress().begin("scoring under " + model, chosen.length, "documents")) {
            ChosenDocuments documents = new ChosenDocuments(reader, files(chosen));
            int from = 0;
            for (List<Document> window = Models.next(documents); !window.isEmpty(); window = Models.next(documents)) {
                if (from == 0) {
                    checkTokens(suspect, window, model);
                }
                int to = from + window.size();
                scatter(suspect.score(window), Arrays.copyOfRange(chosen, from, to), scores);
                task.advance(window.size());
                from = to;
            }
            requireSameRows(reader.skipped());
        }
        return scores;
    }

    /** Token ids of another tokenizer are found before they are scored. */
    void checkTokens(QuerySuspect suspect, List<Document> documents, String model) {
        Models.Open open = suspect.open();
        Tokenizer tokenizer = open == null ? null : open.tokenizer();
        if (tokenizer != null) {
            TokenizerCheck.of(tokenizer, documents, model).ifPresent(findings::add);
        }
    }

    static void scatter(double[] values, int[] rows, double[] into) {
        for (int i = 0; i < rows.length; i++) {
            into[rows[i]] = values[i];
        }
    }

    List<Document> ids(int[] chosen) throws IOException {
        List<Document> rows = new ArrayList<>();
        for (int row : files(chosen)) {
            String id = table.texts(ID).get(row);
            if (id == null || id.isEmpty()) {
                throw new CorruptInputException(
                        file.toString(), "row " + (row + 1) + " has no id; recorded scores are joined by id");
            }
            rows.add(Document.of(id, ""));
        }
        return rows;
    }

    /** The documents of the chosen rows, ascending. */
    List<Document> documents(int[] chosen) throws IOException {
        List<Document> documents = new ArrayList<>();
        try (DocumentReader reader = DocumentReader.open(file, new DocumentReader.Options(skipBad))) {
            new ChosenDocuments(reader, files(chosen)).forEachRemaining(documents::add);
            requireSameRows(reader.skipped());
        }
        return documents;
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

    /** All rows. */
    int[] all() {
        return IntStream.range(0, kept.length).toArray();
    }

    void note(OrderFinding finding) {
        findings.add(finding);
    }

    List<OrderFinding> findings() {
        return List.copyOf(findings);
    }

    List<BadLine> skipped() {
        return table.skipped();
    }

    RunManifest manifest() {
        return manifest;
    }
}
