package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.Document;
import org.palimpsest.provenance.query.OrderAudit;
import org.palimpsest.provenance.query.OrderFinding;
import org.palimpsest.provenance.query.QueryData;
import org.palimpsest.provenance.query.SequentialQuery;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.Verdict;

/** The query test that asks for pairs of documents until the evidence suffices. */
final class QuerySequence {
    /** Pairs that are asked about at a time; doubled until the largest. */
    private static final int FIRST_BATCH = 32;

    private static final int LARGEST_BATCH = 512;

    private final CommonOptions common;
    private final QueryOptions options;
    private final QueryRows rows;
    private final Path file;
    private final double alpha;

    QuerySequence(CommonOptions common, QueryOptions options, QueryRows rows, Path file, double alpha) {
        this.common = common;
        this.options = options;
        this.rows = rows;
        this.file = file;
        this.alpha = alpha;
    }

    /** Turns a verdict into an exit code. */
    interface Exit {
        int of(Verdict verdict);
    }

    int run(
            double[] positions,
            int @Nullable [] strata,
            int[] chosen,
            @Nullable String loss,
            @Nullable String model,
            Exit exit)
            throws IOException {
        SequentialQuery plan = plan(positions, strata, chosen);
        double[] scores = new double[positions.length];
        Arrays.fill(scores, Double.NaN);
        List<QuerySuspect> open = new ArrayList<>();
        try {
            Batch suspect = loss != null ? column(loss) : model(String.valueOf(model), "model", chosen, open);
            List<Batch> references = new ArrayList<>();
            for (String column : options.referenceLosses) {
                references.add(column(column));
            }
            for (String reference : options.references) {
                references.add(model(reference, "reference", chosen, open));
            }
            SequentialQuery.Progress progress = bet(plan, chosen, scores, suspect, references);
            return report(plan, progress, positions, strata, exit);
        } finally {
            open.forEach(QuerySuspect::close);
        }
    }

    private SequentialQuery plan(double[] positions, int @Nullable [] strata, int[] chosen) throws IOException {
        double[] places = IntStream.of(chosen).mapToDouble(i -> positions[i]).toArray();
        int[] labels = strata == null
                ? new int[chosen.length]
                : IntStream.of(chosen).map(i -> strata[i]).toArray();
        try {
            options.samePosition(common).apply(new QueryData(places, places, null, false));
            return SequentialQuery.plan(places, labels, common.seedOr(0));
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(file.toString(), 0, String.valueOf(e.getMessage()), e);
        }
    }

    /** Scores of some rows. */
    private interface Batch {
        double[] score(int[] wanted);
    }

    private Batch column(String loss) {
        double[] all = rows.logLikelihoods(loss);
        return wanted -> IntStream.of(wanted).mapToDouble(i -> all[i]).toArray();
    }

    private Batch model(String reference, String role, int[] chosen, List<QuerySuspect> open) throws IOException {
        QueryOptions.Ask ask = role.equals("model") ? options.ask(common) : QueryOptions.Ask.LIKELIHOOD;
        QuerySuspect suspect = rows.open(reference, ask);
        open.add(suspect);
        rows.addManifest(suspect, reference, role);
        List<Document> documents = Models.isScores(reference) ? rows.ids(chosen) : rows.documents(chosen);
        rows.checkTokens(suspect, documents, reference);
        return wanted -> suspect.score(IntStream.of(wanted)
                .mapToObj(i -> documents.get(Arrays.binarySearch(chosen, i)))
                .toList());
    }

    private SequentialQuery.Progress bet(
            SequentialQuery plan, int[] chosen, double[] scores, Batch suspect, List<Batch> references) {
        double[] local = new double[chosen.length];
        Arrays.fill(local, Double.NaN);
        int batch = FIRST_BATCH;
        for (int from = 0; ; batch = Math.min(LARGEST_BATCH, 2 * batch)) {
            int to = Math.min(plan.pairs(), from + batch);
            int[] places = plan.rows(from, to);
            int[] wanted = IntStream.of(places).map(k -> chosen[k]).toArray();
            double[] values = suspect.score(wanted);
            for (Batch reference : references) {
                double[] other = reference.score(wanted);
                for (int i = 0; i < values.length; i++) {
                    values[i] -= other[i] / references.size();
                }
            }
            QueryRows.scatter(values, places, local);
            QueryRows.scatter(values, wanted, scores);
            SequentialQuery.Progress progress = plan.after(local, to, alpha);
            if (progress.stopped() || to == plan.pairs()) {
                return progress;
            }
            from = to;
        }
    }

    private int report(
            SequentialQuery plan,
            SequentialQuery.Progress progress,
            double[] positions,
            int @Nullable [] strata,
            Exit exit)
            throws IOException {
        List<OrderFinding> findings = new ArrayList<>(rows.findings());
        findings.addAll(OrderAudit.of(positions, strata).findings());
        double log10P = progress.stopped() ? Math.log10(alpha) : 0;
        double smallest = -plan.pairs() * Math.log10(1 + 31 / 32.0);
        Randomisation draw = QueryVerdicts.refuted(findings) ? Randomisation.REFUTED : Randomisation.UNVERIFIED;
        Verdict verdict = Verdict.of(log10P, smallest, alpha, draw);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pairs", plan.pairs());
        fields.put("pairsAsked", progress.pairs());
        fields.put("stoppedAt", progress.stopped() ? progress.stoppedAt() : null);
        fields.put("log10E", progress.log10E());
        fields.put("h0", "the suspect is independent of the training order, given the reference");
        fields.put("n", progress.pairs());
        fields.put("alternative", "greater");
        fields.put("method", "exact: e-process on matched pairs, valid at any time");
        fields.put("verdict", verdict.label());
        fields.put("findings", QueryVerdicts.findings(findings));
        fields.put("skipped", CommonNames.plain(file, rows.skipped()));
        String text = String.format(
                Locale.ROOT,
                """
                H0: the suspect is independent of the training order, given the reference.
                asked about %,d of %,d pairs, alternative greater
                e-value         10^%.1f   exact at any time; wealth reached 1/alpha %s
                verdict         %s: %s
                """,
                progress.pairs(),
                plan.pairs(),
                progress.log10E(),
                progress.stopped() ? String.format(Locale.ROOT, "after %,d pairs", progress.stoppedAt()) : "never",
                verdict.label(),
                verdict.meaning());
        common.emit(fields, rows.manifest(), text + QueryVerdicts.lines(findings));
        return exit.of(verdict);
    }
}
