package org.palimpsest.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.CorruptInputException;

class StatedPValuesTest {
    private static CommandResult result(String command, String result) throws CorruptInputException {
        return CommandResult.of(
                "x.json",
                "{\"schemaVersion\":1,\"command\":\"" + command + "\",\"result\":" + result + ",\"manifest\":{}}");
    }

    @Test
    void whatAnObjectDoesNotSayTheObjectsAroundItSay() throws CorruptInputException {
        List<StatedPValue> stated = StatedPValues.of(result("other", """
                {"h0":"outer","alternative":"greater","n":12,"rows":[
                  {"test":"a","method":"exact","p":0.25,"log10P":-0.6020599913279624},
                  {"test":"b","method":"asymptotic","h0":"inner","n":5,"log10P":-400}]}"""));
        assertThat(stated).hasSize(2);
        assertThat(stated.get(0).place()).isEqualTo("/rows/0");
        assertThat(stated.get(0).h0()).isEqualTo("outer");
        assertThat(stated.get(0).size()).isEqualTo("n = 12");
        assertThat(stated.get(0).p()).hasValue(0.25);
        assertThat(stated.get(1).h0()).isEqualTo("inner");
        assertThat(stated.get(1).size()).isEqualTo("n = 5");
        assertThat(stated.get(1).p()).isEmpty();
        assertThat(stated.get(1).name()).isEqualTo("p");
        assertThat(stated.get(1).log10P()).isEqualTo(-400);
    }

    /** A p-value and its logarithm are one, whatever they are called; other numbers are none. */
    @Test
    void namesOfPValues() throws CorruptInputException {
        List<StatedPValue> stated = StatedPValues.of(result("provenance query", """
                {"n":5,"method":"exact","p":0.1,"log10P":-1,"twoSidedLog10P":-0.69,"permutationP":0.04,"rankP":0.5,
                 "statistic":0.9,"log10E":0.2,"topP":null,"P":3,"loop":4}"""));
        assertThat(stated).extracting(StatedPValue::name).containsExactly("p", "twoSidedP", "permutationP", "rankP");
        assertThat(stated.get(1).log10P()).isEqualTo(-0.69);
        assertThat(stated.get(2).log10P()).isCloseTo(Math.log10(0.04), within(1e-15));
        assertThat(stated.get(0).side()).isEqualTo("greater");
        assertThat(stated.get(1).side()).isEqualTo("two-sided");
    }

    @Test
    void ofSeveralMethodsTheOneThatNamesThePValueIsTaken() throws CorruptInputException {
        List<StatedPValue> stated = StatedPValues.of(result("provenance query", """
                {"n":5,"method":"asymptotic (p, log10P, twoSidedLog10P); exact (permutationP, log10E)",
                 "p":0.1,"twoSidedLog10P":-0.69,"permutationP":0.04,"rankP":0.5}"""));
        assertThat(stated)
                .extracting(StatedPValue::method)
                .containsExactly(
                        "asymptotic",
                        "asymptotic",
                        "exact",
                        "asymptotic (p, log10P, twoSidedLog10P); exact (permutationP, log10E)");
    }

    @Test
    void aPValueWithoutWhatMustBeSaidIsRefused() throws CorruptInputException {
        String said = "\"h0\":\"none\",\"alternative\":\"less\",\"method\":\"exact\",\"n\":3";
        assertThat(StatedPValues.of(result("other", "{" + said + ",\"p\":0.5}")))
                .hasSize(1);
        for (String one : said.split(",", -1)) {
            String field = one.substring(1, one.indexOf('"', 1));
            String rest = (said + ",").replace(one + ",", "");
            assertThatThrownBy(() -> StatedPValues.of(result("other", "{\"a\":{" + rest + "\"p\":0.5}}")))
                    .isInstanceOf(CorruptInputException.class)
                    .hasMessage("x.json: 'other' states /a/p without " + field
                            + "; a p-value needs its h0, alternative, method and n to stand in a report");
        }
    }

    @Test
    void aNumberThatIsNoPValueIsRefused() {
        for (String p : new String[] {"1.5", "-0.1"}) {
            assertThatThrownBy(() -> StatedPValues.of(
                            result("provenance query", "{\"n\":3,\"method\":\"exact\",\"p\":" + p + "}")))
                    .isInstanceOf(CorruptInputException.class)
                    .hasMessageContaining("/p is no p-value: " + p);
        }
    }

    @Test
    void anEnvelopeIsReadOrRefused() {
        for (String text : new String[] {"", "[]", "{", "{\"schemaVersion\":1}", "{\"a\":1} {}", "3"}) {
            assertThatThrownBy(() -> CommandResult.of("x.json", text))
                    .as(text)
                    .isInstanceOf(CorruptInputException.class)
                    .hasMessageContaining("give what a command printed under --json");
        }
        assertThatThrownBy(() -> CommandResult.of("x.json", "{\"schemaVersion\":2}"))
                .hasMessageContaining("has schemaVersion 2, this program reads up to 1");
    }

    @Test
    void theOtherSideAndAdjustmentsAreSaidAndWhatCouldBeReachedIsNone() throws CorruptInputException {
        List<StatedPValue> stated = StatedPValues.of(result("other", """
                {"h0":"x","alternative":"greater","method":"exact","n":9,"p":0.5,"oppositeP":0.25,"holmLog10P":-1,
                 "smallestLog10P":-9,"rows":[{"alternative":"two-sided","oppositeP":0.5,"adjustedLog10P":-2}]}"""));
        assertThat(stated)
                .extracting(StatedPValue::name)
                .containsExactly("p", "oppositeP", "holmP", "oppositeP", "adjustedP");
        assertThat(stated)
                .extracting(StatedPValue::side)
                .containsExactly("greater", "less", "greater", "two-sided", "two-sided");
        assertThat(stated)
                .extracting(StatedPValue::method)
                .containsExactly("exact", "exact", "exact, adjusted by Holm", "exact", "exact, adjusted by Holm");
    }

    @Test
    void trapsAndControlsSayMoreThanTheirNumber() throws CorruptInputException {
        assertThat(StatedPValues.of(
                        result("traps test", "{\"traps\":3,\"controls\":9,\"n\":3,\"method\":\"exact\",\"p\":0.5}")))
                .extracting(StatedPValue::size)
                .containsExactly("3 traps, 9 controls each");
    }
}
