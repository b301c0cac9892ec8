package org.palimpsest.inference.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.palimpsest.inference.likelihood.ScoreRow;

class AttacksTest {
    /** Half of the last digit of the golden vector. */
    private static final Offset<Double> DIGIT = within(6e-7);

    private static final double[][] LOGITS = {{2, 0, -1, 1}, {.5, -.5, 1.5, 0}, {1, 3, 0, -2}};
    private static final int[] TARGETS = {0, 3, 0};

    /** The golden vector: three positions of a vocabulary of four, all of them scored. */
    private static ScoredText golden() {
        double[] logProbs = new double[3];
        double[] means = new double[3];
        double[] deviations = new double[3];
        for (int row = 0; row < 3; row++) {
            double sum = Arrays.stream(LOGITS[row]).map(Math::exp).sum();
            double square = 0;
            for (double logit : LOGITS[row]) {
                double logP = logit - Math.log(sum);
                means[row] += Math.exp(logP) * logP;
                square += Math.exp(logP) * logP * logP;
            }
            logProbs[row] = LOGITS[row][TARGETS[row]] - Math.log(sum);
            deviations[row] = Math.sqrt(square - means[row] * means[row]);
        }
        ScoredText text = ScoredText.of(Texts.row("x", "", TARGETS, logProbs));
        return Texts.withMoments(text, means, deviations);
    }

    private static TokenFrequencies counts() {
        return TokenFrequencies.of(Map.of(0, 90L, 1, 5L, 2, 4L, 3, 1L), 4);
    }

    static List<JsonNode> cases() {
        return Texts.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyScoreIsThatOfNumpy(JsonNode given) {
        ScoredText text = Texts.of(given);
        Attacks attacks = Attacks.withDefaults()
                .withK(given.path("k").asDouble())
                .withFrequencies(Texts.frequencies(given.path("counts")));
        JsonNode expected = given.path("scores");
        assertThat(expected.size()).isEqualTo(attacks.names().size());
        for (MembershipAttack attack : attacks.all()) {
            JsonNode score = expected.required(attack.name());
            if (score.isNull()) {
                assertThatThrownBy(() -> attack.score(text)).isInstanceOf(UndefinedScoreException.class);
            } else {
                assertThat(scored(attack, text))
                        .as(attack.name())
                        .isCloseTo(score.asDouble(), within(1e-10 * (1 + Math.abs(score.asDouble()))));
            }
        }
    }

    private static double scored(MembershipAttack attack, ScoredText text) {
        try {
            return attack.score(text);
        } catch (UndefinedScoreException e) {
            throw new AssertionError(attack.name() + ": " + e.reason(), e);
        }
    }

    private static void undefined(MembershipAttack attack, ScoredText text, String reason) {
        assertThatThrownBy(() -> attack.score(text))
                .isInstanceOf(UndefinedScoreException.class)
                .hasMessage(reason);
    }

    @Test
    void theGoldenVector() throws UndefinedScoreException {
        ScoredText text = golden();
        assertThat(text.logProbs()).containsExactly(new double[] {-.440190, -2.046006, -2.175515}, DIGIT);
        assertThat(text.moments().meanNats()).containsExactly(new double[] {-.947537, -1.109767, -.556199}, DIGIT);
        assertThat(text.moments().sdNats()).containsExactly(new double[] {.785230, .706867, .909156}, DIGIT);
        assertThat(scored(new Loss(), text)).isCloseTo(-1.553904, DIGIT);
        assertThat(scored(new MinK(0.7), text)).isCloseTo(-2.110761, DIGIT);
        assertThat(scored(new MinKPlusPlus(0.7), text)).isCloseTo(-1.552807, DIGIT);
        assertThat(scored(new DcPdd(counts(), 0.01), text)).isCloseTo(.01, DIGIT);
        assertThat(scored(new DcPdd(counts(), 0.5), text))
                .isCloseTo((.085983 + .5) / 2, DIGIT)
                .isCloseTo(.292991, DIGIT);
    }

    @Test
    void minKPlusPlusWeighsTheMomentsByTheModel() throws UndefinedScoreException {
        double[] z = MinKPlusPlus.standardised(golden());
        assertThat(z).containsExactly(new double[] {.646113, -1.324492, -1.781121}, DIGIT);
        assertThat(z[0]).as("moments over the vocabulary with equal weights").isNotCloseTo(1.161895, within(0.1));
    }

    @Test
    void dcPddTakesFrequenciesNotCounts() {
        assertThat(Math.exp(-counts().surprise(0))).isCloseTo(.875, within(1e-12));
        assertThat(Math.exp(-counts().surprise(1))).isCloseTo(.057692, DIGIT);
        assertThat(Math.exp(-counts().surprise(2))).isCloseTo(.048077, DIGIT);
        assertThat(Math.exp(-counts().surprise(3))).isCloseTo(.019231, DIGIT);
        assertThat(counts().surprise(0))
                .as("with raw counts the sign would flip")
                .isPositive();
    }

    @Test
    void dcPddCountsTheFirstOccurrenceAlone() {
        ScoredText twice = ScoredText.of(Texts.row("x", "", new int[] {3, 3}, -1, -30));
        assertThat(scored(new DcPdd(counts(), 10), twice)).isCloseTo(Math.exp(-1) * Math.log(104 / 2.0), within(1e-12));
    }

    @Test
    void aShareBelowOneTokenIsOneToken() {
        assertThat(scored(new MinK(0.2), Texts.of(-1, -3, -2))).isEqualTo(-3);
        assertThat(scored(new MinK(0.2), Texts.of(-1))).isEqualTo(-1);
    }

    @Test
    void aShareIsTakenAsItsDigitsSay() {
        assertThat((int) (0.29 * 100)).isEqualTo(28);
        assertThat(Shares.count(0.29, 100)).isEqualTo(29);
        assertThat(Shares.count(0.2, 9)).isEqualTo(1);
        assertThat(Shares.count(0.2, 10)).isEqualTo(2);
        assertThat(Shares.count(1, 7)).isEqualTo(7);
    }

    @Test
    void zlibHasTheBytesOfEveryZlibAndItsTwoVariantsAreNamed() {
        assertThat(ZlibSize.of("the cat sat on the mat")).isEqualTo(27);
        assertThat(ZlibSize.of("")).isEqualTo(8);
        ScoredText text = Texts.labelled("x", 1, "the cat sat on the mat", -5.4, Map.of());
        ScoredText two = ScoredText.of(new ScoreRow(
                "x",
                "",
                Texts.row("x", "", new int[] {1, 2}, -5.4, -2.7).scores(),
                "the cat sat on the mat",
                1,
                List.of(),
                Map.of()));
        assertThat(scored(new Zlib(Zlib.Numerator.MEAN), two)).isCloseTo(-4.05 / 27, within(1e-15));
        assertThat(scored(new Zlib(Zlib.Numerator.SUM), two)).isCloseTo(-8.1 / 27, within(1e-15));
        assertThat(scored(Attacks.withDefaults().named("zlib"), text)).isEqualTo(-5.4 / 27);
        assertThat(Attacks.withDefaults().named("zlib_sum")).isEqualTo(new Zlib(Zlib.Numerator.SUM));
    }

    @ParameterizedTest
    @CsvSource({"0,-1.3862943611198906", "1e-9,-1.38629436", "0,-1.386297"})
    void aUniformRowIsAsLikelyAsExpected(double deviation, double mean) {
        ScoredText text = Texts.withMoments(Texts.of(-Math.log(4)), new double[] {mean}, new double[] {deviation});
        assertThat(scored(new MinKPlusPlus(0.2), text)).isZero();
    }

    @Test
    void aCertainModelThatIsWrongIsFarBelowExpectationAndFinite() {
        ScoredText text = Texts.withMoments(Texts.of(-40), new double[] {0}, new double[] {0});
        assertThat(scored(new MinKPlusPlus(0.2), text)).isEqualTo(-40 / 1e-4);
    }

    @Test
    void surpHasNoValueWithoutSurprisingTokens() {
        MembershipAttack surp = new Surp(2, 0.4);
        ScoredText unsure = Texts.withMoments(Texts.of(-1, -5), new double[] {-3, -3}, new double[] {1, 1});
        undefined(surp, unsure, "the text has no surprising token");
        ScoredText text = Texts.withMoments(
                Texts.of(-1, -5, -2, -4, -3), new double[] {-1, -3, -1, -1, -1}, new double[] {1, 1, 1, 1, 1});
        assertThat(scored(surp, text)).isEqualTo(-4);
    }

    @Test
    void aMemorisedTextIsNeverAtTheBottom() {
        ScoredText known = Texts.withMoments(Texts.of(0, 0, 0), new double[3], new double[3]);
        ScoredText doubted = Texts.withMoments(Texts.of(-1, -2, -3), new double[] {-1, -1, -1}, new double[] {1, 1, 1});
        ScoreRow lower = Texts.row("x", "lowercase", new int[] {1}, -1);
        ScoreRow after = Texts.row("x", "prefix:nonmember", new int[] {1}, -1);
        ScoreRow afterMembers = Texts.row("x", "prefix:member", new int[] {1}, -1);
        ScoreRow near = Texts.row("x", "neighbour:1", new int[] {1, 2}, -1, -1);
        ScoreRow reference = Texts.row("x", "", new int[] {0, 1, 2}, -1, -1, -1);
        for (MembershipAttack attack : Attacks.withDefaults()
                .withFrequencies(counts())
                .named(List.of(
                        "loss",
                        "ratio",
                        "lowercase",
                        "min_k",
                        "min_k++",
                        "recall",
                        "con_recall",
                        "dc_pdd",
                        "neighbourhood",
                        "wbc"))) {
            ScoredText best = new ScoredText(
                    known.base(),
                    Texts.with(known, lower, after, afterMembers, near).variants(),
                    reference);
            ScoredText worse = new ScoredText(doubted.base(), best.variants(), reference);
            try {
                assertThat(attack.score(best)).as(attack.name()).isGreaterThanOrEqualTo(attack.score(worse));
            } catch (UndefinedScoreException e) {
                assertThat(attack.name()).isIn("lowercase", "recall", "con_recall");
                assertThat(e.reason()).isEqualTo("a quotient of losses has no value where the loss is 0");
            }
        }
    }

    @Test
    void aLossBelowZeroByRoundingHasNoQuotient() {
        ScoreRow after = Texts.row("x", "prefix:p", new int[] {1}, -1);
        undefined(
                new ReCaLL("p"),
                Texts.with(Texts.of(1e-9), after),
                "a quotient of losses has no value where the loss is 0");
    }

    @Test
    void recallReadsTheTextAloneOrBehindItsPrefix() {
        ScoredText text = ScoredText.of(Texts.row("x", "", new int[] {5, 6, 7}, -2, -4));
        MembershipAttack recall = new ReCaLL("p");
        ScoreRow alone = Texts.row("x", "prefix:p", new int[] {5, 6, 7}, -3, -6, -9);
        ScoreRow behind = Texts.row("x", "prefix:p", new int[] {1, 2, 5, 6, 7}, -100, -3, -6, -9);
        assertThat(scored(recall, Texts.with(text, alone))).isEqualTo(2);
        assertThat(scored(recall, Texts.with(text, behind))).isEqualTo(2);
        MembershipAttack both = new ConReCall("p", "q", 0.5);
        ScoreRow members = Texts.row("x", "prefix:q", new int[] {5, 6, 7}, -1, -2, -3);
        assertThat(scored(both, Texts.with(text, alone, members))).isEqualTo((6 - 1) / 3.0);
    }

    @Test
    void samiaIsTheShareOfTheTrueContinuationThatIsFound() {
        ScoreRow base = new ScoreRow("x", "", null, "a b c d  e e\n f", null, List.of(), Map.of());
        // the true continuation is d e e f
        ScoredText text = Texts.with(
                ScoredText.of(base),
                Texts.generation(0, "e e e z"),
                Texts.generation(1, "f d e"),
                Texts.generation(2, ""));
        assertThat(scored(new Samia(Samia.Weight.NONE), text)).isCloseTo((0.5 + 0.75 + 0) / 3, within(1e-15));
        assertThat(scored(new Samia(Samia.Weight.ZLIB), text))
                .isCloseTo((0.5 * ZlibSize.of("e e e z") + 0.75 * ZlibSize.of("f d e")) / 3, within(1e-12));
    }

    @Test
    void wbcCountsWindowsByHand() {
        ScoreRow reference = Texts.row("x", "", new int[] {0, 1, 2}, -2, -2, -2);
        // gains 1, -1.5, 1: windows of 2 gain -0.5 and -0.5, of 1 two of three
        ScoredText text = new ScoredText(Texts.of(-1, -3.5, -1).base(), Map.of(), reference);
        assertThat(scored(new Wbc(List.of(1, 2, 9)), text)).isCloseTo((2 / 3.0 + 0) / 2, within(1e-15));
        ScoredText tied = new ScoredText(Texts.of(-2, -2, -2).base(), Map.of(), reference);
        assertThat(scored(Wbc.withDefaults(), tied)).as("a tie is no vote").isZero();
        ScoredText other = new ScoredText(text.base(), Map.of(), Texts.row("x", "", new int[] {0, 1, 9}, -2, -2, -2));
        undefined(Wbc.withDefaults(), other, "suspect and reference read different tokens");
        undefined(new Wbc(List.of(4)), text, "the text is shorter than the smallest window");
    }

    @Test
    void whatIsNotRecordedIsUndefined() {
        ScoredText bare = Texts.of(-1, -2);
        Map<String, String> reasons = Map.ofEntries(
                Map.entry("ratio", "no reference scores are recorded"),
                Map.entry("zlib", "no text is recorded"),
                Map.entry("lowercase", "no row with variant lowercase"),
                Map.entry("min_k++", "no moments (mean, sd) are recorded"),
                Map.entry("recall", "no row with variant prefix:nonmember"),
                Map.entry("con_recall", "no row with variant prefix:nonmember"),
                Map.entry("dc_pdd", "no table of token frequencies is given"),
                Map.entry("pac", "no row with variant neighbour:N"),
                Map.entry("neighbourhood", "no row with variant neighbour:N"),
                Map.entry("surp", "no moments (mean, sd) are recorded"),
                Map.entry("samia", "no text is recorded"),
                Map.entry("wbc", "no reference scores are recorded"));
        reasons.forEach((name, reason) -> undefined(Attacks.withDefaults().named(name), bare, reason));
        undefined(new Loss(), ScoredText.of(Texts.row("x", "", new int[] {4})), "the text has no scored token");
        undefined(
                new MinK(0.2),
                ScoredText.of(new ScoreRow("x", "", null, "t", null, List.of(), Map.of())),
                "no log-probabilities are recorded");
    }

    @ParameterizedTest
    @CsvSource({
        "ref,ratio",
        "ne,neighbourhood",
        "Neighborhood,neighbourhood",
        "Min-K%,min_k",
        "min-k%++,min_k++",
        "zlib,zlib",
        "ReCaLL,recall",
        "dc-pdd,dc_pdd",
        "ll,loss"
    })
    void otherNamesAreUnderstood(String alias, String name) {
        assertThat(Attacks.withDefaults().named(alias).name()).isEqualTo(name);
    }

    @Test
    void namesAreListedOnceAndAnUnknownOneIsRefused() {
        Attacks attacks = Attacks.withDefaults();
        assertThat(attacks.names()).hasSize(16).doesNotHaveDuplicates();
        assertThat(attacks.named(List.of("ref", "ratio", "loss")))
                .extracting(MembershipAttack::name)
                .containsExactly("ratio", "loss");
        assertThatThrownBy(() -> attacks.named("gradnorm"))
                .hasMessage("attack must be one of " + String.join(", ", attacks.names()) + ", got gradnorm");
        assertThat(attacks.all())
                .allSatisfy(attack -> assertThat(attack.needs()).isNotEmpty());
    }

    @Test
    void optionsOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new MinK(0)).hasMessage("k must be in (0, 1], got 0.0");
        assertThatThrownBy(() -> new MinKPlusPlus(Double.NaN)).hasMessage("k must be in (0, 1], got NaN");
        assertThatThrownBy(() -> Attacks.withDefaults().withK(1.5)).hasMessage("k must be in (0, 1], got 1.5");
        assertThatThrownBy(() -> new DcPdd(null, 0)).hasMessage("a must be above 0, got 0.0");
        assertThatThrownBy(() -> new Surp(0, 0.4)).hasMessage("entropy must be above 0, got 0.0");
        assertThatThrownBy(() -> new ConReCall("p", "q", -1))
                .hasMessage("gamma must be finite and at least 0, got -1.0");
        assertThatThrownBy(() -> new Wbc(List.of(0)))
                .hasMessage("sizes must be at least one number from 1 on, got [0]");
        assertThatThrownBy(() -> TokenFrequencies.of(Map.of(1, 0L), 4))
                .hasMessage("counts must hold at least 1 occurrence, got 0");
        assertThatThrownBy(() -> TokenFrequencies.of(Map.of(1, 1L, 2, 1L), 1))
                .hasMessage("vocabulary must be at least 2, got 1");
        assertThatThrownBy(() -> TokenFrequencies.of(Map.of(1, -1L), 4))
                .hasMessage("count must be at least 0, got -1 for token 1");
    }
}
