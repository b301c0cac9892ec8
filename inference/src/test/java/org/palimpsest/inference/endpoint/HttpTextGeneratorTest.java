package org.palimpsest.inference.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.palimpsest.inference.endpoint.FakeEndpoint.Kind;
import org.palimpsest.inference.generation.GenerationOptions;

class HttpTextGeneratorTest {
    private static HttpTextGenerator generator(FakeEndpoint server, GenerationDialect dialect) {
        return new HttpTextGenerator(
                new JsonClient(
                        server.reference(),
                        ApiKey.none(),
                        EndpointOptions.defaults().withConcurrency(1),
                        new FakeTime()),
                dialect);
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
