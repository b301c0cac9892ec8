package org.palimpsest.traps.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.traps.family.GhostSentenceFamily;
import org.palimpsest.traps.family.KeyedStream;
import org.palimpsest.traps.family.Wordlist;
import org.palimpsest.traps.registry.MasterKey;

class LastKWordsTestTest {
    @Test
    void publishedNumbersOfTheBinomialAreMet() {
        List<GhostPrompt> ghosts = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            ghosts.add(GhostPrompt.of("t" + i, "w" + i + " x y z" + i));
        }
        LastKWordsTest one = LastKWordsTest.withDefaults();
        assertThat(one.test(ghosts, knows(ghosts, 1, 1)).test().pValue()).isCloseTo(3.08e-3, within(5e-6));
        assertThat(one.test(ghosts, knows(ghosts, 2, 1)).test().pValue()).isCloseTo(4.6e-6, within(5e-8));
        LastKWordsTest.Result two = one.withWords(2).test(ghosts, knows(ghosts, 1, 2));
        assertThat(two.test().pValue()).isCloseTo(4.0e-7, within(5e-9));
        assertThat(two.secrets()).isEqualTo(24);
        assertThat(two.hitSecrets()).isEqualTo(1);
        assertThat(one.test(ghosts, knows(ghosts, 0, 1)).test().pValue()).isEqualTo(1);
    }

    @Test
    void promptIsContextAndAllWordsButTheLast() {
        List<String> prompts = new ArrayList<>();
        LastKWordsTest.withDefaults()
                .withWords(2)
                .test(
                        List.of(new GhostPrompt("t", "a b c d", List.of("", "Once upon", "A line\n"))),
                        (asked, words) -> {
                            prompts.addAll(asked);
                            assertThat(words).isEqualTo(2);
                            return List.of(" c d.", "\tc, d e", "c e d");
                        });
        assertThat(prompts).containsExactly("a b", "Once upon a b", "A line\na b");
    }

    @Test
    void guessesAtOneSecretAreOneTrialByTheUnionBound() {
        GhostPrompt shared = new GhostPrompt("t0", "a b c", List.of("", "x", "y"));
        GhostPrompt again = new GhostPrompt("t1", "a b c", List.of("z"));
        GhostPrompt other = GhostPrompt.of("t2", "d e f");
        LastKWordsTest.Result result = LastKWordsTest.withDefaults()
                .test(List.of(shared, again, other), (prompts, words) -> List.of("c", "c.", "q", "c", "q"));
        assertThat(result.chance()).isCloseTo(4.0 / 7776, within(1e-15));
        assertThat(result.secrets()).isEqualTo(2);
        assertThat(result.hitSecrets()).isEqualTo(1);
        assertThat(result.guesses()).isEqualTo(5);
        assertThat(result.hitGuesses()).isEqualTo(3);
        double p = 1 - (1 - 4.0 / 7776) * (1 - 1.0 / 7776);
        assertThat(result.test().pValue()).isCloseTo(p, within(1e-12));
    }

    @Test
    void manyGuessesMakeThePValueOne() {
        GhostPrompt ghost = new GhostPrompt("t", "a b", List.of("1", "2", "3"));
        LastKWordsTest.Result result = LastKWordsTest.withDefaults()
                .withVocabularySize(2)
                .test(List.of(ghost), (prompts, words) -> List.of("b", "b", "b"));
        assertThat(result.chance()).isEqualTo(1);
        assertThat(result.test().pValue()).isEqualTo(1);
    }

    @Test
    void validOverTwoThousandAuditsOfAModelThatGuesses() {
        Wordlist list = new Wordlist("six", List.of("a", "b", "c", "d", "e", "f"));
        GhostSentenceFamily family =
                GhostSentenceFamily.withDefaults().withWordlist(list).withWords(12);
        RandomGenerator random = RandomStream.of(3, "guesses");
        int rejected = 0;
        for (int audit = 0; audit < 2000; audit++) {
            KeyedStream stream = MasterKey.practice(audit).stream("ghosts");
            List<GhostPrompt> ghosts = new ArrayList<>();
            for (int j = 0; j < 10; j++) {
                String text = family.draw(stream);
                ghosts.add(new GhostPrompt("t" + j, text, List.of("", "again")));
            }
            LastKWordsTest.Result result = LastKWordsTest.withDefaults()
                    .withVocabularySize(6)
                    .test(
                            ghosts,
                            (prompts, words) -> prompts.stream()
                                    .map(prompt -> list.words().get(random.nextInt(6)))
                                    .toList());
            rejected += result.test().pValue() <= 0.05 ? 1 : 0;
        }
        assertThat(rejected).isBetween(1, 100 + 39);
    }

    @Test
    void refusesWhatIsNoSecret() {
        LastKWordsTest test = LastKWordsTest.withDefaults();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.withWords(0))
                .withMessage("k must be 1 or more, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.withVocabularySize(1))
                .withMessage("vocabulary size must be 2 or more, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.withWords(3).test(List.of(GhostPrompt.of("t", "a b c")), (p, w) -> p))
                .withMessage("trap t must have more than k = 3 words, got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(List.of(), (p, w) -> p))
                .withMessage("ghosts must hold 1 ghost or more, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(List.of(GhostPrompt.of("t", "a b")), (p, w) -> List.of()))
                .withMessage("the model must return 1 continuations, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GhostPrompt("t", "a b", List.of("see a b here")))
                .withMessage("context 0 of trap t must not hold the ghost itself");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GhostPrompt("t", "a b", List.of("x", "x")))
                .withMessage("contexts of trap t must differ, got 2 of which 1 differ");
    }

    /** A model that knows the last words of the first ghosts. */
    private static Continuation knows(List<GhostPrompt> ghosts, int known, int k) {
        return (prompts, words) -> {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < prompts.size(); i++) {
                List<String> all = ghosts.get(i).words();
                texts.add(i < known ? String.join(" ", all.subList(all.size() - k, all.size())) : "nothing at all");
            }
            return texts;
        };
    }
}
