package org.palimpsest.inference.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.palimpsest.inference.endpoint.FakeEndpoint.Kind;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.inference.generation.Sampling;

class HttpTextGeneratorTest {
    private static HttpTextGenerator generator(FakeEndpoint server, GenerationDialect dialect) {
        return new HttpTextGenerator(
                new JsonClient(
                        server.reference(),
                        ApiKey.none(),
                        EndpointOptions.defaults().withConcurrency(1),
                        new FakeTime()),
                dialect,
                SamplerDialect.PLAIN);
    }

    /** What a probed server is asked when tokens are drawn from the k likeliest. */
    private static JsonNode asked(Kind kind, Sampling sampling) throws IOException {
        try (FakeEndpoint server = new FakeEndpoint(kind)) {
            Endpoint endpoint =
                    Endpoint.of(server.reference(), ApiKey.none(), EndpointOptions.defaults(), new FakeTime());
            endpoint.generator(endpoint.probe()).generate(List.of("The"), new GenerationOptions(2, sampling, 0));
            return server.requests().get(server.requests().size() - 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"VLLM,40,40", "VLLM,0,-1", "LLAMA_CPP,40,40", "LLAMA_CPP,0,0", "LLAMA_CPP_BARE,7,7"})
    void topKIsSentInTheWordsOfTheServer(Kind kind, int topK, int sent) throws IOException {
        JsonNode request = asked(kind, new Sampling(0.5, topK, 1));
        assertThat(request.path("top_k").isInt()).isTrue();
        assertThat(request.path("top_k").intValue()).isEqualTo(sent);
        assertThat(request.path("min_p").doubleValue()).isZero();
        assertThat(request.has("min_p")).isTrue();
        assertThat(asked(kind, new Sampling(0, topK, 1)).has("top_k")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"OPENAI", "CHAT_ONLY", "LLAMA_CPP_PYTHON"})
    void topKIsRefusedWhereTheServerIsNotKnownToTakeIt(Kind kind) throws IOException {
        assertThat(asked(kind, new Sampling(0.5, 0, 1)).has("top_k")).isFalse();
        assertThat(asked(kind, new Sampling(0, 40, 1)).has("top_k")).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> asked(kind, new Sampling(0.5, 40, 1)))
                .withMessageContaining(
                        "model fake: topK must be 0 (all tokens), got 40: only vLLM and llama.cpp's server"
                                + " take top_k, and the probe recognised neither");
    }

    @Test
    void promptsAreContinuedInTheirOrder() throws IOException {
        try (FakeEndpoint server = new FakeEndpoint(Kind.OPENAI)) {
            List<String> prompts = List.of("The cat", "The", "x", "");
            List<String> texts = generator(server, GenerationDialect.COMPLETIONS)
                    .generate(prompts.subList(0, 3), GenerationOptions.greedy(2));
            for (int i = 0; i < texts.size(); i++) {
                int[] ids = FakeModel.encode(prompts.get(i));
                int first = FakeModel.next(ids[ids.length - 1]);
                assertThat(texts.get(i)).isEqualTo(FakeModel.decode(new int[] {first, FakeModel.next(first)}));
            }
            assertThat(server.requests()).allSatisfy(request -> {
                assertThat(request.path("temperature").doubleValue()).isZero();
                assertThat(request.has("seed")).isFalse();
                assertThat(request.path("max_tokens").intValue()).isEqualTo(2);
            });
        }
    }

    @Test
    void samplingSendsASeedAPromptThatDoesNotDependOnNeighbours() throws IOException {
        try (FakeEndpoint server = new FakeEndpoint(Kind.OPENAI)) {
            HttpTextGenerator generator = generator(server, GenerationDialect.COMPLETIONS);
            GenerationOptions options = new GenerationOptions(1, 0.7, 0.9, 42);
            generator.generate(List.of("a", "b"), options);
            generator.generate(List.of("c", "d", "e"), options);
            List<Integer> seeds = server.requests().stream()
                    .map(request -> request.path("seed").intValue())
                    .toList();
            assertThat(seeds.subList(2, 4)).isEqualTo(seeds.subList(0, 2));
            assertThat(seeds.subList(2, 5)).doesNotHaveDuplicates().allMatch(seed -> seed >= 0);
            JsonNode first = server.requests().get(0);
            assertThat(first.path("temperature").doubleValue()).isEqualTo(0.7);
            assertThat(first.path("top_p").doubleValue()).isEqualTo(0.9);
        }
    }

    @Test
    void anAnswerWithoutTextIsNamed() throws IOException {
        try (FakeEndpoint server = new FakeEndpoint(Kind.CHAT_ONLY)) {
            server.edit(answer -> ((ObjectNode) answer.path("choices").path(0).path("message")).putNull("content"));
            HttpTextGenerator generator = generator(server, GenerationDialect.CHAT);
            assertThat(generator.dialect()).isEqualTo(GenerationDialect.CHAT);
            assertThatThrownBy(() -> generator.generate(List.of("a"), GenerationOptions.greedy(1)))
                    .isInstanceOf(EndpointFailure.class)
                    .hasMessageContaining("prompt 0: expected choices[0].message.content to be a string, found null");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> generator.generate(List.of("a", "\udc00"), GenerationOptions.greedy(1)))
                    .withMessage("prompt 1 holds half of a surrogate pair at UTF-16 offset 0");
        }
    }
}
