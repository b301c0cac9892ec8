package org.palimpsest.inference.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.palimpsest.inference.likelihood.ScoreRow;
import org.palimpsest.inference.likelihood.TokenMoments;
import org.palimpsest.inference.likelihood.TokenScores;

/** What programs for the same scores were seen to do wrong; see {@code docs/attacks.md}. Each test fails with that defect. */
class OtherDefectsTest {
    private static double scored(MembershipAttack attack, ScoredText text) {
        try {
            return attack.score(text);
        } catch (UndefinedScoreException e) {
            throw new AssertionError(attack.name() + ": " + e.reason(), e);
        }
    }

    private static ScoredText referenced(ScoredText text, double... reference) {
        return new ScoredText(text.base(), text.variants(), Texts.of(reference).base());
    }

    /** LLM dataset inference drops tokens without loss, so that means no longer belong to the same tokens. */
    @Test
    void tokensWithoutLossCount() {
        assertThat(scored(new Loss(), Texts.of(0, -2))).isEqualTo(-1);
        assertThat(scored(new ReferenceRatio(), referenced(Texts.of(0, -2), -4, -2)))
                .isEqualTo(2);
        assertThat(scored(new MinK(0.5), Texts.of(0, 0, -2, 0))).isEqualTo(-1);
        assertThat(scored(new Wbc(List.of(2)), referenced(Texts.of(0, -9, 0), -1, -7, -3)))
                .isEqualTo(0.5);
    }

    /** There too empty texts are dropped, which moves the scores of all that follow. */
    @Test
    void aTextWithoutScoreKeepsItsPlace() {
        List<ScoredText> texts =
                List.of(Texts.of(-1), ScoredText.of(Texts.row("empty", "", new int[0])), referenced(Texts.of(-3), -5));
        ScoreTable table = ScoreTable.of(texts, List.of(new Loss(), new ReferenceRatio()));
        assertThat(table.columns().get(0).values()).containsExactly(-1, Double.NaN, -3);
        assertThat(table.columns().get(1).values()).containsExactly(Double.NaN, Double.NaN, 2);
        assertThat(table.columns().get(0).reason(1)).isEqualTo("the text has no scored token");
    }

    /** There the tokens called minimal are the likeliest. */
    @Test
    void minKTakesTheLeastLikely() {
        assertThat(scored(new MinK(0.4), Texts.of(-1, -9, -2, -7, -3))).isEqualTo(-8);
        ScoredText text = Texts.withMoments(
                Texts.of(-1, -9, -2, -7, -3), new double[] {-2, -2, -2, -2, -2}, new double[] {1, 7, 1, 1, 1});
        assertThat(scored(new MinKPlusPlus(0.4), text)).isEqualTo((-5 - 1) / 2.0);
    }

    /** There the loss is divided by a perplexity. */
    @Test
    void theRatioIsADifferenceOfLogarithms() {
        assertThat(scored(new ReferenceRatio(), referenced(Texts.of(-1, -3), -5, -1)))
                .isEqualTo(1);
    }

    /** With raw counts the bound of DC-PDD binds for unseen tokens alone; with a bound that is not read, for none. */
    @Test
    void dcPddsBoundBindsForFrequentTokensToo() {
        TokenFrequencies counts = TokenFrequencies.of(Map.of(0, 90L, 1, 5L, 2, 4L, 3, 1L), 4);
        ScoredText likely = ScoredText.of(Texts.row("x", "", new int[] {0, 1}, -0.1, -0.1));
        double first = Math.exp(-0.1) * Math.log(104 / 91.0);
        double second = Math.exp(-0.1) * Math.log(104 / 6.0);
        assertThat(scored(new DcPdd(counts, 0.01), likely)).isCloseTo(0.01, within(1e-15));
        assertThat(scored(new DcPdd(counts, 0.5), likely)).isCloseTo((first + 0.5) / 2, within(1e-15));
        assertThat(scored(new DcPdd(counts, 9), likely)).isCloseTo((first + second) / 2, within(1e-15));
    }

    /** MIMIR's Min-K%++ of recorded probabilities asks the target model where it scores another. */
    @Test
    void momentsAreThoseOfTheModelThatGaveTheScores() {
        ScoredText text = Texts.withMoments(Texts.of(-3), new double[] {-1}, new double[] {2});
        TokenScores other = new TokenScores(
                "x",
                new int[] {0},
                new double[] {-1},
                null,
                new TokenMoments(new double[] {-9}, new double[] {1}),
                null);
        ScoredText both = new ScoredText(text.base(), Map.of(), ScoreRow.of(other));
        assertThat(scored(new MinKPlusPlus(1), both)).isEqualTo(-1);
    }

    /** EZ-MIA gives 0, its lowest score, to texts that the model knows best. */
    @Test
    void aTextThatIsKnownThroughoutIsAtTheTop() {
        assertThat(scored(Wbc.withDefaults(), referenced(Texts.of(-0.1, -0.1, -0.1), -2, -2, -2)))
                .isEqualTo(1);
        assertThat(scored(new ReferenceRatio(), referenced(Texts.of(0, 0), -2, -2)))
                .isGreaterThan(scored(new ReferenceRatio(), referenced(Texts.of(-1, 0), -2, -2)));
    }

    /** MIMIR turns scores round: lower is a member there. Here the likelier text is above under every attack. */
    @Test
    void higherIsMoreMemberLike() {
        ScoreRow near = Texts.row("x", "neighbour:1", new int[] {0, 1}, -2, -6);
        ScoreRow lower = Texts.row("x", "lowercase", new int[] {0, 1}, -4, -4);
        ScoreRow after = Texts.row("x", "prefix:nonmember", new int[] {0, 1}, -4, -4);
        ScoreRow afterMembers = Texts.row("x", "prefix:member", new int[] {0, 1}, -4, -4);
        ScoredText known =
                Texts.with(known("c d", -1, -2), near, lower, after, afterMembers, Texts.generation(0, "c d"));
        ScoredText unknown =
                Texts.with(known("c d", -1, -5), near, lower, after, afterMembers, Texts.generation(0, "e f"));
        List<MembershipAttack> attacks = new ArrayList<>(Attacks.withDefaults()
                .withK(0.5)
                .withFrequencies(TokenFrequencies.of(Map.of(0, 1L, 1, 1L), 9))
                .all());
        attacks.replaceAll(attack -> attack instanceof DcPdd dcPdd ? new DcPdd(dcPdd.frequencies(), 9) : attack);
        for (MembershipAttack attack : attacks) {
            assertThat(scored(attack, referenced(known, -3, -3)))
                    .as(attack.name())
                    .isGreaterThan(scored(attack, referenced(unknown, -3, -3)));
        }
    }

    private static ScoredText known(String continuation, double... logProbs) {
        TokenScores scores = new TokenScores(
                "x",
                new int[] {0, 1},
                logProbs,
                null,
                new TokenMoments(new double[] {-1, -1}, new double[] {1, 1}),
                null);
        return ScoredText.of(new ScoreRow("x", "", scores, "a b " + continuation, 1, List.of(), Map.of()));
    }

    /** SoK takes the nearest false-positive rate, which may be above the budget. */
    @Test
    void theBudgetOfFalsePositivesIsKept() {
        List<ScoredText> texts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            texts.add(Texts.labelled("t" + i, i % 2, "x", -i - (i % 2 == 0 ? 0.5 : 0), Map.of()));
        }
        AttackEvaluation.Options options =
                new AttackEvaluation.Options(List.of(0.35, 0.2), 99, 199, 0, 0.01, null, AttackEvaluation.Blind.NEVER);
        List<AttackResult.Rate> rates = AttackEvaluation.withDefaults()
                .with(options)
                .evaluate(texts, ScoreTable.of(texts, List.of(new Loss())))
                .attacks()
                .get(0)
                .tprAtFpr();
        // from the top: non-member, member, non-member, member, …
        assertThat(rates.get(0).point().achievedFpr()).isEqualTo(0.2);
        assertThat(rates.get(0).point().tpr()).isEqualTo(0.2);
        assertThat(rates.get(1).point().achievedFpr())
                .as("a budget that is met is used up")
                .isEqualTo(0.2);
    }
}
