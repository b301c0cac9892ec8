package org.palimpsest.inference.endpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code /v1/completions} to {@code echo} with {@code logprobs}: parallel lists {@code tokens}, {@code
 * token_logprobs} and {@code text_offset} over the prompt and what was written after it. vLLM adds {@code
 * prompt_token_ids} when asked.
 */
final class EchoAnswer {
    private EchoAnswer() {}

    static ReadTokens read(Shape answer) {
        Shape choice = answer.choice();
        Shape logProbs = choice.field("logprobs");
        List<Shape> tokens = logProbs.field("tokens").list();
        List<Shape> values = sized(logProbs.field("token_logprobs"), tokens.size());
        List<@Nullable String> strings = new ArrayList<>(tokens.size());
        double[] nats = new double[tokens.size()];
        for (int i = 0; i < nats.length; i++) {
            strings.add(tokens.get(i).string());
            nats[i] = i == 0 && values.get(i).isAbsent() ? Double.NaN : LogProbs.read(values.get(i));
        }
        int[] offsets = offsets(logProbs.field("text_offset"), tokens.size());
        int written = Completion.written(answer, choice);
        int[] ids = ids(choice, tokens.size(), written);
        boolean spelt = !named(strings, ids);
        return new ReadTokens(spelt ? strings : Arrays.asList(new String[nats.length]), ids, nats, offsets, written);
    }

    /** Whether every token is named by its id, as vLLM can be told to; the ids are then taken. */
    private static boolean named(List<@Nullable String> strings, int[] ids) {
        if (!strings.stream().allMatch(token -> token != null && token.matches("token_id:[0-9]{1,9}"))) {
            return false;
        }
        for (int i = 0; i < ids.length; i++) {
            ids[i] = Integer.parseInt(String.valueOf(strings.get(i)).substring("token_id:".length()));
        }
        return true;
    }

    private static List<Shape> sized(Shape place, int size) {
        List<Shape> items = place.list();
        if (items.size() != size) {
            throw place.expected("a list of " + size + ", one for each token");
        }
        return items;
    }

    /** Offsets never fall; their unit is the server's affair. */
    private static int @Nullable [] offsets(Shape place, int size) {
        if (place.isAbsent()) {
            return null;
        }
        int[] offsets = new int[size];
        List<Shape> items = sized(place, size);
        for (int i = 0; i < size; i++) {
            offsets[i] = items.get(i).wholeNumber();
            if (i > 0 && offsets[i] < offsets[i - 1]) {
                throw items.get(i).expected("at least " + offsets[i - 1] + ", where the token before begins");
            }
        }
        return offsets;
    }

    private static int[] ids(Shape choice, int size, int written) {
        int[] ids = new int[size];
        Arrays.fill(ids, ReadTokens.NO_ID);
        Shape place = choice.field("prompt_token_ids");
        if (!place.isAbsent()) {
            List<Shape> given = place.list();
            boolean fits = written == ReadTokens.NOT_SAID
                    ? given.size() == size || given.size() == size - 1
                    : given.size() == size - written;
            if (!fits) {
                throw place.expected("one id for each token of the prompt, of " + size + " tokens in all");
            }
            for (int i = 0; i < given.size(); i++) {
                ids[i] = given.get(i).wholeNumber();
            }
        }
        return ids;
    }
}
