package org.palimpsest.inference.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.stats.RandomStream;

/** The bodies of requests. Every request writes one token at least: some servers take 0 for no limit. */
final class Question {
    static final String COMPLETIONS = "completions";
    static final String CHAT = "chat/completions";
    static final String LLAMA_COMPLETION = "completion";
    static final String LLAMA_TOKENIZE = "tokenize";

    private static final String PROMPT = "prompt";
    private static final String MAX_TOKENS = "max_tokens";
    private static final String TEMPERATURE = "temperature";
    private static final String LOG_PROBS = "logprobs";
    private static final String RETURN_IDS = "return_token_ids";

    private Question() {}

    /** One token after a text. */
    static ObjectNode plain(String model, String text) {
        return oneToken(model).put(PROMPT, text);
    }

    /** One token after tokens. */
    static ObjectNode plain(String model, int[] ids) {
        return oneToken(model).set(PROMPT, array(ids));
    }

    private static ObjectNode oneToken(String model) {
        return StrictJson.newObject().put("model", model).put(MAX_TOKENS, 1).put(TEMPERATURE, 0);
    }

    /** Asks for log-probabilities by echo. */
    static ObjectNode withEcho(ObjectNode question) {
        return question.put("echo", true).put(LOG_PROBS, 1);
    }

    /** Asks for log-probabilities by prompt_logprobs. */
    static ObjectNode withPromptLogProbs(ObjectNode question) {
        return question.put("prompt_logprobs", 1);
    }

    /** Asks for log-probabilities of what is written. */
    static ObjectNode withLogProbs(ObjectNode question) {
        return question.put(LOG_PROBS, 1);
    }

    /** Asks for token ids. */
    static ObjectNode withIds(ObjectNode question) {
        return question.put(RETURN_IDS, true);
    }

    static ObjectNode generation(
            GenerationDialect dialect, String model, String prompt, int index, GenerationOptions options) {
        ObjectNode question = StrictJson.newObject();
        if (dialect == GenerationDialect.LLAMA_CPP) {
            question.put(PROMPT, prompt).put("n_predict", options.maxNewTokens());
        } else {
            question.put("model", model).put(MAX_TOKENS, options.maxNewTokens());
            if (dialect == GenerationDialect.CHAT) {
                question.putArray("messages").addObject().put("role", "user").put("content", prompt);
            } else {
                question.put(PROMPT, prompt);
            }
        }
        question.put(TEMPERATURE, options.temperature());
        if (options.temperature() > 0) {
            question.put("top_p", options.topP());
            question.put(
                    "seed",
                    RandomStream.of(options.seed(), "endpoint prompt " + index).nextInt(Integer.MAX_VALUE));
        }
        return question;
    }

    /** Says how many tokens stay, 0 for all, where the server understands it. */
    static void withTopK(ObjectNode question, SamplerDialect sampler, int topK) {
        switch (sampler) {
            case PLAIN -> {}
            case VLLM -> question.put("top_k", topK == 0 ? -1 : topK).put("min_p", 0);
            case LLAMA_CPP -> question.put("top_k", topK).put("min_p", 0);
        }
    }

    private static ArrayNode array(int[] ids) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(ids.length);
        for (int id : ids) {
            array.add(id);
        }
        return array;
    }

    /** About how many tokens a text has: one for every four bytes. */
    static long tokens(String text) {
        return (TextSize.utf8Bytes(text) + 3) / 4;
    }
}
