package org.palimpsest.inference.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.inference.generation.NextToken;
import org.palimpsest.inference.generation.TextGenerator;
import org.palimpsest.stats.RandomStream;

/**
 * Continues texts with a local checkpoint. Every step reads the whole text again: cost grows with the square of the
 * length, which is right for the few words that the last-k words test asks for. The model's end token ends a text.
 */
public final class DjlTextGenerator implements TextGenerator, AutoCloseable {
    private static final int ROWS = 32;

    private final Checkpoint model;
    private final TorchModule program;

    /**
     * A generator over a model that the caller closes afterwards.
     *
     * @param model the checkpoint
     */
    public DjlTextGenerator(Checkpoint model) {
        this.model = model;
        this.program = TorchModule.load(model.manager(), model.config().program());
    }

    @Override
    public List<String> generate(List<String> prompts, GenerationOptions options) {
        List<String> texts = new ArrayList<>(prompts.size());
        for (int from = 0; from < prompts.size(); from += ROWS) {
            List<String> part = prompts.subList(from, Math.min(prompts.size(), from + ROWS));
            texts.addAll(generatePart(part, from, options));
        }
        return texts;
    }

    private List<String> generatePart(List<String> prompts, int first, GenerationOptions options) {
        List<Continuation> rows = new ArrayList<>();
        List<int[]> encoded = model.tokenizer().encodeAll(prompts);
        for (int i = 0; i < prompts.size(); i++) {
            rows.add(new Continuation(
                    start(encoded.get(i), options), RandomStream.of(options.seed(), "prompt " + (first + i))));
        }
        for (int step = 0; step < options.maxNewTokens(); step++) {
            List<Continuation> open = rows.stream().filter(r -> !r.ended).toList();
            if (open.isEmpty()) {
                break;
            }
            advance(open, options);
        }
        return rows.stream().map(r -> model.tokenizer().decode(r.written())).toList();
    }

    private int[] start(int[] prompt, GenerationOptions options) {
        int begin = model.config().beginToken() >= 0 ? 1 : 0;
        int[] start = new int[prompt.length + begin];
        if (begin == 1) {
            start[0] = model.config().beginToken();
        }
        System.arraycopy(prompt, 0, start, begin, prompt.length);
        if (start.length == 0) {
            throw new IllegalArgumentException("a prompt must not be empty for a model without a BOS token");
        }
        if (start.length + options.maxNewTokens() > model.config().maxPositions()) {
            throw new IllegalArgumentException("a prompt of " + prompt.length + " tokens and " + options.maxNewTokens()
                    + " new ones exceed the model's " + model.config().maxPositions() + " positions");
        }
        return start;
    }

    private void advance(List<Continuation> open, GenerationOptions options) {
        List<int[]> sequences = open.stream()
                .map(r -> Arrays.copyOf(r.tokens, r.tokens.length + 1))
                .toList();
        TokenBatch batch = TokenBatch.of(sequences);
        long[] last = new long[open.size()];
        for (int row = 0; row < last.length; row++) {
            last[row] = (long) row * batch.length() + open.get(row).tokens.length - 1;
        }
        try (NDManager scope = model.manager().newSubManager()) {
            NDArray logits = program.call(
                            "next",
                            TorchModule.Mode.INFERENCE,
                            List.of(
                                    TorchModule.Argument.of(batch.inputs(scope)),
                                    TorchModule.Argument.of(scope.create(last)),
                                    TorchModule.Argument.of(model.weights())))
                    .singletonOrThrow();
            float[] flat = logits.toFloatArray();
            int width = model.config().vocabularySize();
            for (int row = 0; row < last.length; row++) {
                float[] own = Arrays.copyOfRange(flat, row * width, (row + 1) * width);
                open.get(row)
                        .append(
                                NextToken.choose(own, options, open.get(row).random),
                                model.config().endTokens());
            }
        }
    }

    @Override
    public void close() {
        program.close();
    }

    /** A prompt and what has been written after it. */
    private static final class Continuation {
        private final RandomGenerator random;
        private final int promptLength;
        private int[] tokens;
        private boolean ended;

        Continuation(int[] prompt, RandomGenerator random) {
            this.tokens = prompt;
            this.promptLength = prompt.length;
            this.random = random;
        }

        void append(int token, List<Integer> endTokens) {
            if (endTokens.contains(token)) {
                ended = true;
                return;
            }
            tokens = Arrays.copyOf(tokens, tokens.length + 1);
            tokens[tokens.length - 1] = token;
        }

        int[] written() {
            return Arrays.copyOfRange(tokens, promptLength, tokens.length);
        }
    }
}
