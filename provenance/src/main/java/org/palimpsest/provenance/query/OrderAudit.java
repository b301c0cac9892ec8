package org.palimpsest.provenance.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.provenance.query.OrderFinding.Severity;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.MultipleTesting;
import org.palimpsest.stats.NeighbourTest;
import org.palimpsest.stats.SpearmanTest;
import org.palimpsest.stats.StratifiedRankTest;
import org.palimpsest.stats.TestResult;

/**
 * Looks whether the rows of a transcript can be what the query test assumes: a uniform shuffle, and a reference that knows nothing of it.
 * Every check is a test of its own H0 "this does not depend on the order", two-sided, p-values adjusted by Holm over all checks, at level
 * 0.01. A reference that depends on the order is refused. A covariate (length, date) warns, and is refused below 1e-6, where no shuffle
 * explains it: a curriculum. O(n log n) a check.
 */
public final class OrderAudit {
    private static final double LEVEL = 0.01;
    private static final double LOG10_CURRICULUM = -6;

    private final double[] positions;
    private final int @Nullable [] strata;
    private final Map<String, TestResult> references = new LinkedHashMap<>();
    private final Map<String, TestResult> covariates = new LinkedHashMap<>();
    private final Map<String, TestResult> gaps = new LinkedHashMap<>();
    private final List<OrderFinding> notes = new ArrayList<>();

    private OrderAudit(double[] positions, int @Nullable [] strata) {
        this.positions = positions;
        this.strata = strata;
    }

    /**
     * Begins with what positions alone say.
     *
     * @param positions places in the training order, in the order of the file
     * @param strata within which the order was shuffled, or null
     * @return the audit
     */
    public static OrderAudit of(double[] positions, int @Nullable [] strata) {
        OrderAudit audit = new OrderAudit(positions.clone(), strata == null ? null : strata.clone());
        audit.lookAtPositions();
        return audit;
    }

    private void lookAtPositions() {
        double[] placed = Arrays.stream(positions).filter(Double::isFinite).toArray();
        if (placed.length < positions.length) {
            note("no-position", (positions.length - placed.length) + " rows have no position and are dropped");
        }
        boolean ascends = IntStream.range(1, placed.length).allMatch(i -> placed[i] >= placed[i - 1]);
        if (!ascends) {
            note("unsorted", "rows are not in the order of training; positions are ranked, so nothing is lost");
        }
        double[] sorted = placed.clone();
        Arrays.sort(sorted);
        boolean whole = Arrays.stream(sorted).allMatch(p -> p == Math.rint(p) && Math.abs(p) < 1e15);
        long distinct = Arrays.stream(sorted).distinct().count();
        if (whole && distinct > 1) {
            double span = sorted[sorted.length - 1] - sorted[0] + 1;
            if (span > distinct) {
                note(
                        "partial",
                        String.format(
                                Locale.ROOT,
                                "rows stand at %,d of the %,.0f positions from %.0f to %.0f; a part of a transcript is"
                                        + " enough if scores had no say in which",
                                distinct,
                                span,
                                sorted[0],
                                sorted[sorted.length - 1]));
            }
        }
    }

    private void note(String name, String message) {
        notes.add(new OrderFinding(Severity.NOTE, name, message));
    }

    /**
     * Checks a reference: its log-likelihoods must not follow the order.
     *
     * @param name for messages
     * @param values one a row
     * @return this
     */
    public OrderAudit reference(String name, double[] values) {
        return check(references, name, values);
    }

    /**
     * Checks something about the documents that a shuffle cannot know, such as their length.
     *
     * @param name for messages
     * @param values one a row
     * @return this
     */
    public OrderAudit covariate(String name, double[] values) {
        return check(covariates, name, values);
    }

    /**
     * Checks whether rows without a finite number follow the order: that of a run that broke off, or of a selection.
     *
     * @param name for messages
     * @param values one a row
     * @return this
     */
    public OrderAudit missing(String name, double[] values) {
        double[] absent =
                Arrays.stream(values).map(v -> Double.isFinite(v) ? 0 : 1).toArray();
        long count = Arrays.stream(absent).filter(v -> v == 1).count();
        if (count > 0) {
            note("missing", String.format(Locale.ROOT, "%,d rows have no finite %s and are dropped", count, name));
        }
        return check(gaps, name, absent);
    }

    /**
     * Checks whether documents of one source stand side by side more often, or less, than a shuffle puts them. Skipped where there are
     * strata.
     *
     * @param name for messages
     * @param labels one a row, null for none
     * @return this
     */
    public OrderAudit source(String name, List<@Nullable String> labels) {
        if (strata != null) {
            return this;
        }
        List<String> inOrder = IntStream.range(0, positions.length)
                .filter(i -> Double.isFinite(positions[i]) && labels.get(i) != null)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> positions[i]))
                .map(i -> Objects.requireNonNull(labels.get(i)))
                .toList();
        NeighbourTest.test(inOrder).ifPresent(result -> covariates.put(name + " of neighbours", result));
        return this;
    }

    private OrderAudit check(Map<String, TestResult> checks, String name, double[] values) {
        QueryData.requireSameLength(positions.length, values.length, name);
        int[] kept = IntStream.range(0, values.length)
                .filter(i -> Double.isFinite(positions[i]) && Double.isFinite(values[i]))
                .toArray();
        QueryData rows = new QueryData(positions, values, strata, false).rows(kept);
        boolean varies = kept.length >= 3
                && Arrays.stream(rows.scores()).anyMatch(v -> v != rows.scores()[0])
                && Arrays.stream(rows.positions()).anyMatch(v -> v != rows.positions()[0]);
        if (varies) {
            TestResult result = test(rows);
            if (result != null) {
                checks.put(name, result);
            }
        }
        return this;
    }

    private static @Nullable TestResult test(QueryData rows) {
        int[] labels = rows.strata();
        if (labels == null) {
            return SpearmanTest.withDefaults().with(Alternative.TWO_SIDED).test(rows.positions(), rows.scores());
        }
        try {
            return StratifiedRankTest.withDefaults()
                    .with(Alternative.TWO_SIDED)
                    .test(rows.positions(), rows.scores(), labels);
        } catch (IllegalArgumentException e) {
            return null; // no stratum in which it varies: nothing to check
        }
    }

    /**
     * What was seen.
     *
     * @return notes, then what follows from the checks
     */
    public List<OrderFinding> findings() {
        Map<String, TestResult> all = new LinkedHashMap<>();
        references.forEach((name, result) -> all.put("reference " + name, result));
        covariates.forEach((name, result) -> all.put("covariate " + name, result));
        gaps.forEach((name, result) -> all.put("gaps " + name, result));
        double[] log10P =
                all.values().stream().mapToDouble(TestResult::log10PValue).toArray();
        double[] adjusted = log10P.length == 0 ? log10P : MultipleTesting.holm(log10P);
        List<OrderFinding> findings = new ArrayList<>(notes);
        int k = 0;
        for (Map.Entry<String, TestResult> check : all.entrySet()) {
            if (adjusted[k] <= Math.log10(LEVEL)) {
                findings.add(finding(check.getKey(), check.getValue(), adjusted[k]));
            }
            k++;
        }
        return findings;
    }

    /** Returns how many tests were made; their p-values are adjusted for that. */
    public int checks() {
        return references.size() + covariates.size() + gaps.size();
    }

    private static OrderFinding finding(String check, TestResult result, double log10P) {
        String kind = check.substring(0, check.indexOf(' '));
        String name = check.substring(check.indexOf(' ') + 1);
        String numbers = String.format(
                Locale.ROOT,
                "(statistic %+.3f, n %,d, two-sided log10 p %.1f after Holm)",
                result.statistic(),
                result.n(),
                log10P);
        return switch (kind) {
            case "reference" ->
                new OrderFinding(
                        Severity.REFUSAL,
                        "reference-depends-on-order",
                        "the reference " + name + " follows the training order " + numbers
                                + "; it saw the order, or the order was not shuffled");
            case "gaps" ->
                new OrderFinding(
                        Severity.WARNING,
                        "missing-follows-order",
                        "whether " + name + " is missing follows the training order " + numbers);
            default ->
                log10P <= LOG10_CURRICULUM
                        ? new OrderFinding(
                                Severity.REFUSAL,
                                "curriculum",
                                name + " follows the training order " + numbers
                                        + "; no shuffle does that: test inside the parts that were shuffled (strata)")
                        : new OrderFinding(
                                Severity.WARNING,
                                "covariate-follows-order",
                                name + " follows the training order " + numbers);
        };
    }
}
