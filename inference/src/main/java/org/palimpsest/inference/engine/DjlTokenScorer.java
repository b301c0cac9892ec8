package org.palimpsest.inference.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.inference.likelihood.TokenScorer;
import org.palimpsest.inference.likelihood.TokenScores;

/**
 * Scores texts under a local checkpoint.
 *
 * <p>Texts of one call are sorted by length and laid into batches of at most {@code tokensPerBatch} tokens, so memory
 * is bounded by that option: about {@code 8 d tokensPerBatch} numbers for the hidden states and 256 V for the logits.
 * Time is linear in the tokens, padding included.
 */
public final class DjlTokenScorer implements TokenScorer {
    private final Checkpoint model;
    private final Options options;
    private final TorchModule program;

    /** Whether a BOS token precedes every text. */
    public enum BeginToken {
        /** The first token has no score. */
        NONE,
        /** The model's BOS token precedes, so that the first token has one. */
        PREPEND
    }

    /**
     * How texts are scored.
     *
     * @param begin whether a BOS token precedes
     * @param tokensPerBatch most tokens in one forward pass, at least 1; a longer text still goes alone
     */
    public record Options(BeginToken begin, int tokensPerBatch) {
        /** Checks the range of every option. */
        public Options {
            if (tokensPerBatch < 1) {
                throw new IllegalArgumentException("tokensPerBatch must be at least 1, got " + tokensPerBatch);
            }
        }

        /**
         * No BOS, 2,048 tokens a batch.
         *
         * @return the defaults
         */
        public static Options defaults() {
            return new Options(BeginToken.NONE, 2048);
        }

        /**
         * The same with another policy for the BOS token.
         *
         * @param policy whether a BOS token precedes
         * @return new options
         */
        public Options with(BeginToken policy) {
            return new Options(policy, tokensPerBatch);
        }
    }

    /**
     * A scorer over a model that the caller closes afterwards.
     *
     * @param model the checkpoint
     * @param options how texts are scored
     * @throws IllegalArgumentException if a BOS token is asked for and the model has none
     */
    public DjlTokenScorer(Checkpoint model, Options options) {
        if (options.begin() == BeginToken.PREPEND && model.config().beginToken() < 0) {
            throw new IllegalArgumentException("the model has no BOS token (bos_token_id in "
                    + model.folder().resolve("config.json") + ")");
        }
        this.model = model;
        this.options = options;
        this.program = TorchModule.load(model.manager(), model.config().program());
    }

    @Override
    public List<TokenScores> score(List<Document> documents) {
        List<int[]> tokens = tokens(documents);
        List<int[]> inputs = new ArrayList<>(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            inputs.add(input(documents.get(i).id(), tokens.get(i)));
        }
        Integer[] order = IntStream.range(0, inputs.size()).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingInt((Integer i) -> -inputs.get(i).length));
        double[][] scores = new double[inputs.size()][];
        for (int from = 0; from < order.length; ) {
            int rows = Math.max(1, options.tokensPerBatch() / inputs.get(order[from]).length);
            int to = Math.min(order.length, from + rows);
            scoreBatch(inputs, Arrays.asList(order).subList(from, to), scores);
            from = to;
        }
        return IntStream.range(0, inputs.size())
                .mapToObj(i -> new TokenScores(documents.get(i).id(), tokens.get(i), scores[i]))
                .toList();
    }

    private List<int[]> tokens(List<Document> documents) {
        List<String> texts = documents.stream()
                .filter(d -> d.tokens() == null)
                .map(Document::text)
                .toList();
        List<int[]> encoded = texts.isEmpty() ? List.of() : model.tokenizer().encodeAll(texts);
        List<int[]> tokens = new ArrayList<>(documents.size());
        int next = 0;
        for (Document document : documents) {
            int[] given = document.tokens();
            tokens.add(given == null ? encoded.get(next++) : given);
        }
        return tokens;
    }

    private int[] input(String id, int[] tokens) {
        boolean begin = options.begin() == BeginToken.PREPEND;
        int[] input = new int[tokens.length + (begin ? 1 : 0)];
        if (begin) {
            input[0] = model.config().beginToken();
        }
        System.arraycopy(tokens, 0, input, begin ? 1 : 0, tokens.length);
        if (input.length < 2) {
            throw new IllegalArgumentException("document " + id + " has " + tokens.length
                    + " tokens, too few to have a score; give it text, or score with a BOS token");
        }
        if (input.length - 1 > model.config().maxPositions()) {
            throw new IllegalArgumentException("document " + id + " has " + tokens.length + " tokens, the model reads "
                    + model.config().maxPositions() + "; cut it into pieces");
        }
        for (int token : input) {
            if (token < 0 || token >= model.config().vocabularySize()) {
                throw new IllegalArgumentException("document " + id + " holds token " + token + ", outside [0, "
                        + model.config().vocabularySize() + ")");
            }
        }
        return input;
    }

    private void scoreBatch(List<int[]> inputs, List<Integer> members, double[][] scores) {
        TokenBatch batch = TokenBatch.of(members.stream().map(inputs::get).toList());
        try (NDManager scope = model.manager().newSubManager()) {
            NDArray result = program.call(
                            "score",
                            TorchModule.Mode.INFERENCE,
                            List.of(
                                    TorchModule.Argument.of(batch.inputs(scope)),
                                    TorchModule.Argument.of(batch.realRows(scope)),
                                    TorchModule.Argument.of(batch.realTargets(scope)),
                                    TorchModule.Argument.of(model.weights())))
                    .singletonOrThrow();
            float[] flat = result.toFloatArray();
            int next = 0;
            for (int member : members) {
                double[] own = new double[inputs.get(member).length - 1];
                for (int i = 0; i < own.length; i++) {
                    own[i] = flat[next++];
                }
                scores[member] = own;
            }
        }
    }

    @Override
    public String fingerprint() {
        return Fingerprint.sha256(
                model.fingerprint() + "|" + model.precision().name().toLowerCase(Locale.ROOT) + "|" + options.begin());
    }

    @Override
    public void close() {
        program.close();
    }
}
