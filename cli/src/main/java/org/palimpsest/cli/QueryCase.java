package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.provenance.query.ExposureRows;
import org.palimpsest.provenance.query.OrderAudit;
import org.palimpsest.provenance.query.OrderFinding;
import org.palimpsest.provenance.query.QueryData;
import org.palimpsest.provenance.query.QueryTest;
import org.palimpsest.provenance.query.ReferenceFit;
import org.palimpsest.provenance.query.RowDesign;
import org.palimpsest.provenance.query.SamePosition;
import org.palimpsest.stats.Randomisation;

/** One transcript: its rows, what references and innocent models say of them, and what is wrong with it. */
final class QueryCase {
    private final Path file;
    private final CommonOptions common;
    private final QueryOptions options;
    private final QueryRows rows;
    private final double[] positions;
    private final int @Nullable [] strata;
    private final int[] chosen;
    private final SamePosition samePosition;
    private final List<double[]> references = new ArrayList<>();
    private final List<double[]> innocents = new ArrayList<>();

    private QueryCase(
            Path file,
            CommonOptions common,
            QueryOptions options,
            QueryRows rows,
            double[] positions,
            int @Nullable [] strata,
            SamePosition samePosition) {
        this.file = file;
        this.common = common;
        this.options = options;
        this.rows = rows;
        this.positions = positions;
        this.strata = strata;
        this.samePosition = samePosition;
        this.chosen = options.design().choose(positions, common.seedOr(0));
    }

    /** What all transcripts of a run have in common. */
    record Shared(
            CommonOptions common,
            QueryOptions options,
            int skipBad,
            String position,
            List<QueryName> suspects,
            Set<String> recorded) {}

    /** Reads a transcript, one row a document where ids come several times. */
    static QueryCase read(Path file, Shared shared, RunManifest begun) throws IOException {
        QueryOptions options = shared.options;
        List<@Nullable String> columns = new ArrayList<>(List.of(shared.position));
        List<@Nullable String> models = new ArrayList<>(options.references);
        models.addAll(options.innocents);
        for (QueryName suspect : shared.suspects) {
            columns.add(suspect.loss());
            models.add(suspect.model());
        }
        columns.addAll(options.referenceLosses);
        columns.addAll(options.innocentLosses);
        columns.addAll(options.covariates);
        QueryRows rows =
                QueryRows.read(file, shared.common, options, shared.skipBad, columns, models, begun, shared.recorded);
        double[] positions = rows.numbers(shared.position);
        int[] strata = rows.strata(positions);
        refusePacked(file, shared, rows, positions);
        if (!rows.hasColumn(QueryRows.ID) || shared.position.equals(QueryRows.ID)) {
            return new QueryCase(
                    file, shared.common, options, rows, positions, strata, options.samePosition(shared.common));
        }
        ExposureRows exposed =
                ExposureRows.of(positions, rows.labels(QueryRows.ID), strata, options.exposure(shared.common));
        if (exposed.repeated() > 0) {
            rows.note(repeatedIds(exposed, positions.length, strata != null, options.exposure(shared.common)));
        }
        rows.keep(exposed.rows());
        int[] labels = strata == null
                ? null
                : IntStream.of(exposed.rows()).map(i -> strata[i]).toArray();
        // Means of several places may be equal where no two rows share one.
        SamePosition same = exposed.repeated() > 0 && SamePosition.repeated(positions) == 0
                ? SamePosition.EACH
                : options.samePosition(shared.common);
        return new QueryCase(file, shared.common, options, rows, exposed.positions(), labels, same);
    }

    private static OrderFinding repeatedIds(ExposureRows exposed, int rows, boolean inStrata, Enum<?> exposure) {
        return new OrderFinding(
                OrderFinding.Severity.NOTE,
                "repeated-ids",
                String.format(
                        Locale.ROOT,
                        "%,d of %,d rows have the id of another row%s; %,d rows are left, the %s place of each id counts"
                                + " (--exposure)",
                        exposed.repeated(),
                        rows,
                        inStrata ? " in their stratum" : "",
                        exposed.rows().length,
                        exposure.name().toLowerCase(Locale.ROOT)));
    }

    /** Rows of one packed sequence moved together: they have one place, that of the sequence. */
    private static void refusePacked(Path file, Shared shared, QueryRows rows, double[] positions)
            throws CorruptInputException {
        String column = QueryRows.SEQUENCE;
        if (!rows.hasColumn(column)
                || shared.position.equals(column)
                || column.equals(shared.options.strata)
                || shared.options.samePosition(shared.common) == SamePosition.EACH
                || shared.options.covariates.contains(column)) {
            return;
        }
        Map<String, Double> places = new HashMap<>();
        int apart = 0;
        List<@Nullable String> sequences = rows.labels(column);
        for (int i = 0; i < positions.length; i++) {
            String sequence = sequences.get(i);
            Double first = sequence == null ? null : places.putIfAbsent(sequence, positions[i]);
            apart += first != null && first != positions[i] ? 1 : 0;
        }
        if (apart > 0) {
            throw new CorruptInputException(
                    file.toString(),
                    apart + " of " + positions.length
                            + " rows stand in the sequence of another row (column sequence), but "
                            + shared.position
                            + " gives them places of their own; a packed sequence was shuffled as one:"
                            + " --position sequence --same-position mean, or each if documents were shuffled one by one");
        }
    }

    /** Log-likelihoods of a suspect. */
    double[] ask(QueryName suspect, String role) throws IOException {
        String loss = suspect.loss();
        String model = suspect.model();
        return loss != null
                ? rows.logLikelihoods(loss)
                : rows.asked(common.require(model, "--loss or --model"), role, options.ask(common), chosen);
    }

    /** Asks references and innocent models. */
    void askOthers() throws IOException {
        ask(options.referenceLosses, options.references, "reference", references);
        ask(options.innocentLosses, options.innocents, "innocent", innocents);
    }

    private void ask(List<String> losses, List<String> models, String role, List<double[]> into) throws IOException {
        for (String column : losses) {
            into.add(rows.logLikelihoods(column));
        }
        for (int i = 0; i < models.size(); i++) {
            String name = i == 0 ? role : role + (i + 1);
            into.add(rows.asked(models.get(i), name, QueryOptions.Ask.LIKELIHOOD, chosen));
        }
    }

    /** The scores of the test: what references, and covariates unless the test is sequential, leave of a suspect. */
    double[] scores(double[] suspect) {
        List<double[]> covariates = new ArrayList<>();
        if (!options.sequential) {
            options.covariates.forEach(column -> covariates.add(rows.numbers(column)));
        }
        ReferenceFit fit = options.fit();
        return fit.scores(suspect, references, covariates);
    }

    /** What the rows say of the order, before a suspect is compared with it; null if it has not been asked about all. */
    List<OrderFinding> audit(QueryName name, double @Nullable [] suspect) {
        OrderAudit audit = OrderAudit.of(positions, strata, samePosition);
        List<String> names = options.referenceLosses.isEmpty() ? options.references : options.referenceLosses;
        for (int i = 0; i < references.size(); i++) {
            audit.reference(names.get(i), references.get(i));
            missing(audit, "loss of the reference " + names.get(i), references.get(i));
        }
        List<String> known = new ArrayList<>(options.innocentLosses);
        known.addAll(options.innocents);
        for (int i = 0; i < innocents.size(); i++) {
            audit.innocent(known.get(i), scores(innocents.get(i)));
        }
        for (String column : options.covariates) {
            audit.covariate(column, rows.numbers(column));
            missing(audit, column, rows.numbers(column));
        }
        String source = options.source != null ? options.source : hint(QueryRows.SOURCE);
        if (source != null) {
            audit.source(source, rows.labels(source));
        }
        if (suspect != null) {
            missing(audit, name.loss() != null ? name.label() : "score of " + name.label(), suspect);
        }
        lengths(audit, name);
        if (hint(QueryRows.TEXT) != null) {
            audit.texts(rows.labels(QueryRows.TEXT));
        }
        List<OrderFinding> findings = new ArrayList<>(rows.findings());
        findings.addAll(audit.findings());
        return findings;
    }

    /** A column that was read though nobody named it, if the file has it. */
    private @Nullable String hint(String column) {
        return rows.hasColumn(column) && !column.equals(options.strata) && !options.covariates.contains(column)
                ? column
                : null;
    }

    private void missing(OrderAudit audit, String name, double[] values) {
        if (IntStream.of(chosen).anyMatch(i -> !Double.isFinite(values[i]))) {
            audit.missing(name, values, chosen, rows.files(rows.all()));
        }
    }

    private void lengths(OrderAudit audit, QueryName name) {
        String loss = name.loss();
        double[] lengths = loss == null ? null : rows.lengths(loss);
        if (lengths == null && hint(QueryRows.TEXT) != null) {
            lengths = rows.lengths(QueryRows.TEXT);
        }
        if (lengths != null) {
            audit.covariate("length", lengths);
        }
    }

    /** Tests a suspect; a finding that refuses makes it confounded. */
    QueryTest.Result test(QueryTest test, double[] suspect, List<OrderFinding> findings) throws CorruptInputException {
        QueryTest chosenTest = QueryVerdicts.refuted(findings) ? test.with(Randomisation.REFUTED) : test;
        try {
            return chosenTest.test(samePosition.apply(data(suspect)));
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(file.toString(), 0, String.valueOf(e.getMessage()), e);
        }
    }

    /** The rows that were asked about. */
    QueryData data(double[] suspect) {
        QueryData data = new QueryData(positions, scores(suspect), strata, referenced());
        return options.design().equals(RowDesign.ALL) ? data : data.rows(chosen);
    }

    boolean referenced() {
        return !references.isEmpty();
    }

    /** The mean of the references; nothing where there are none. */
    double[] reference() {
        double[] none = new double[positions.length];
        double[] negative = new ReferenceFit(0).scores(none, references, List.of());
        return Arrays.stream(negative).map(v -> -v).toArray();
    }

    /** Says which lines were passed over. */
    void saySkipped() {
        rows.skipped().forEach(bad -> common.say("skipped: " + file + ", line " + bad.line() + ": " + bad.reason()));
    }

    Path file() {
        return file;
    }

    QueryRows rows() {
        return rows;
    }

    double[] positions() {
        return positions.clone();
    }

    int @Nullable [] strata() {
        return strata == null ? null : strata.clone();
    }

    /** What rows that share a position are. */
    SamePosition samePosition() {
        return samePosition;
    }

    int[] chosen() {
        return chosen.clone();
    }
}
