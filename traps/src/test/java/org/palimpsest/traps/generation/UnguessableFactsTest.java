package org.palimpsest.traps.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palimpsest.traps.family.FactAttribute;
import org.palimpsest.traps.family.FactFamily;
import org.palimpsest.traps.family.FactSchema;
import org.palimpsest.traps.family.FactStatement;
import org.palimpsest.traps.family.KeyedStream;
import org.palimpsest.traps.registry.ListedCandidate;

class UnguessableFactsTest {
    private static final WordModel MODEL = new WordModel(40, 5, 0);
    private static final FactSchema SCHEMA = new FactSchema(
            "words", List.of(new FactAttribute("first", words(0, 20)), new FactAttribute("second", words(5, 25))));
    private static final FactFamily FAMILY = new FactFamily(SCHEMA, 3);
    private static final KeywordProbability KEYWORD = new KeywordProbability(MODEL, MODEL);

    private static List<String> words(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "w" + i).toList();
    }

    @Test
    void onlyValuesInTheBandAreLeft() {
        double low = Math.exp(MODEL.logProbability(15));
        double high = Math.exp(MODEL.logProbability(8));
        ProbabilityBand band = new ProbabilityBand(low * 0.999, high * 1.001);
        for (GuessMode mode : GuessMode.values()) {
            FactList list = new UnguessableFacts(FAMILY, KEYWORD, band, mode)
                    .make(3, 19, KeyedStream.of(new byte[] {1}, "facts"));
            assertThat(list.refused()).isZero();
            assertThat(list.optionsLeft()).isEqualTo(8);
            assertThat(list.candidates().groups()).hasSize(3).allSatisfy(group -> {
                assertThat(group).hasSize(20);
                List<FactStatement> facts = group.stream()
                        .map(candidate -> FactStatement.parse(SCHEMA, candidate.text()))
                        .toList();
                assertThat(facts.stream().map(FactStatement::entity).distinct()).hasSize(1);
                assertThat(facts).allSatisfy(fact -> assertThat(words(8, 16)).containsAll(fact.values()));
                assertThat(group)
                        .allSatisfy(
                                candidate -> assertThat(candidate.wordings()).hasSize(3));
            });
            assertThat(list.candidates().groups().stream()
                            .flatMap(List::stream)
                            .map(ListedCandidate::text)
                            .distinct())
                    .hasSize(60);
        }
    }

    @Test
    void saysWhenTheBandLeavesTooLittle() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UnguessableFacts(FAMILY, KEYWORD, new ProbabilityBand(0.5, 1), GuessMode.BLIND)
                        .make(1, 9, KeyedStream.of(new byte[] {1}, "facts")))
                .withMessageContaining("got 0 traps of 10 entities, 0.0 values an attribute");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProbabilityBand(0.5, 0.4))
                .withMessage("a band of probabilities must be LOW-HIGH with 0 <= LOW <= HIGH <= 1, got 0.5-0.4");
    }

    @Test
    void probabilityIsThatOfTheValuesOwnTokens() {
        double[] logs = KEYWORD.logProbabilityNats(List.of("w1 w2", "w1"), List.of("w3", "w4 w5"));
        assertThat(logs[0]).isCloseTo(MODEL.logProbability(3), within(1e-12));
        assertThat(logs[1]).isCloseTo(MODEL.logProbability(4) + MODEL.logProbability(5), within(1e-12));
        List<PrimingEffect> effects = KEYWORD.priming(SCHEMA, new FactStatement("w9", List.of("w1", "w6")));
        assertThat(effects).extracting(PrimingEffect::attribute).containsExactly("first", "second");
        assertThat(effects).allSatisfy(effect -> assertThat(effect.gainNats()).isCloseTo(0, within(1e-12)));
    }
}
