package org.palimpsest.inference.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.palimpsest.inference.endpoint.FakeEndpoint.Kind;
import org.palimpsest.inference.generation.GenerationOptions;

class CapabilityProbeTest {
    private static EndpointCapabilities probe(FakeEndpoint server) {
        return endpoint(server).probe();
    }

    private static Endpoint endpoint(FakeEndpoint server) {
        return Endpoint.of(server.reference(), ApiKey.none(), EndpointOptions.defaults(), new FakeTime());
    }

    private static List<Capability> with(EndpointCapabilities capabilities, Support support) {
        return Arrays.stream(Capability.values())
                .filter(capability -> capabilities.of(capability).support() == support)
                .toList();
    }

    @Test
    void openAiEchoes() throws IOException {
        try (FakeEndpoint server = new FakeEndpoint(Kind.OPENAI)) {
            EndpointCapabilities found = probe(server);
            assertThat(with(found, Support.YES))
                    .containsExactly(
                            Capability.ECHO_LOG_PROBS,
                            Capability.SAME_READ_AS_WRITTEN,
                            Capability.TOP_K,
                            Capability.GENERATION);
            assertThat(found.scoring()).contains(ScoringDialect.ECHO);
            assertThat(found.generation()).contains(GenerationDialect.COMPLETIONS);
            assertThat(found.of(Capability.PROMPT_LOG_PROBS).evidence())
                    .isEqualTo("prompt_logprobs was refused: HTTP 400: Unrecognized request argument supplied");
            assertThat(found.of(Capability.ECHO_LOG_PROBS).evidence())
                    .isEqualTo("echo of \"The cat sat on the\" gave 5 tokens with log-probabilities");
            assertThat(server.requests())
                    .hasSize(3)
                    .allMatch(r -> r.path("max_tokens").intValue() == 1);
        }
    }

    @Test
    void vllmGivesAllInTwoRequests() throws IOException {
        for (Kind kind : List.of(Kind.VLLM, Kind.VLLM_WITH_BOS)) {
            try (FakeEndpoint server = new FakeEndpoint(kind)) {
                EndpointCapabilities found = probe(server);
                assertThat(with(found, Support.YES))
                        .containsExactly(
                                Capability.ECHO_LOG_PROBS,
                                Capability.PROMPT_LOG_PROBS,
                                Capability.SAME_READ_AS_WRITTEN,
                                Capability.TOKEN_IDS_IN,
                                Capability.TOKEN_IDS_OUT,
                                Capability.TOP_K,
                                Capability.GENERATION);
                assertThat(found.scoring()).contains(ScoringDialect.PROMPT_LOG_PROBS);
                assertThat(found.of(Capability.SAME_READ_AS_WRITTEN).evidence()).contains("written and", "read");
                assertThat(found.of(Capability.CHAT))
                        .isEqualTo(new Finding(Capability.CHAT, Support.UNKNOWN, "was not asked for"));
                assertThat(found.begin()).isEqualTo(kind == Kind.VLLM ? BeginToken.NONE : BeginToken.PREPENDED);
                assertThat(found.sampler()).isEqualTo(SamplerDialect.VLLM);
                assertThat(server.requests()).hasSize(2);
            }
        }
    }

    @Test
    void llamaCppWritesAndSaysThatItDoesNotScore() throws IOException {
        try (FakeEndpoint server = new FakeEndpoint(Kind.LLAMA_CPP)) {
            EndpointCapabilities found = probe(server);
            assertThat(found.scoring()).isEmpty();
            assertThat(found.generation()).contains(GenerationDialect.COMPLETIONS);
            assertThat(found.sampler()).isEqualTo(SamplerDialect.LLAMA_CPP);
            assertThat(found.of(Capability.ECHO_LOG_PROBS).evidence())
                    .contains(
                            "echo was refused: HTTP 500: Only no echo is supported",
                            "llama.cpp's server, which gives log-probabilities of what it writes");
            assertThat(found.of(Capability.TOKEN_IDS_OUT).evidence()).isEqualTo("llama.cpp's tokenize gave 5 ids");
            assertThatThrownBy(() -> endpoint(server).scorer(found, Places.REQUIRED))
                    .isInstanceOf(EndpointFailure.class)
                    .hasMessageContainingAll("cannot score texts: echo was refused", "prompt_logprobs was refused");
        }
    }

    @Test
    void llamaCppsOwnCompletionIsUsedWhereThereIsNoOther() throws IOException {
        try (FakeEndpoint server = new FakeEndpoint(Kind.LLAMA_CPP_BARE)) {
            EndpointCapabilities found = probe(server);
            assertThat(found.generation()).contains(GenerationDialect.LLAMA_CPP);
            assertThat(found.sampler()).isEqualTo(SamplerDialect.LLAMA_CPP);
            assertThat(endpoint(server).generator(found).generate(List.of("The"), GenerationOptions.greedy(3)))
                    .allMatch(text -> text.length() == 3);
            assertThat(server.paths()).contains("/tokenize", "/completion").endsWith("/completion");
        }
    }

    @Test
    void chatOnlyAnswers() throws IOException {
        try (FakeEndpoint server = new FakeEndpoint(Kind.CHAT_ONLY)) {
            EndpointCapabilities found = probe(server);
            assertThat(with(found, Support.YES)).containsExactly(Capability.CHAT);
            assertThat(found.sampler()).isEqualTo(SamplerDialect.PLAIN);
            assertThat(found.of(Capability.GENERATION).evidence())
                    .isEqualTo("completions was refused: HTTP 404: no such path");
            assertThat(endpoint(server).generator(found).generate(List.of("a", "b"), GenerationOptions.greedy(3)))
                    .containsExactly("answer to a", "answer to b");
            assertThat(server.requests()).hasSizeLessThanOrEqualTo(7);
        }
    }

    @Test
    void aServerThatScoresAnotherPositionIsFoundOut() throws IOException {
        try (FakeEndpoint server = new FakeEndpoint(Kind.SHIFTED)) {
            EndpointCapabilities found = probe(server);
            assertThat(found.has(Capability.ECHO_LOG_PROBS)).isTrue();
            assertThat(found.of(Capability.SAME_READ_AS_WRITTEN).support()).isEqualTo(Support.NO);
            assertThat(found.scoring()).isEmpty();
        }
    }

    @Test
    void aServerThatIgnoresEchoIsFoundOut() throws IOException {
        try (FakeEndpoint server = new FakeEndpoint(Kind.OPENAI)) {
            server.edit(answer -> {
                ObjectNode logProbs =
                        (ObjectNode) answer.path("choices").path(0).path("logprobs");
                logProbs.putArray("tokens").add(" mat");
                logProbs.putArray("token_logprobs").add(-0.5);
                logProbs.putArray("text_offset").add(0);
            });
            EndpointCapabilities found = probe(server);
            assertThat(found.of(Capability.ECHO_LOG_PROBS).support()).isEqualTo(Support.NO);
            assertThat(found.of(Capability.ECHO_LOG_PROBS).evidence())
                    .isEqualTo("echo of \"The cat sat on the\" gave \" mat\", which do not lay it out");
            assertThat(found.generation()).contains(GenerationDialect.COMPLETIONS);
        }
    }

    @Test
    void aRefusedKeyEndsTheProbe() throws IOException {
        try (FakeEndpoint server = new FakeEndpoint(Kind.VLLM)) {
            server.first(FakeEndpoint.status(401, "{}"));
            assertThatThrownBy(() -> probe(server))
                    .isInstanceOf(EndpointFailure.class)
                    .hasMessageContaining("HTTP 401: {}; the key is taken from PALIMPSEST_API_KEY");
        }
    }

    @Test
    void aServerThatGivesNothingSaysSo() throws IOException {
        try (FakeEndpoint server = new FakeEndpoint(Kind.CHAT_ONLY)) {
            server.edit(ObjectNode::removeAll);
            EndpointCapabilities found = probe(server);
            assertThat(found.generation()).isEmpty();
            assertThat(found.of(Capability.CHAT).evidence())
                    .isEqualTo("chat/completions answered; expected choices to be a list, found nothing");
            assertThatThrownBy(() -> endpoint(server).generator(found))
                    .isInstanceOf(EndpointFailure.class)
                    .hasMessageContaining("writes no text: completions was refused");
        }
    }

    @Test
    void findingsAreOneACapability() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new EndpointCapabilities(List.of(), Optional.empty(), BeginToken.UNKNOWN, SamplerDialect.PLAIN))
                .withMessage("findings must be one a capability in their order, got []");
    }
}
