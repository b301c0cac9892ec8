package org.palimpsest.provenance.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.Verdict;

/** What goes into the query test: references, designs, rows that share a position, and the audit of the order. */
class QueryInputsTest {
    private static final int N = 2_000;
    private final double[] positions = IntStream.range(0, N).mapToDouble(i -> i).toArray();

    private static double[] noise(String role) {
        RandomGenerator random = RandomStream.of(8, role);
        return IntStream.range(0, N).mapToDouble(i -> random.nextGaussian()).toArray();
    }

    private static double[] sum(double[] a, double scale, double[] b) {
        double[] sum = new double[a.length];
        Arrays.setAll(sum, i -> a[i] + scale * b[i]);
        return sum;
    }

    @Test
    void referencesAreSubtractedByTheirMean() {
        double[] scores = ReferenceFit.difference()
                .scores(
                        new double[] {1, 2, Double.NaN},
                        List.of(new double[] {1, 3, 1}, new double[] {2, 0, 1}),
                        List.of());
        assertThat(scores).containsExactly(-0.5, 0.5, Double.NaN);
        assertThat(ReferenceFit.difference().scores(new double[] {1, 2}, List.of(), List.of()))
                .containsExactly(1, 2);
    }

    /** The reference sees the square root of the difficulty, so a difference leaves most of it and a polynomial takes it off. */
    @Test
    void aPolynomialTakesOffWhatADifferenceLeaves() {
        double[] difficulty = noise("difficulty");
        double[] reference = Arrays.stream(difficulty).map(d -> d * 0.3).toArray();
        double[] curved =
                Arrays.stream(reference).map(r -> 40 * r * r * r + 3 * r).toArray();
        double[] trend = Arrays.stream(positions).map(p -> p / N).toArray();
        double[] suspect = sum(sum(curved, 0.5, noise("own")), 0.25, trend);
        QueryTest test = QueryTest.withDefaults().withPermutations(99);
        double plain = test.test(positions, ReferenceFit.difference().scores(suspect, List.of(reference), List.of()))
                .statistic();
        double fitted = test.test(positions, new ReferenceFit(3).scores(suspect, List.of(reference), List.of()))
                .statistic();
        assertThat(fitted).isGreaterThan(plain + 0.05);
        assertThatThrownBy(() -> new ReferenceFit(9)).hasMessage("degree must be in [0, 8], got 9");
    }

    @Test
    void aCovariateIsTakenOff() {
        double[] length = noise("length");
        double[] suspect = sum(noise("own"), 3, length);
        double[] rest = ReferenceFit.difference().scores(suspect, List.of(), List.of(length));
        double dot = IntStream.range(0, N).mapToDouble(i -> rest[i] * length[i]).sum();
        assertThat(dot / N).isCloseTo(0, within(1e-10));
    }

    @Test
    void endsAreChosenByPositionAlone() {
        int[] mixed = RandomStream.permutation(N, RandomStream.of(1, "file"));
        double[] places = IntStream.of(mixed).mapToDouble(i -> 10.0 * i).toArray();
        places[17] = Double.NaN;
        int[] rows = new RowDesign(0.1, Integer.MAX_VALUE).choose(places, 0);
        assertThat(rows).hasSize(398);
        assertThat(IntStream.of(rows).allMatch(i -> places[i] <= 2_000 || places[i] >= 17_980))
                .isTrue();
        int[] few = new RowDesign(0.1, 100).choose(places, 3);
        assertThat(few).hasSize(100).isSorted();
        assertThat(IntStream.of(few).boxed().toList())
                .isSubsetOf(IntStream.of(rows).boxed().toList());
        assertThat(RowDesign.ALL.choose(places, 0)).hasSize(N - 1);
        assertThat(new RowDesign(0.1, 9).gain()).isCloseTo(2.44, within(1e-9));
        assertThat(RowDesign.ALL.gain()).isCloseTo(1, within(1e-12));
        assertThatThrownBy(() -> new RowDesign(0.6, 9)).hasMessage("ends must be in (0, 0.5], got 0.6");
    }

    @Test
    void rowsOfOnePositionAreRefusedJoinedOrKept() {
        double[] places = {5, 1, 5, 3, 1, 5};
        double[] scores = {1, 2, 3, 4, 6, Double.NaN};
        QueryData data = new QueryData(places, scores, null, false);
        assertThat(SamePosition.repeated(places)).isEqualTo(3);
        assertThatThrownBy(() -> SamePosition.REFUSE.apply(data)).hasMessageStartingWith("3 of 6 rows have a position");
        assertThat(SamePosition.EACH.apply(data)).isSameAs(data);
        QueryData joined = SamePosition.MEAN.apply(data);
        assertThat(joined.positions()).containsExactly(1, 3, 5);
        assertThat(joined.scores()).containsExactly(4, 4, 2);
    }

    /** An innocent suspect and a reference that saw the order: a two-sided p of 1e-100 that is no evidence. */
    @Test
    void anOppositeSignIsNeverEvidence() {
        double[] contaminated = sum(noise("reference"), 1.0 / 500, positions);
        for (Alternative side : new Alternative[] {Alternative.GREATER, Alternative.TWO_SIDED}) {
            QueryTest.Result result = QueryTest.withDefaults()
                    .withPermutations(999)
                    .with(side)
                    .test(positions, noise("suspect"), contaminated);
            assertThat(result.twoSidedLog10P()).isLessThan(-100);
            assertThat(result.verdict()).isEqualTo(Verdict.CONFOUNDED);
        }
        double[] falling = sum(noise("suspect"), -1.0 / 500, positions);
        assertThat(QueryTest.withDefaults()
                        .withPermutations(999)
                        .with(Alternative.TWO_SIDED)
                        .test(positions, falling)
                        .verdict())
                .isEqualTo(Verdict.NO_EVIDENCE);
    }

    private static List<String> names(OrderAudit audit) {
        return audit.findings().stream().map(OrderFinding::name).toList();
    }

    @Test
    void aCleanShuffleHasNoFindings() {
        OrderAudit audit = OrderAudit.of(positions, null)
                .reference("clean", noise("clean"))
                .covariate("length", noise("length"))
                .missing("loss", noise("loss"));
        assertThat(audit.findings()).isEmpty();
        assertThat(audit.checks()).isEqualTo(2);
    }

    @Test
    void whatPositionsSayIsNoted() {
        double[] places = {9, 2, Double.NaN, 4, 3};
        OrderAudit audit = OrderAudit.of(places, null);
        assertThat(names(audit)).containsExactly("no-position", "unsorted", "partial");
        assertThat(audit.findings().get(2).message()).startsWith("rows stand at 4 of the 8 positions from 2 to 9;");
        assertThat(audit.findings()).allMatch(f -> f.severity() == OrderFinding.Severity.NOTE);
    }

    @Test
    void referencesCurriculaAndGapsThatFollowTheOrderAreFound() {
        double[] contaminated = sum(noise("reference"), 1.0 / 2000, positions);
        double[] date = sum(noise("date"), 1.0 / 5_500, positions);
        double[] sorted = sum(noise("length"), 1.0 / 100, positions);
        double[] broken = noise("loss");
        Arrays.fill(broken, N - 300, N, Double.NaN);
        OrderAudit audit = OrderAudit.of(positions, null)
                .reference("pythia", contaminated)
                .covariate("date", date)
                .covariate("length", sorted)
                .missing("loss", broken);
        assertThat(names(audit))
                .containsExactly(
                        "missing",
                        "reference-depends-on-order",
                        "covariate-follows-order",
                        "curriculum",
                        "missing-follows-order");
        assertThat(audit.findings().stream().map(OrderFinding::severity).toList())
                .containsExactly(
                        OrderFinding.Severity.NOTE,
                        OrderFinding.Severity.REFUSAL,
                        OrderFinding.Severity.WARNING,
                        OrderFinding.Severity.REFUSAL,
                        OrderFinding.Severity.WARNING);
    }

    @Test
    void blocksOfASourceAreACurriculumUnlessTheyAreStrata() {
        List<String> blocks = IntStream.range(0, N).mapToObj(i -> "s" + i / 500).toList();
        assertThat(names(OrderAudit.of(positions, null).source("source", blocks)))
                .containsExactly("curriculum");
        int[] strata = IntStream.range(0, N).map(i -> i / 500).toArray();
        assertThat(names(OrderAudit.of(positions, strata).source("source", blocks)))
                .isEmpty();
        List<String> mixed = new ArrayList<>(blocks);
        Collections.shuffle(mixed, new Random(3));
        assertThat(names(OrderAudit.of(positions, null).source("source", mixed)))
                .isEmpty();
        double[] level =
                IntStream.range(0, N).mapToDouble(i -> Math.floor(i / 500.0)).toArray();
        assertThat(names(OrderAudit.of(positions, strata).covariate("level", level)))
                .isEmpty();
    }

    @Test
    void aForecastIsThatOfThePaper() {
        // palimpsest.md: rho .091 needs 5.7k documents for p 1e-8 at 90 %, .03 53k, .005 1.9M
        assertThat(new QueryForecast(0.091, 1e-8, 0.9).documents(RowDesign.ALL)).isBetween(5_600L, 5_800L);
        assertThat(new QueryForecast(0.03, 1e-8, 0.9).documents(RowDesign.ALL)).isBetween(52_000L, 54_000L);
        assertThat(new QueryForecast(0.005, 1e-8, 0.9).documents(RowDesign.ALL)).isBetween(1_850_000L, 1_950_000L);
        RowDesign ends = new RowDesign(0.1, Integer.MAX_VALUE);
        assertThat(53_000.0 / new QueryForecast(0.03, 1e-8, 0.9).documents(ends))
                .isCloseTo(2.44, within(0.05));
        assertThatThrownBy(() -> new QueryForecast(-0.1, 1e-8, 0.9))
                .hasMessage("correlation must be in (0, 1), later likelier, got -0.1");
    }

    @Test
    void bettingStopsEarlyOnASignalAndForgetsNothing() {
        double[] liked = sum(noise("own"), 1.0 / 2_000, positions);
        SequentialQuery plan = SequentialQuery.plan(positions, new int[N], 5);
        assertThat(plan.pairs()).isEqualTo(1_000);
        int[] rows = plan.rows(0, 1_000);
        assertThat(IntStream.of(rows).distinct().count()).isEqualTo(2_000);
        for (int k = 0; k < 1_000; k++) {
            assertThat(rows[2 * k + 1] - rows[2 * k]).isEqualTo(1_000);
        }
        SequentialQuery.Progress all = plan.after(liked, 1_000, 0.01);
        assertThat(all.stopped()).isTrue();
        assertThat(all.stoppedAt()).isLessThan(500);
        assertThat(plan.after(liked, all.stoppedAt(), 0.01).log10E()).isGreaterThanOrEqualTo(2);
        assertThat(plan.after(liked, all.stoppedAt() - 1, 0.01).stopped()).isFalse();
        assertThat(plan.after(noise("own"), 1_000, 0.01).stopped()).isFalse();
        assertThatThrownBy(() -> SequentialQuery.plan(new double[] {1, 2}, new int[] {0, 1}, 0))
                .hasMessage("a pair needs 2 rows of one stratum, got 2 rows in 2 strata");
    }
}
