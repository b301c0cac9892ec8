package org.palimpsest.inference.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.inference.likelihood.ScoreRow;
import org.palimpsest.inference.likelihood.TokenScores;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.Interval;
import org.palimpsest.stats.LabelPermutationTest;
import org.palimpsest.stats.PValueMethod;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.Verdict;

class AttackEvaluationTest {
    private static final String[] WORDS = "one two three four five six seven eight nine ten".split(" ", -1);

    private static AttackEvaluation.Options options(List<Double> rates, int permutations, @Nullable String group) {
        return new AttackEvaluation.Options(rates, permutations, 199, 0, 0.01, group, AttackEvaluation.Blind.AUTO);
    }

    private static AttackEvaluation.Result evaluate(List<ScoredText> texts, AttackEvaluation.Options options) {
        return AttackEvaluation.withDefaults().with(options).evaluate(texts, ScoreTable.of(texts, List.of(new Loss())));
    }

    private static String words(RandomGenerator random) {
        return String.join(
                " ",
                IntStream.range(0, 8).mapToObj(i -> WORDS[random.nextInt(10)]).toList());
    }

    /** Texts of one law; scores of members are higher by the effect, and the text gives them away or not. */
    private static List<ScoredText> texts(int n, double effect, String giveaway, RandomGenerator random) {
        List<ScoredText> texts = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int label = i % 2;
            double score = -20 + random.nextGaussian() + label * effect;
            String text = words(random) + (label == 1 ? giveaway : "");
            texts.add(Texts.labelled("t" + i, label, text, score, Map.of("created", "20" + (10 + random.nextInt(10)))));
        }
        return texts;
    }

    @Test
    void areasAndRatesByHand() {
        double[] members = {-1, -3, -4, -6};
        double[] others = {-2, -5, -7, -8, -8};
        List<ScoredText> texts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            texts.add(Texts.labelled("m" + i, 1, "x", members[i], Map.of()));
        }
        for (int i = 0; i < 5; i++) {
            texts.add(Texts.labelled("n" + i, 0, "x", others[i], Map.of()));
        }
        texts.add(Texts.labelled("u", null, "x", -0.5, Map.of()));
        AttackEvaluation.Result result = evaluate(texts, options(List.of(0.1, 0.2, 0.5), 999, null));
        assertThat(result.members()).isEqualTo(4);
        assertThat(result.nonMembers()).isEqualTo(5);
        AttackResult loss = result.attacks().get(0);
        // pairs won: 5 + 4 + 4 + 3 of 20
        assertThat(loss.auc()).isEqualTo(0.8);
        assertThat(loss.n()).isEqualTo(9);
        assertThat(loss.aucInterval().low()).isLessThan(0.8);
        assertThat(loss.test().method()).isEqualTo(PValueMethod.PERMUTATION);
        // 12 of the 126 assignments of labels reach 16 pairs of 20 (Mann and Whitney, m = 4, n = 5)
        assertThat(loss.test().pValue()).isCloseTo(12 / 126.0, within(0.03));
        assertThat(loss.tprAtFpr()).hasSize(2);
        assertThat(loss.tprAtFpr().get(0).point().tpr()).isEqualTo(0.75);
        assertThat(loss.tprAtFpr().get(0).point().achievedFpr()).isEqualTo(0.2);
        assertThat(loss.tprAtFpr().get(1).point().tpr()).isEqualTo(1);
        assertThat(loss.tprAtFpr().get(1).point().achievedFpr()).isEqualTo(0.4);
        assertThat(result.refused())
                .contains(new Refusal(null, 0.1, "a false-positive rate below 1/5 cannot be seen with 5 non-members"));
        assertThat(result.refused())
                .anySatisfy(refusal -> assertThat(refusal)
                        .isEqualTo(new Refusal(
                                "date",
                                null,
                                "not run: 2 members and 2 non-members with date (created, added) are needed, there are"
                                        + " 0 and 0")));
    }

    @Test
    void aStrongScoreOnTextsThatGiveNothingAwayIsConsistentUnverified() {
        List<ScoredText> texts = texts(120, 2, "", RandomStream.of(1, "strong"));
        AttackEvaluation.Result result = evaluate(texts, options(List.of(0.05), 9_999, null));
        assertThat(result.blind())
                .extracting(BlindResult::baseline)
                .containsExactly("bag_of_words", "ngrams", "surface", "date");
        assertThat(result.blind()).noneMatch(BlindResult::confounds);
        assertThat(result.verdict()).isEqualTo(Verdict.CONSISTENT_UNVERIFIED);
    }

    @Test
    void textsThatGiveTheirLabelsAwayConfoundEverything() {
        List<ScoredText> texts = texts(60, 5, " later", RandomStream.of(1, "confounded"));
        AttackEvaluation.Result result = evaluate(texts, options(List.of(0.05), 9_999, null));
        assertThat(result.attacks().get(0).auc()).isGreaterThan(0.95);
        assertThat(result.blind().get(0).auc()).isEqualTo(1);
        assertThat(result.blind().get(0).test().pValue()).isEqualTo(1 / 200.0);
        assertThat(result.verdict()).isEqualTo(Verdict.CONFOUNDED);
    }

    /** Area of the attack less the cross-fitted one, on the texts that both score. */
    @Test
    void everyAttackIsComparedWithTheStrongestBaseline() {
        List<ScoredText> texts = new ArrayList<>(texts(120, 2, "", RandomStream.of(1, "strong")));
        texts.add(0, Texts.labelled("unlabelled", null, "one two", -1, Map.of("created", "2015")));
        AttackEvaluation.Result result = evaluate(texts, options(List.of(), 999, null));
        AttackResult loss = result.attacks().get(0);
        BlindResult strongest = result.blind().stream()
                .max((a, b) -> Double.compare(a.auc(), b.auc()))
                .orElseThrow();
        BeyondBlind beyond = Objects.requireNonNull(loss.beyondBlind());
        assertThat(beyond.baseline()).isEqualTo(strongest.baseline());
        assertThat(beyond.n()).isEqualTo(120);
        assertThat(beyond.difference()).isCloseTo(loss.auc() - strongest.auc(), within(1e-12));
        assertThat(beyond.interval().low()).isGreaterThan(0.1);
        assertThat(beyond.interval().high()).isGreaterThan(beyond.difference()).isLessThan(0.8);

        List<ScoredText> told = texts(60, 5, " later", RandomStream.of(1, "confounded"));
        BeyondBlind none = Objects.requireNonNull(
                evaluate(told, options(List.of(), 99, null)).attacks().get(0).beyondBlind());
        assertThat(none.interval().contains(0)).isTrue();
        assertThat(none.difference()).isBetween(-0.1, 0.0);

        AttackEvaluation.Options blindless =
                new AttackEvaluation.Options(List.of(), 99, 199, 0, 0.01, null, AttackEvaluation.Blind.NEVER);
        assertThat(evaluate(told, blindless).attacks().get(0).beyondBlind()).isNull();
    }

    @Test
    void textsWithoutADateAreLeftOutOfTheComparisonWithDates() {
        List<ScoredText> texts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String year = (i % 2 == 0 ? "2019-0" : "2023-0") + (1 + i % 7);
            texts.add(Texts.labelled("t" + i, i % 2, "same", -3 - i % 5, i < 20 ? Map.of() : Map.of("created", year)));
        }
        BeyondBlind beyond = Objects.requireNonNull(
                evaluate(texts, options(List.of(), 99, null)).attacks().get(0).beyondBlind());
        assertThat(beyond.baseline()).isEqualTo("date");
        assertThat(beyond.n()).isEqualTo(40);
    }

    @Test
    void drawingEndsAtTheTenthExceedance() {
        boolean[] members = {true, true, false, false, true, false};
        LabelPermutationTest test = LabelPermutationTest.withDefaults().with(Alternative.GREATER);
        SequentialPermutation.Outcome always = new SequentialPermutation(test, 199, 0).test(members, labels -> 0.5);
        assertThat(always.permutations()).isEqualTo(10);
        assertThat(always.test().pValue()).isEqualTo(1);
        SequentialPermutation.Outcome own = new SequentialPermutation(test, 199, 0)
                .test(members, labels -> Arrays.equals(labels, members) ? 0.75 : 0.5);
        // one of 20 assignments of labels is the true one
        assertThat(own.test().statistic()).isEqualTo(0.75);
        assertThat(own.test().pValue()).isBetween(0.015, 0.1);
        assertThat(own.test().pValue()).isEqualTo(10.0 / own.permutations());
        SequentialPermutation.Outcome few = new SequentialPermutation(test, 19, 0)
                .test(members, labels -> Arrays.equals(labels, members) ? 0.75 : 0.5);
        assertThat(few.permutations()).isEqualTo(19);
        assertThat(few.test().pValue() * 20).isBetween(1.0, 9.0);
    }

    @Test
    void datesAloneConfound() {
        List<ScoredText> texts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String year = (i % 2 == 0 ? "2019-0" : "2023-0") + (1 + i % 7);
            texts.add(Texts.labelled("t" + i, i % 2, "same", -3, Map.of("added", year)));
        }
        AttackEvaluation.Result result = evaluate(texts, options(List.of(), 99, null));
        assertThat(result.blind().get(3).baseline()).isEqualTo("date");
        assertThat(result.blind().get(3).confounds()).isTrue();
        assertThat(result.blind().get(0).auc()).isEqualTo(0.5);
        assertThat(result.verdict()).isEqualTo(Verdict.CONFOUNDED);
    }

    @Test
    void groupsAreNotSplitAndKeepTheirLabels() {
        // 10 authors with a word of their own: told text by text, not author by author
        List<ScoredText> texts = new ArrayList<>();
        RandomGenerator random = RandomStream.of(3, "authors");
        for (int i = 0; i < 100; i++) {
            int author = i / 10;
            texts.add(Texts.labelled(
                    "t" + i, author % 2, words(random) + " author" + author, -3, Map.of("source", "a" + author)));
        }
        assertThat(evaluate(texts, options(List.of(), 99, null)).verdict()).isEqualTo(Verdict.CONFOUNDED);
        AttackEvaluation.Result grouped = evaluate(texts, options(List.of(), 99, "source"));
        assertThat(grouped.blind().get(0).confounds()).isFalse();
        assertThat(grouped.blind().get(0).auc()).isLessThan(0.75);
        assertThat(grouped.blind().get(0).test().nullHypothesis()).contains("groups");
    }

    @Test
    void anAreaBelowOneHalfIsNotTurnedRound() {
        List<ScoredText> texts = texts(80, -3, "", RandomStream.of(1, "reversed"));
        AttackEvaluation.Result result = evaluate(texts, options(List.of(), 9_999, null));
        assertThat(result.attacks().get(0).auc()).isLessThan(0.1);
        assertThat(result.attacks().get(0).reversed()).isTrue();
        assertThat(result.attacks().get(0).test().pValue()).isGreaterThan(0.99);
        assertThat(result.verdict()).isEqualTo(Verdict.NO_EVIDENCE);
        // Noether: (z(0.01) + z(0.1)) / sqrt(12 m n / (m + n)) above 1/2, with 40 members and 40 non-members
        assertThat(result.detectableAuc()).isCloseTo(0.5 + (2.326348 + 1.281552) / Math.sqrt(240), within(1e-6));
    }

    @Test
    void fewTextsOrLabelsAreUnderpowered() {
        List<ScoredText> four = texts(4, 5, "", RandomStream.of(1, "few"));
        assertThat(evaluate(four, options(List.of(), 9_999, null)).verdict()).isEqualTo(Verdict.UNDERPOWERED);
        List<ScoredText> unlabelled = List.of(Texts.labelled("a", null, "x", -1, Map.of()));
        AttackEvaluation.Result none = evaluate(unlabelled, AttackEvaluation.Options.defaults());
        assertThat(none.verdict()).isEqualTo(Verdict.UNDERPOWERED);
        assertThat(none.attacks()).isEmpty();
        assertThat(none.refused().get(0).reason())
                .isEqualTo(
                        "not evaluated: 2 labelled members and 2 non-members with a score are needed, there are 0 and"
                                + " 0");
        assertThat(none.detectableAuc()).isEqualTo(1);
        assertThat(evaluate(four, options(List.of(), 9_999, null)).detectableAuc())
                .isEqualTo(1);
    }

    @Test
    void anAttackWithoutItsRowsIsNotRunAndUndefinedTextsAreCounted() {
        List<ScoredText> texts = new ArrayList<>(texts(10, 1, "", RandomStream.of(1, "rows")));
        ScoredText first = texts.get(1);
        texts.set(1, Texts.with(first, Texts.row("x", "lowercase", new int[] {1}, -3)));
        texts.set(2, Texts.with(texts.get(2), Texts.row("x", "lowercase", new int[] {1}, -3)));
        ScoreTable table = ScoreTable.of(texts, List.of(new Lowercase(), new ReferenceRatio()));
        assertThat(table.refused())
                .containsExactly(new Refusal("ratio", null, "not run: no reference scores are recorded"));
        assertThat(table.columns().get(0).reason(0)).isEqualTo("no row with variant lowercase");
        assertThat(table.columns().get(0).reason(1)).isNull();
        AttackEvaluation.Result result = AttackEvaluation.withDefaults().evaluate(texts, table);
        assertThat(result.attacks()).isEmpty();
        assertThat(result.refused()).extracting(Refusal::attack).contains("lowercase", "ratio");
    }

    private static ScoredText recalled(String id, int[] tokens, int[] prefix, List<String> prefixIds) {
        int[] all = IntStream.concat(IntStream.of(prefix), IntStream.of(tokens)).toArray();
        ScoreRow row = new ScoreRow(
                id,
                "prefix:nonmember",
                new TokenScores(id, all, new double[all.length]),
                null,
                null,
                prefixIds,
                Map.of());
        double[] scores = new double[tokens.length];
        scores[0] = -1;
        return Texts.with(ScoredText.of(Texts.row(id, "", tokens, scores)), row);
    }

    @Test
    void aPrefixOfTextsThatAreScoredThemselvesIsRefused() {
        int[] a = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        int[] b = {9, 8, 7, 6, 5, 4, 3, 2, 1};
        int[] c = {0, 0, 0, 0, 0, 0, 0, 0, 0};
        int[] leaky = {5, 5, 9, 8, 7, 6, 5, 4, 3, 2, 1, 5};
        MembershipAttack recall = new ReCaLL("nonmember");
        List<ScoredText> clean = List.of(recalled("a", a, c, List.of("z")), recalled("b", b, c, List.of("z")));
        assertThat(ScoreTable.of(clean, List.of(recall)).refused()).isEmpty();
        List<ScoredText> shown = List.of(recalled("a", a, leaky, List.of()), recalled("b", b, c, List.of()));
        String reason = "text b stands in prefix:nonmember and is scored itself; make prefixes of texts that are never"
                + " scored";
        assertThat(ScoreTable.of(shown, List.of(recall, new Loss())).refused())
                .containsExactly(new Refusal("recall", null, reason));
        List<ScoredText> named = List.of(recalled("a", a, c, List.of("z", "b")), recalled("b", b, c, List.of()));
        assertThat(ScoreTable.of(named, List.of(recall)).refused())
                .containsExactly(new Refusal("recall", null, reason));
    }

    @Test
    void anAttackThatReturnsNoNumberIsABug() {
        MembershipAttack broken = new MembershipAttack() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Set<Need> needs() {
                return Set.of();
            }

            @Override
            public double score(ScoredText text) {
                return Double.NaN;
            }
        };
        List<ScoredText> texts = List.of(Texts.of(-1));
        List<MembershipAttack> attacks = List.of(broken);
        assertThatThrownBy(() -> ScoreTable.of(texts, attacks))
                .hasMessage("attack broken must return a finite score, got NaN for text x");
    }

    @Test
    void optionsOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> options(List.of(0.0), 9, null)).hasMessage("fpr must be in (0, 1], got 0.0");
        assertThatThrownBy(() -> options(List.of(), 0, null)).hasMessage("permutations must be at least 1, got 0");
        assertThatThrownBy(() ->
                        new AttackEvaluation.Options(List.of(), 9, 99, 0, 0.01, null, AttackEvaluation.Blind.AUTO))
                .hasMessage("blindPermutations must be at least 100, got 99");
        assertThatThrownBy(
                        () -> new AttackEvaluation.Options(List.of(), 9, 199, 0, 1, null, AttackEvaluation.Blind.AUTO))
                .hasMessage("alpha must be in (0, 1), got 1.0");
    }

    @Test
    void underRandomLabelsNothingMisbehaves() {
        int runs = 200;
        int[] rejected = new int[4];
        int covered = 0;
        int bagged = 0;
        double blindSum = 0;
        for (int run = 0; run < runs; run++) {
            List<ScoredText> texts = texts(20, 0, "", RandomStream.of(run, "null"));
            AttackEvaluation.Result result = AttackEvaluation.withDefaults()
                    .with(new AttackEvaluation.Options(
                            List.of(0.25), 199, 199, run, 0.05, null, AttackEvaluation.Blind.NEVER))
                    .evaluate(texts, ScoreTable.of(texts, List.of(new Loss())));
            List<BlindResult> blind = new BlindBaselines(39, run, Progress.none())
                    .run(texts, Labels.of(texts, null))
                    .results();
            AttackResult loss = result.attacks().get(0);
            rejected[0] += loss.test().pValue() <= 0.05 ? 1 : 0;
            covered += loss.aucInterval().contains(0.5) ? 1 : 0;
            bagged += blind.get(0).test().pValue() <= 0.05 ? 1 : 0;
            for (int i = 1; i < 4; i++) {
                rejected[i] += blind.get(i).test().pValue() <= 0.05 ? 1 : 0;
            }
            blindSum += blind.get(0).test().pValue();
        }
        for (int count : new int[] {rejected[0], rejected[1], rejected[2], rejected[3], bagged, runs - covered}) {
            assertThat(Interval.clopperPearson(count, runs, 0.999).low())
                    .as("%d of %d in %s", count, runs, Arrays.toString(rejected))
                    .isLessThanOrEqualTo(0.05);
        }
        // the mean of 200 uniform p-values has a standard deviation of 0.02; ties and h/l lift it a little
        assertThat(blindSum / runs).isBetween(0.44, 0.62);
    }
}
