package org.palimpsest.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.palimpsest.cli.output.JsonOutput;
import org.palimpsest.stats.Randomisation;

class StoryJsonTest {
    private final StoryEvidence evidence = SampleStory.evidence(Randomisation.VERIFIED);

    private JsonNode result() throws IOException {
        String envelope =
                JsonOutput.envelope("demo", StoryJson.of(evidence, SampleStory.PLAN, SampleStory.facts()), "manifest");
        return new ObjectMapper().readTree(envelope).path("result");
    }

    private static JsonNode test(JsonNode suspect, String name) {
        for (JsonNode test : suspect.path("tests")) {
            if (test.path("test").asText().equals(name)) {
                return test;
            }
        }
        throw new AssertionError("no test " + name + " in " + suspect);
    }

    @Test
    void everyTestHasTheFieldsThatScriptsRead() throws IOException {
        assertThat(result().path("suspects")).hasSize(3);
        for (JsonNode suspect : result().path("suspects")) {
            assertThat(suspect.path("tests")).hasSize(6).allSatisfy(test -> {
                assertThat(test.fieldNames())
                        .toIterable()
                        .contains(
                                "test",
                                "h0",
                                "statistic",
                                "p",
                                "log10P",
                                "holmLog10P",
                                "method",
                                "alternative",
                                "n",
                                "verdict");
                assertThat(test.path("h0").asText()).contains("independent");
                assertThat(test.path("log10P").asDouble()).isNotPositive();
                assertThat(test.path("p").asDouble())
                        .isEqualTo(Math.pow(10, test.path("log10P").asDouble()));
                assertThat(test.path("method").asText()).isIn("exact", "permutation", "asymptotic");
            });
        }
    }

    @Test
    void numbersAreThoseOfTheEvidence() throws IOException {
        JsonNode bob = result().path("suspects").get(1);
        SuspectEvidence expected = evidence.suspects().get(1);
        assertThat(bob.path("model").asText()).isEqualTo("bob");
        JsonNode rank = test(bob, "ghost-rank");
        assertThat(rank.path("log10P").asDouble())
                .isEqualTo(expected.ghosts().pooled().log10PValue());
        assertThat(rank.path("holmLog10P").asDouble()).isEqualTo(expected.ghostsHolmLog10P());
        assertThat(rank.path("detectableAuc").asDouble())
                .isEqualTo(expected.detectableAuc().orElseThrow());
        assertThat(rank.path("verdict").asText()).isEqualTo("randomised-evidence");
        assertThat(rank.path("ranks")).hasSize(SampleStory.PLAN.ghosts());
        assertThat(test(bob, "ghost-perplexity").path("auc").asDouble())
                .isEqualTo(expected.perplexity().auc());
        JsonNode order = test(bob, "order-permutation");
        assertThat(order.path("statistic").asDouble())
                .isEqualTo(expected.order().statistic());
        assertThat(order.path("p").asDouble()).isEqualTo(0.001);
        assertThat(order.path("n").asInt()).isEqualTo(SampleStory.DOCUMENTS);
        JsonNode wealth = test(bob, "order-e-value");
        assertThat(wealth.path("log10E").asDouble()).isEqualTo(expected.order().log10E());
        assertThat(wealth.path("log10P").asDouble()).isEqualTo(-expected.order().log10E());
        assertThat(test(bob, "order-t-tail").path("log10P").asDouble())
                .isEqualTo(expected.order().twoSidedLog10P());
        assertThat(test(bob, "order-t-tail").path("alternative").asText()).isEqualTo("two-sided");
        assertThat(test(bob, "last-k-words").path("hits").asInt()).isOne();
    }

    @Test
    void anEValueBelowOneIsNoEvidence() throws IOException {
        assertThat(evidence.suspects().get(2).order().log10E()).isNegative();
        assertThat(test(result().path("suspects").get(2), "order-e-value")
                        .path("p")
                        .asDouble())
                .isOne();
    }

    @Test
    void checksAndSettingsAreThere() throws IOException {
        JsonNode result = result();
        assertThat(result.path("reference").path("passed").asBoolean()).isTrue();
        assertThat(result.path("reference")
                        .path("tests")
                        .get(0)
                        .path("alternative")
                        .asText())
                .isEqualTo("two-sided");
        assertThat(result.path("checks").get(0).path("subject").asText()).isEqualTo("Document length");
        assertThat(result.path("seed").asLong()).isEqualTo(4711);
        assertThat(result.path("randomisation").asText()).isEqualTo("verified");
        assertThat(result.path("seconds").path("training").asDouble()).isEqualTo(60);
        assertThat(result.path("wallSeconds").asDouble()).isEqualTo(61.4);
        assertThat(result.path("files").path("report.html").asText()).isEqualTo("this report");
    }
}
