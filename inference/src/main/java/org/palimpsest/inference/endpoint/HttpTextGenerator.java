package org.palimpsest.inference.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.inference.generation.TextGenerator;

/**
 * Text from an endpoint, a request a prompt, several at once, in the order of the prompts. Every prompt is sent with a
 * seed of its own, drawn from the options' seed and its place; whether the server honours it is the server's affair.
 *
 * <p>A server cuts the distribution as it was set up to, unless a request says otherwise: vLLM as the model's own
 * {@code generation_config.json}, llama.cpp to 40 tokens. So where it was recognised ({@link SamplerDialect}) every sampling
 * request says how many tokens stay, all of them included, and switches {@code min_p} off.
 */
public final class HttpTextGenerator implements TextGenerator {
    private final JsonClient client;
    private final GenerationDialect dialect;
    private final SamplerDialect sampler;

    HttpTextGenerator(JsonClient client, GenerationDialect dialect, SamplerDialect sampler) {
        this.client = client;
        this.dialect = dialect;
        this.sampler = sampler;
    }

    /** Returns how text is asked for: with {@link GenerationDialect#CHAT} it answers a prompt and does not continue it. */
    public GenerationDialect dialect() {
        return dialect;
    }

    /**
     * Has every prompt continued, or answered.
     *
     * @param prompts the prompts
     * @param options how
     * @return what the model wrote, without the prompt, in the same order
     * @throws IllegalArgumentException if a prompt is no Unicode text, or tokens are drawn from the {@code topK} likeliest and
     *     the endpoint was not seen to be a server that takes {@code top_k}
     * @throws EndpointFailure if the endpoint cannot be reached, refuses, or answers what is no answer
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    @Override
    public List<String> generate(List<String> prompts, GenerationOptions options) {
        if (options.temperature() > 0 && options.topK() > 0 && sampler == SamplerDialect.PLAIN) {
            throw new IllegalArgumentException(
                    client.reference().about(null) + "topK must be 0 (all tokens), got " + options.topK()
                            + ": only vLLM and llama.cpp's server take top_k, and the probe recognised neither");
        }
        for (int i = 0; i < prompts.size(); i++) {
            int lone = TextSize.loneSurrogate(prompts.get(i));
            if (lone >= 0) {
                throw new IllegalArgumentException(
                        "prompt " + i + " holds half of a surrogate pair at UTF-16 offset " + lone);
            }
        }
        return OrderedWork.run(
                prompts.size(), client.options().concurrency(), index -> generate(prompts.get(index), index, options));
    }

    private String generate(String prompt, int index, GenerationOptions options) {
        EndpointReference reference = client.reference();
        String subject = "prompt " + index;
        ObjectNode question = Question.generation(dialect, reference.model(), prompt, index, options);
        if (options.temperature() > 0) {
            Question.withTopK(question, sampler, options.topK());
        }
        long cost = Question.tokens(prompt) + options.maxNewTokens();
        JsonNode answer = client.post(
                switch (dialect) {
                    case COMPLETIONS -> reference.api(Question.COMPLETIONS);
                    case CHAT -> reference.api(Question.CHAT);
                    case LLAMA_CPP -> reference.beside(Question.LLAMA_COMPLETION);
                },
                question,
                subject,
                cost);
        return text(Shape.of(answer, reference.about(subject)), dialect);
    }

    /** The text of an answer. */
    static String text(Shape answer, GenerationDialect dialect) {
        return switch (dialect) {
            case COMPLETIONS -> answer.choice().field("text").string();
            case CHAT -> answer.choice().field("message").field("content").string();
            case LLAMA_CPP -> answer.field("content").string();
        };
    }
}
