package org.palimpsest.inference.engine;

import java.util.ArrayList;
import java.util.List;
import org.palimpsest.inference.generation.BeamOptions;
import org.palimpsest.inference.generation.BeamSearch;
import org.palimpsest.inference.generation.Continuation;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.inference.generation.Hypothesis;
import org.palimpsest.inference.generation.SampledGeneration;
import org.palimpsest.inference.generation.TextGenerator;
import org.palimpsest.inference.generation.TextPrompt;
import org.palimpsest.inference.generation.TokenPrompt;

/**
 * Continues texts with a local checkpoint. What has been read is kept, so every new token costs one step; prompts of any
 * lengths are read side by side. The model's end tokens end a text. Where the model has a BOS token it precedes every text;
 * prompts of tokens are read as they are.
 *
 * <p>Greedy text is that of the model reading each prompt alone, again and again, token for token, unless the two largest
 * logits of a step are closer than the rounding of 32-bit sums (about 1e-4): {@link Continuation#smallestGap()} says how
 * close they came.
 */
public final class DjlTextGenerator implements TextGenerator, AutoCloseable {
    private final Checkpoint model;
    private final TorchModule program;
    private final CachedModel cached;

    /**
     * What generation may use.
     *
     * @param rows most texts that are continued side by side, at least 1
     * @param cacheBytes most bytes of kept keys and values, at least 1; a single text goes on even if it needs more
     */
    public record Options(int rows, long cacheBytes) {
        /**
         * Checks the range of every option.
         *
         * @throws IllegalArgumentException if an option is outside its range
         */
        public Options {
            if (rows < 1) {
                throw new IllegalArgumentException("rows must be at least 1, got " + rows);
            }
            if (cacheBytes < 1) {
                throw new IllegalArgumentException("cacheBytes must be at least 1, got " + cacheBytes);
            }
        }

        /**
         * 32 texts, 512 MiB.
         *
         * @return the defaults
         */
        public static Options defaults() {
            return new Options(32, 512L << 20);
        }
    }

    /**
     * A generator over a model that the caller closes afterwards.
     *
     * @param model the checkpoint
     */
    public DjlTextGenerator(Checkpoint model) {
        this(model, Options.defaults());
    }

    /**
     * A generator over a model that the caller closes afterwards.
     *
     * @param model the checkpoint
     * @param options what it may use
     */
    public DjlTextGenerator(Checkpoint model, Options options) {
        this.model = model;
        this.program = TorchModule.load(model.manager(), model.config().program());
        this.cached = new CachedModel(model, program, options);
    }

    @Override
    public List<String> generate(List<String> prompts, GenerationOptions options) {
        List<TextPrompt> numbered = new ArrayList<>(prompts.size());
        for (int i = 0; i < prompts.size(); i++) {
            numbered.add(new TextPrompt(Integer.toString(i), 0, prompts.get(i)));
        }
        return generateSamples(numbered, options);
    }

    @Override
    public List<String> generateSamples(List<TextPrompt> prompts, GenerationOptions options) {
        List<int[]> encoded = model.tokenizer()
                .encodeAll(prompts.stream().map(TextPrompt::text).toList());
        List<TokenPrompt> starts = new ArrayList<>(prompts.size());
        for (int i = 0; i < prompts.size(); i++) {
            TextPrompt prompt = prompts.get(i);
            starts.add(new TokenPrompt(prompt.id(), prompt.sample(), start(encoded.get(i), options.maxNewTokens())));
        }
        return generateTokens(starts, options).stream()
                .map(written -> model.tokenizer().decode(written.tokens()))
                .toList();
    }

    /**
     * Continues tokens.
     *
     * @param prompts what to continue; id and sample number together are unique
     * @param options how
     * @return the continuations, in the order of the prompts
     * @throws IllegalArgumentException if a prompt and its continuation do not fit the model's positions, or an id is
     *     outside its vocabulary
     */
    public List<Continuation> generateTokens(List<TokenPrompt> prompts, GenerationOptions options) {
        return new SampledGeneration(options).generate(cached, prompts);
    }

    /**
     * Searches the likeliest continuations of tokens.
     *
     * @param prompts token ids, at least one each
     * @param options how
     * @return for every prompt the hypotheses, the best first
     * @throws IllegalArgumentException if a prompt and its continuation do not fit the model's positions, or an id is
     *     outside its vocabulary
     */
    public List<List<Hypothesis>> beams(List<int[]> prompts, BeamOptions options) {
        return new BeamSearch(options).search(cached, prompts);
    }

    private int[] start(int[] prompt, int newTokens) {
        int[] start = BeginTokens.before(model.config(), prompt);
        if (start.length == 0) {
            throw new IllegalArgumentException("a prompt must not be empty for a model without a BOS token");
        }
        if (start.length + newTokens > model.config().maxPositions()) {
            throw new IllegalArgumentException("a prompt of " + prompt.length + " tokens and " + newTokens
                    + " new ones exceed the model's " + model.config().maxPositions() + " positions");
        }
        return start;
    }

    @Override
    public void close() {
        program.close();
    }
}
