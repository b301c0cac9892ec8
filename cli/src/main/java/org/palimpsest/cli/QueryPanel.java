package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.provenance.query.OrderFinding;
import org.palimpsest.provenance.query.QueryFamily;
import org.palimpsest.provenance.query.QueryTest;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.SpearmanTest;
import org.palimpsest.stats.TestResult;

/** Many suspects and many transcripts: every pair is tested, and the table is adjusted for its size. */
final class QueryPanel {
    private static final int FEWEST_SHARED = 10;

    private final CommonOptions common;
    private final QueryCase.Shared shared;
    private final QueryTest test;
    private final double alpha;

    QueryPanel(CommonOptions common, QueryCase.Shared shared, QueryTest test, double alpha) {
        this.common = common;
        this.shared = shared;
        this.test = test;
        this.alpha = alpha;
    }

    /**
     * How alike two orders are.
     *
     * @param first a transcript
     * @param second another
     * @param correlation of the places of the documents that both have, two-sided
     */
    record Likeness(String first, String second, TestResult correlation) {}

    int run(List<Path> files, QuerySequence.Exit exit) throws IOException {
        List<QueryFamily.Pair> pairs = new ArrayList<>();
        List<List<OrderFinding>> findings = new ArrayList<>();
        List<QueryCase> cases = new ArrayList<>();
        List<Map<String, Object>> skipped = new ArrayList<>();
        RunManifest manifest = common.manifest();
        for (Path file : files) {
            QueryCase one = QueryCase.read(file, shared, manifest);
            cases.add(one);
            test(one, pairs, findings);
            one.saySkipped();
            skipped.addAll(CommonNames.plain(file, one.rows().skipped()));
            manifest = one.rows().manifest();
        }
        QueryFamily family = QueryFamily.of(pairs, alpha);
        QueryPanelSummary summary = new QueryPanelSummary(family, findings, likenesses(cases), alpha);
        Map<String, Object> fields = summary.json();
        fields.put("skipped", skipped);
        common.emit(fields, manifest, summary.text(common.style()));
        return exit.of(family.verdict());
    }

    private void test(QueryCase one, List<QueryFamily.Pair> pairs, List<List<OrderFinding>> findings)
            throws IOException {
        List<double[]> values = new ArrayList<>();
        for (int i = 0; i < shared.suspects().size(); i++) {
            values.add(one.ask(shared.suspects().get(i), i == 0 ? "model" : "model" + (i + 1)));
        }
        one.askOthers();
        for (int i = 0; i < values.size(); i++) {
            QueryName suspect = shared.suspects().get(i);
            List<OrderFinding> seen = one.audit(suspect, values.get(i));
            findings.add(seen);
            try {
                pairs.add(new QueryFamily.Pair(
                        suspect.label(),
                        one.file().toString(),
                        one.test(test, values.get(i), seen),
                        one.referenced(),
                        QueryVerdicts.refuted(seen)));
            } catch (CorruptInputException e) {
                throw new CorruptInputException(
                        one.file().toString(), 0, "suspect " + suspect.label() + ": " + e.reason(), e);
            }
        }
    }

    /** Pairs of transcripts whose shared documents stand in orders that depend on each other. */
    private static List<Likeness> likenesses(List<QueryCase> cases) {
        List<Likeness> alike = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            for (int j = i + 1; j < cases.size(); j++) {
                compare(cases.get(i), cases.get(j)).ifPresent(alike::add);
            }
        }
        return alike;
    }

    private static Optional<Likeness> compare(QueryCase first, QueryCase second) {
        if (!first.rows().hasColumn(QueryRows.ID) || !second.rows().hasColumn(QueryRows.ID)) {
            return Optional.empty();
        }
        Map<String, Double> places = places(first);
        List<double[]> shared = new ArrayList<>();
        places(second).forEach((id, place) -> {
            Double other = places.get(id);
            if (other != null) {
                shared.add(new double[] {other, place});
            }
        });
        double[] x = shared.stream().mapToDouble(pair -> pair[0]).toArray();
        double[] y = shared.stream().mapToDouble(pair -> pair[1]).toArray();
        if (x.length < FEWEST_SHARED || constant(x) || constant(y)) {
            return Optional.empty();
        }
        TestResult correlation =
                SpearmanTest.withDefaults().with(Alternative.TWO_SIDED).test(x, y);
        return Optional.of(new Likeness(first.file().toString(), second.file().toString(), correlation));
    }

    private static Map<String, Double> places(QueryCase one) {
        List<@Nullable String> ids = one.rows().labels(QueryRows.ID);
        double[] positions = one.positions();
        Map<String, Double> places = new HashMap<>();
        for (int i = 0; i < positions.length; i++) {
            String id = ids.get(i);
            if (id != null && Double.isFinite(positions[i])) {
                places.put(id, positions[i]);
            }
        }
        return places;
    }

    private static boolean constant(double[] values) {
        return IntStream.range(1, values.length).allMatch(i -> values[i] == values[0]);
    }
}
