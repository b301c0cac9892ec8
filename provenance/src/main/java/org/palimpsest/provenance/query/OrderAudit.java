package org.palimpsest.provenance.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
 * 0.01. A reference, or a model known to be innocent, that depends on the order is refused. A covariate (length, date) warns, and is refused below 1e-6, where no shuffle
 * explains it: a curriculum. O(n log n) a check.
 */
public final class OrderAudit {
    private static final double LEVEL = 0.01;
    private static final double LOG10_CURRICULUM = -6;

    private final double[] positions;
    private final int @Nullable [] strata;
    private final SamePosition samePosition;
    private final Map<String, TestResult> references = new LinkedHashMap<>();
    private final Map<String, TestResult> covariates = new LinkedHashMap<>();
    private final Map<String, TestResult> innocents = new LinkedHashMap<>();
    private final Map<String, TestResult> gaps = new LinkedHashMap<>();
    private final List<OrderFinding> notes = new ArrayList<>();

    private OrderAudit(double[] positions, int @Nullable [] strata, SamePosition samePosition) {
        this.positions = positions;
        this.strata = strata;
        this.samePosition = samePosition;
    }

    /**
     * Begins with what positions alone say.
     *
     * @param positions places in the training order, in the order of the file
     * @param strata within which the order was shuffled, or null
     * @return the audit
     */
    public static OrderAudit of(double[] positions, int @Nullable [] strata) {
        return of(positions, strata, SamePosition.EACH);
    }

    /**
     * Begins with what positions alone say.
     *
     * @param positions places in the training order, in the order of the file
     * @param strata within which the order was shuffled, or null
     * @param samePosition what rows that share a position are; with {@link SamePosition#MEAN} they count as one, with the mean of what is
     *     checked
     * @return the audit
     */
    public static OrderAudit of(double[] positions, int @Nullable [] strata, SamePosition samePosition) {
        OrderAudit audit = new OrderAudit(positions.clone(), strata == null ? null : strata.clone(), samePosition);
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
     * Checks a model that is known not to have seen the order: the test itself must find nothing on it.
     *
     * @param name for messages
     * @param values its scores, made as the suspect's are, one a row
     * @return this
     */
    public OrderAudit innocent(String name, double[] values) {
        return check(innocents, name, values);
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
        int[] all = IntStream.range(0, values.length).toArray();
        return missing(name, values, all, all);
    }

    /**
     * Checks whether rows that were asked about and have no finite number follow the order.
     *
     * @param name for messages
     * @param values one a row
     * @param asked rows that were asked about; the others have no number by design
     * @param numbers of all rows in the file, from 0, for messages
     * @return this
     */
    public OrderAudit missing(String name, double[] values, int[] asked, int[] numbers) {
        double[] absent = new double[values.length];
        Arrays.fill(absent, Double.NaN);
        IntStream.of(asked).forEach(i -> absent[i] = Double.isFinite(values[i]) ? 0 : 1);
        int[] gone = IntStream.of(asked).filter(i -> absent[i] == 1).toArray();
        if (gone.length > 0) {
            int first = IntStream.of(gone).map(i -> numbers[i]).min().orElse(0) + 1;
            note(
                    "missing",
                    String.format(
                            Locale.ROOT,
                            "%,d %s no finite %s and %s dropped; %s row %,d",
                            gone.length,
                            gone.length == 1 ? "row has" : "rows have",
                            name,
                            gone.length == 1 ? "is" : "are",
                            gone.length == 1 ? "it is" : "the first is",
                            first));
        }
        return check(gaps, name, absent);
    }

    /**
     * Looks for texts that stand in several rows. Shuffled one by one they do no harm but count several times; shuffled together, they
     * are one row.
     *
     * @param texts one a row or a hash of it, null for none
     * @return this
     */
    public OrderAudit texts(List<@Nullable String> texts) {
        Set<String> seen = new HashSet<>();
        Set<String> several = new HashSet<>();
        int repeated = 0;
        for (String text : texts) {
            if (text != null && !seen.add(text)) {
                repeated++;
                several.add(text);
            }
        }
        if (repeated > 0) {
            notes.add(new OrderFinding(
                    Severity.WARNING,
                    "repeated-texts",
                    String.format(
                            Locale.ROOT,
                            "%,d rows have the text of another row (%,d texts come several times): leave the copies out, or"
                                    + " give rows of one document one id",
                            repeated,
                            several.size())));
        }
        return this;
    }

    /**
     * Checks whether documents of one source stand side by side more often, or less, than a shuffle puts them. Rows that count
     * as one have the first of their labels in the alphabet. Skipped where there are strata.
     *
     * @param name for messages
     * @param labels one a row, null for none
     * @return this
     */
    public OrderAudit source(String name, List<@Nullable String> labels) {
        if (strata != null) {
            return this;
        }
        List<Integer> rows = IntStream.range(0, positions.length)
                .filter(i -> Double.isFinite(positions[i]) && labels.get(i) != null)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> positions[i])
                        .thenComparing(i -> Objects.requireNonNull(labels.get(i))))
                .toList();
        List<String> inOrder = new ArrayList<>();
        for (int k = 0; k < rows.size(); k++) {
            boolean same = k > 0 && positions[rows.get(k)] == positions[rows.get(k - 1)];
            if (!same || samePosition != SamePosition.MEAN) {
                inOrder.add(Objects.requireNonNull(labels.get(rows.get(k))));
            }
        }
        NeighbourTest.test(inOrder).ifPresent(result -> covariates.put(name + " of neighbours", result));
        return this;
    }

    private OrderAudit check(Map<String, TestResult> checks, String name, double[] values) {
        QueryData.requireSameLength(positions.length, values.length, name);
        int[] kept = IntStream.range(0, values.length)
                .filter(i -> Double.isFinite(positions[i]) && Double.isFinite(values[i]))
                .toArray();
        QueryData single = new QueryData(positions, values, strata, false).rows(kept);
        QueryData rows = samePosition == SamePosition.MEAN ? SamePosition.mean(single) : single;
        boolean varies = rows.scores().length >= 3
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
        innocents.forEach((name, result) -> all.put("innocent " + name, result));
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
        return references.size() + innocents.size() + covariates.size() + gaps.size();
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
            case "innocent" ->
                new OrderFinding(
                        Severity.REFUSAL,
                        "innocent-follows-order",
                        name + ", known to be innocent, follows the training order " + numbers
                                + "; the test would accuse it: the order was not shuffled, or it is no innocent");
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
