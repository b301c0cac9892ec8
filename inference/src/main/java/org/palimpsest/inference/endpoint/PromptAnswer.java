package org.palimpsest.inference.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of vLLM to {@code prompt_logprobs}: a list with an entry a token of the prompt, null for the first, else an
 * object whose keys are token ids, with {@code logprob}, {@code rank} and {@code decoded_token}. An entry holds the token
 * that was read and the likeliest one, which may be the same.
 */
final class PromptAnswer {
    private static final String LOG_PROB = "logprob";

    private PromptAnswer() {}

    static Shape place(Shape answer) {
        Shape beside = answer.field("prompt_logprobs");
        return beside.isAbsent() ? answer.choice().field("prompt_logprobs") : beside;
    }

    /**
     * Reads an answer.
     *
     * @param answer the answer
     * @param sent the ids that were sent, or null where text was
     */
    static ReadTokens read(Shape answer, int @Nullable [] sent) {
        Shape place = place(answer);
        List<Shape> entries = place.list();
        if (sent != null && sent.length != entries.size()) {
            throw place.expected("a list of " + sent.length + ", one for each token sent");
        }
        int[] ids = sent == null ? ids(answer, entries.size()) : sent.clone();
        List<@Nullable String> strings = new ArrayList<>(ids.length);
        double[] nats = new double[ids.length];
        for (int i = 0; i < ids.length; i++) {
            if (i == 0 && entries.get(i).isAbsent()) {
                strings.add(null);
                nats[i] = Double.NaN;
                continue;
            }
            Shape token = chosen(entries.get(i), ids[i]);
            ids[i] = id(token);
            nats[i] = LogProbs.read(token.field(LOG_PROB));
            JsonNode decoded = token.field("decoded_token").node();
            strings.add(decoded.isTextual() ? decoded.textValue() : null);
        }
        return new ReadTokens(strings, ids, nats, null, 0);
    }

    private static int[] ids(Shape answer, int size) {
        int[] ids = new int[size];
        Shape place = answer.choice().field("prompt_token_ids");
        List<Shape> given = place.isAbsent() ? List.of() : place.list();
        if (!place.isAbsent() && given.size() != size) {
            throw place.expected("a list of " + size + ", as long as prompt_logprobs");
        }
        for (int i = 0; i < size; i++) {
            ids[i] = given.isEmpty() ? ReadTokens.NO_ID : given.get(i).wholeNumber();
        }
        return ids;
    }

    /** The token that was read: by its id where that is known, else the only one, else the one that is not the likeliest. */
    private static Shape chosen(Shape entry, int id) {
        if (!entry.node().isObject() || entry.node().isEmpty()) {
            throw entry.expected("an object of tokens");
        }
        if (id != ReadTokens.NO_ID) {
            Shape token = entry.field(Integer.toString(id));
            if (token.isAbsent()) {
                throw entry.expected("an object with token " + id + ", which was read");
            }
            return token;
        }
        List<Shape> lesser = new ArrayList<>();
        List<Shape> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> named : entry.node().properties()) {
            Shape token = entry.field(named.getKey());
            all.add(token);
            if (token.field("rank").node().asInt(1) > 1) {
                lesser.add(token);
            }
        }
        List<Shape> candidates = all.size() == 1 ? all : lesser;
        if (candidates.size() != 1) {
            throw entry.expected("the token that was read and at most the likeliest one, told apart by rank");
        }
        return candidates.get(0);
    }

    private static int id(Shape token) {
        String name = token.path().substring(token.path().lastIndexOf('.') + 1);
        if (!name.matches("[0-9]{1,9}")) {
            throw token.expected("under a token id, a whole number from 0 on", "\"" + name + "\"");
        }
        return Integer.parseInt(name);
    }
}
