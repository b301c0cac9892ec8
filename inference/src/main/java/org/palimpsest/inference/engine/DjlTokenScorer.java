package org.palimpsest.inference.engine;

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
 * <p>The texts of one call are cut into {@link ContextWindow}s, sorted by length and laid into batches within a {@link
 * BatchBudget}. The batches follow from the texts and the options alone, so the same call gives the same bytes on the same
 * machine. Time is linear in the tokens, padding and repeated context included; likeliest tokens cost a second pass.
 */
public final class DjlTokenScorer implements TokenScorer {
    private final Checkpoint model;
    private final Options options;
    private final ContextWindow window;
    private final int tokensPerBatch;
    private final ScoringPass pass;

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
     * @param window how texts beyond the model's limit are cut
     * @param detail whether moments are recorded
     * @param topK how many of the likeliest tokens are recorded at every place, at least 0
     * @param budget how large a batch may be
     */
    public record Options(BeginToken begin, ContextWindow window, ScoringDetail detail, int topK, BatchBudget budget) {
        /**
         * Checks the range of every option.
         *
         * @throws IllegalArgumentException if topK is negative
         */
        public Options {
            if (topK < 0) {
                throw new IllegalArgumentException("topK must be at least 0, got " + topK);
            }
        }

        /**
         * No BOS, the model's own limit with half of it as context, log-probabilities alone, batches for a processor.
         *
         * @return the defaults
         */
        public static Options defaults() {
            return new Options(
                    BeginToken.NONE, ContextWindow.whole(), ScoringDetail.LIKELIHOODS, 0, BatchBudget.ofProcessor());
        }

        /**
         * The same with another policy for the BOS token.
         *
         * @param policy whether a BOS token precedes
         * @return new options
         */
        public Options with(BeginToken policy) {
            return new Options(policy, window, detail, topK, budget);
        }

        /**
         * The same with other windows.
         *
         * @param cut how long texts are cut
         * @return new options
         */
        public Options with(ContextWindow cut) {
            return new Options(begin, cut, detail, topK, budget);
        }

        /**
         * The same with more or less detail.
         *
         * @param recorded whether moments are recorded
         * @return new options
         */
        public Options with(ScoringDetail recorded) {
            return new Options(begin, window, recorded, topK, budget);
        }

        /**
         * The same with another bound of batches.
         *
         * @param bound how large a batch may be
         * @return new options
         */
        public Options with(BatchBudget bound) {
            return new Options(begin, window, detail, topK, bound);
        }

        /**
         * The same with the likeliest tokens.
         *
         * @param k tokens a place, at least 0
         * @return new options
         */
        public Options withTopK(int k) {
            return new Options(begin, window, detail, k, budget);
        }
    }

    /**
     * A scorer over a model that the caller closes afterwards.
     *
     * @param model the checkpoint
     * @param options how texts are scored
     * @throws IllegalArgumentException if a BOS token is asked for and the model has none, or the window or topK is more than the
     *     model has
     */
    public DjlTokenScorer(Checkpoint model, Options options) {
        if (options.begin() == BeginToken.PREPEND && model.config().beginToken() < 0) {
            throw BeginTokens.missing(model);
        }
        if (options.topK() > model.config().vocabularySize()) {
            throw new IllegalArgumentException(
                    "topK must be in [0, " + model.config().vocabularySize() + "], got " + options.topK());
        }
        this.model = model;
        this.options = options;
        this.window = options.window().within(model.config().maxPositions());
        this.tokensPerBatch = options.budget().tokens(model.config(), model.precision());
        this.pass = new ScoringPass(model, options.detail(), options.topK());
    }

    @Override
    public List<TokenScores> score(List<Document> documents) {
        List<int[]> tokens = tokens(documents);
        List<ScoringPass.Sequence> sequences = new ArrayList<>(tokens.size());
        List<ScoringPass.Part> parts = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            int[] input = input(documents.get(i).id(), tokens.get(i));
            ScoringPass.Sequence sequence =
                    new ScoringPass.Sequence(input, Math.max(0, input.length - 1), options.detail(), options.topK());
            sequences.add(sequence);
            window.cut(input.length).forEach(piece -> parts.add(new ScoringPass.Part(sequence, piece)));
        }
        run(parts);
        return IntStream.range(0, tokens.size())
                .mapToObj(i -> sequences.get(i).scores(documents.get(i).id(), tokens.get(i)))
                .toList();
    }

    /** Longest first, so that a lack of memory shows at once; equal lengths keep their order. */
    private void run(List<ScoringPass.Part> parts) {
        ScoringPass.Part[] order = parts.toArray(ScoringPass.Part[]::new);
        Arrays.sort(order, Comparator.comparingInt(part -> -part.piece().length()));
        for (int from = 0; from < order.length; ) {
            int rows = Math.max(1, tokensPerBatch / order[from].piece().length());
            int to = Math.min(order.length, from + rows);
            pass.run(Arrays.asList(order).subList(from, to));
            from = to;
        }
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
        int width = model.config().vocabularySize();
        for (int token : tokens) {
            if (token < 0 || token >= width) {
                throw new IllegalArgumentException(
                        "document " + id + " holds token " + token + ", outside [0, " + width + ")");
            }
        }
        if (options.begin() == BeginToken.NONE) {
            return tokens;
        }
        int[] input = new int[tokens.length + 1];
        input[0] = model.config().beginToken();
        System.arraycopy(tokens, 0, input, 1, tokens.length);
        return input;
    }

    /**
     * How many tokens of one text the model reads at once, BOS included.
     *
     * @return the length of the window
     */
    public int windowTokens() {
        return window.length();
    }

    /** Covers the files of the model, its tokenizer among them, the precision, BOS, window, context and what is recorded. */
    @Override
    public String fingerprint() {
        return Fingerprint.sha256(String.join(
                "|",
                model.fingerprint(),
                model.precision().name().toLowerCase(Locale.ROOT),
                options.begin().name(),
                window.length() + "/" + window.context(),
                options.detail().name(),
                Integer.toString(options.topK())));
    }

    @Override
    public void close() {
        pass.close();
    }
}
