package org.palimpsest.cli;

import java.io.IOException;
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
    private final QueryCase one;
    private final QueryRows rows;
    private final double alpha;

    QuerySequence(CommonOptions common, QueryOptions options, QueryCase one, double alpha) {
        this.common = common;
        this.options = options;
        this.one = one;
        this.rows = one.rows();
        this.alpha = alpha;
    }

    /** Turns a verdict into an exit code. */
    interface Exit {
        int of(Verdict verdict);
    }

    /** References and innocent models are asked about all documents, and checked; only the suspect is asked sparingly. */
    int run(QueryName name, Exit exit) throws IOException {
        int[] chosen = one.chosen();
        SequentialQuery plan = plan(one.positions(), one.strata(), chosen);
        List<QuerySuspect> open = new ArrayList<>();
        try {
            String loss = name.loss();
            Batch suspect = loss != null ? column(loss) : model(name.label(), chosen, open);
            one.askOthers();
            double[] whole = loss == null ? null : rows.logLikelihoods(loss);
            Wealth wealth = bet(plan, chosen, suspect, one.reference());
            List<OrderFinding> findings = new ArrayList<>(one.audit(name, whole));
            if (wealth.empty > 0) {
                findings.add(new OrderFinding(
                        OrderFinding.Severity.NOTE,
                        "empty-pairs",
                        String.format(
                                Locale.ROOT,
                                "%,d of the pairs asked about have a score that is missing or not finite; they bet nothing",
                                wealth.empty)));
            }
            return report(plan, wealth.progress, findings, exit);
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
            one.samePosition().apply(new QueryData(places, places, null, false));
            return SequentialQuery.plan(places, labels, common.seedOr(0));
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(one.file().toString(), 0, String.valueOf(e.getMessage()), e);
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

    private Batch model(String reference, int[] chosen, List<QuerySuspect> open) throws IOException {
        QuerySuspect suspect = rows.open(reference, options.ask(common));
        open.add(suspect);
        rows.addManifest(suspect, reference, "model");
        List<Document> documents = Models.isScores(reference) ? rows.ids(chosen) : rows.documents(chosen);
        rows.checkTokens(suspect, documents, reference);
        return wanted -> suspect.score(IntStream.of(wanted)
                .mapToObj(i -> documents.get(Arrays.binarySearch(chosen, i)))
                .toList());
    }

    /** Where the bets stand, and how many of them were empty. */
    private record Wealth(SequentialQuery.Progress progress, int empty) {}

    private Wealth bet(SequentialQuery plan, int[] chosen, Batch suspect, double[] reference) {
        double[] local = new double[chosen.length];
        Arrays.fill(local, Double.NaN);
        int batch = FIRST_BATCH;
        int empty = 0;
        for (int from = 0; ; batch = Math.min(LARGEST_BATCH, 2 * batch)) {
            int to = Math.min(plan.pairs(), from + batch);
            int[] places = plan.rows(from, to);
            int[] wanted = IntStream.of(places).map(k -> chosen[k]).toArray();
            double[] values = suspect.score(wanted);
            for (int i = 0; i < values.length; i++) {
                values[i] -= reference[wanted[i]];
            }
            for (int i = 0; i < values.length; i += 2) {
                empty += Double.isFinite(values[i]) && Double.isFinite(values[i + 1]) ? 0 : 1;
            }
            QueryRows.scatter(values, places, local);
            SequentialQuery.Progress progress = plan.after(local, to, alpha);
            if (progress.stopped() || to == plan.pairs()) {
                return new Wealth(progress, empty);
            }
            from = to;
        }
    }

    private int report(SequentialQuery plan, SequentialQuery.Progress progress, List<OrderFinding> findings, Exit exit)
            throws IOException {
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
        fields.put("skipped", CommonNames.plain(one.file(), rows.skipped()));
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
