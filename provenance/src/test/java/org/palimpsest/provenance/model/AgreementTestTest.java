package org.palimpsest.provenance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.BinomialTail;
import org.palimpsest.stats.RandomStream;

class AgreementTestTest {
    private static final List<String> PARENT = List.of("a", "b", "c", "d", "e", "f", "g", "h");

    private static List<String> agreeing(int... prompts) {
        List<String> answers = new ArrayList<>(List.of("-", "-", "-", "-", "-", "-", "-", "-"));
        for (int prompt : prompts) {
            answers.set(prompt, PARENT.get(prompt));
        }
        return answers;
    }

    /**
     * The suspect agrees at 0..5. The first control at 0, 6: suspect alone 5, control alone 1, p = 7/64. The second at 1: suspect
     * alone 5, control alone 0, p = 1/32. Holm: 2/32, then max(2/32, 7/64) = 7/64.
     */
    @Test
    void theNumbersAreThoseWorkedOutByHand() {
        Map<String, List<String>> controls = new LinkedHashMap<>();
        controls.put("one", agreeing(0, 6));
        controls.put("two", agreeing(1));
        AgreementTest.Result result = AgreementTest.withDefaults().test(PARENT, agreeing(0, 1, 2, 3, 4, 5), controls);
        assertThat(result.agreement()).isEqualTo(0.75);
        AgreementTest.Beside one = result.beside().get(0);
        assertThat(one.control()).isEqualTo("one");
        assertThat(one.suspectAlone()).isEqualTo(5);
        assertThat(one.controlAlone()).isEqualTo(1);
        assertThat(one.test().pValue()).isCloseTo(7 / 64.0, within(1e-12));
        assertThat(one.adjustedLog10P()).isCloseTo(Math.log10(7 / 64.0), within(1e-12));
        AgreementTest.Beside two = result.beside().get(1);
        assertThat(two.test().pValue()).isCloseTo(1 / 32.0, within(1e-12));
        assertThat(two.adjustedLog10P()).isCloseTo(Math.log10(2 / 32.0), within(1e-12));
        assertThat(result.log10P()).isCloseTo(Math.log10(7 / 64.0), within(1e-12));
    }

    /** Four clusters of two prompts; the suspect is ahead in each: 1/2^4. */
    @Test
    void clustersFlipTogether() {
        AgreementTest.Result result = AgreementTest.withDefaults()
                .test(
                        PARENT,
                        agreeing(0, 1, 2, 3, 4, 5, 6, 7),
                        Map.of("c", agreeing(0)),
                        List.of("w", "w", "x", "x", "y", "y", "z", "z"));
        assertThat(result.beside().get(0).test().pValue()).isCloseTo(1 / 16.0, within(1e-12));
        assertThat(result.beside().get(0).test().n()).isEqualTo(4);
    }

    @Test
    void noDifferenceIsNoEvidence() {
        AgreementTest.Result result =
                AgreementTest.withDefaults().test(PARENT, agreeing(0, 1), Map.of("c", agreeing(0, 1)));
        assertThat(result.log10P()).isZero();
        assertThat(AgreementTest.withDefaults()
                        .test(PARENT, agreeing(0), Map.of("c", agreeing(0, 1, 2)))
                        .log10P())
                .isZero();
    }

    /** Clusters whose prompts agree or disagree as one: by prompt the level is lost, by cluster it is kept. */
    @Test
    void theLevelIsKeptUnderTheNull() {
        RandomGenerator random = RandomStream.of(3, "agreement");
        int[] rejected = new int[2];
        int rounds = 600;
        for (int round = 0; round < rounds; round++) {
            List<String> parent = new ArrayList<>();
            List<String> suspect = new ArrayList<>();
            List<String> control = new ArrayList<>();
            List<String> clusters = new ArrayList<>();
            for (int cluster = 0; cluster < 24; cluster++) {
                String mine = random.nextBoolean() ? "a" : "b";
                String theirs = random.nextBoolean() ? "a" : "b";
                for (int i = 0; i < 5; i++) {
                    parent.add("a");
                    suspect.add(mine);
                    control.add(theirs);
                    clusters.add("c" + cluster);
                }
            }
            AgreementTest test = AgreementTest.withDefaults().withSeed(round);
            rejected[0] += Math.pow(
                                    10,
                                    test.test(parent, suspect, Map.of("c", control), clusters)
                                            .log10P())
                            <= 0.05
                    ? 1
                    : 0;
            rejected[1] += Math.pow(
                                    10,
                                    test.test(parent, suspect, Map.of("c", control))
                                            .log10P())
                            <= 0.05
                    ? 1
                    : 0;
        }
        assertThat(BinomialTail.log10Upper(rounds, 0.05, rejected[0])).isGreaterThan(-3);
        assertThat(BinomialTail.log10Upper(rounds, 0.05, rejected[1])).isLessThan(-10);
    }

    @Test
    void answersThatDoNotMatchPromptsAreRefused() {
        AgreementTest test = AgreementTest.withDefaults();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(PARENT, List.of("a"), Map.of("c", PARENT)))
                .withMessage("the suspect must have an answer at each of 8 prompts, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(PARENT, PARENT, Map.of("c", List.of("a", "b"))))
                .withMessage("c must have an answer at each of 8 prompts, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(PARENT, PARENT, Map.of()))
                .withMessageContaining("at least 1 prompt and 1 unrelated control");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(PARENT, PARENT, Map.of("c", PARENT), Arrays.asList("x", "y")))
                .withMessage("there must be a cluster for each of 8 prompts, got 2");
    }
}
