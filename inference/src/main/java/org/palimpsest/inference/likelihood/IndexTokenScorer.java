package org.palimpsest.inference.likelihood;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.Tokenizer;
import org.palimpsest.corpus.index.ConcurrentQueries;
import org.palimpsest.corpus.index.InfinityGram;
import org.palimpsest.corpus.index.InfinityGramCounts;
import org.palimpsest.corpus.index.InterpolatedSmoothing;
import org.palimpsest.corpus.index.Smoothing;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import org.palimpsest.corpus.run.Fingerprint;

/**
 * The corpus itself as a reference model: the infinity-gram of an index (Liu et al. 2024, arXiv 2401.17377), smoothed so that
 * no token has probability 0. A token costs about two searches, a text one pass; texts are scored side by side.
 *
 * <p>A token that never follows the longest context that occurs has infinity-gram probability 0. What it gets instead
 * follows from {@link Options#smoothing}, and {@link #zeros} says how many there were.
 */
public final class IndexTokenScorer implements TokenScorer {
    private final InfinityGram model;
    private final SuffixArrayIndex index;
    private final @Nullable Tokenizer tokenizer;
    private final Options options;
    private final long vocabulary;
    private final String fingerprint;
    private final ConcurrentQueries queries;
    private final AtomicLong scored = new AtomicLong();
    private final AtomicLong zeros = new AtomicLong();

    /** Whether the first token of a text has a score. */
    public enum FirstToken {
        /** It has none, as without a BOS token. */
        LEFT_OUT,
        /** Its frequency in the corpus, as with a BOS token. */
        SCORED
    }

    /**
     * How texts are scored.
     *
     * @param smoothing what becomes of probabilities of 0; with {@link org.palimpsest.corpus.index.Unsmoothed} a
     *     log-probability may be minus infinity
     * @param first whether the first token has a score
     * @param longestContext tokens at most, at least 0
     * @param threads texts that are scored at a time, at least 1
     */
    public record Options(Smoothing smoothing, FirstToken first, int longestContext, int threads) {
        /**
         * Checks.
         *
         * @throws IllegalArgumentException if a number is outside its range
         */
        public Options {
            if (longestContext < 0 || threads < 1) {
                throw new IllegalArgumentException("longestContext must be at least 0 and threads at least 1, got "
                        + longestContext + " and " + threads);
            }
        }

        /**
         * A hundredth of the frequency of the token alone, no score of the first, contexts of any length, one thread.
         *
         * @return the defaults
         */
        public static Options defaults() {
            return new Options(new InterpolatedSmoothing(0.01), FirstToken.LEFT_OUT, Integer.MAX_VALUE, 1);
        }

        /**
         * Another smoothing.
         *
         * @param rule the rule
         * @return the options
         */
        public Options with(Smoothing rule) {
            return new Options(rule, first, longestContext, threads);
        }

        /**
         * With or without a score of the first token.
         *
         * @param choice which
         * @return the options
         */
        public Options with(FirstToken choice) {
            return new Options(smoothing, choice, longestContext, threads);
        }

        /**
         * Another number of threads.
         *
         * @param count at least 1
         * @return the options
         */
        public Options withThreads(int count) {
            return new Options(smoothing, first, longestContext, count);
        }
    }

    private IndexTokenScorer(
            SuffixArrayIndex index,
            @Nullable Tokenizer tokenizer,
            Options options,
            long vocabulary,
            String fingerprint) {
        this.model = InfinityGram.of(index).withLongestContext(options.longestContext());
        this.index = index;
        this.tokenizer = tokenizer;
        this.options = options;
        this.vocabulary = vocabulary;
        this.fingerprint = fingerprint;
        this.queries = ConcurrentQueries.over(index, options.threads());
    }

    /**
     * The model of a corpus.
     *
     * @param index the corpus
     * @param tokenizer makes ids of texts, and says how many there are; null where documents carry ids, whose number is
     *     then one more than the largest in the corpus
     * @param options how texts are scored
     * @return a scorer; it leaves index and tokenizer open
     * @throws IOException if the description of the index cannot be read
     */
    public static IndexTokenScorer of(SuffixArrayIndex index, @Nullable Tokenizer tokenizer, Options options)
            throws IOException {
        long vocabulary = tokenizer == null ? largestId(index) + 1 : tokenizer.vocabularySize();
        String parts = String.join(
                "|",
                "index",
                index.fingerprint(),
                tokenizer == null ? "" : tokenizer.fingerprint(),
                options.smoothing().name(),
                options.first().name(),
                Integer.toString(options.longestContext()));
        return new IndexTokenScorer(index, tokenizer, options, vocabulary, Fingerprint.sha256(parts));
    }

    private static long largestId(SuffixArrayIndex index) {
        return index.next(new int[0], Integer.MAX_VALUE).followers().stream()
                .mapToLong(follower -> Integer.toUnsignedLong(follower.token()))
                .max()
                .orElse(0);
    }

    @Override
    public List<TokenScores> score(List<Document> documents) {
        List<int[]> ids = ids(documents);
        List<double[]> logProbs = queries.each(ids, this::logProbsNats);
        List<TokenScores> scores = new ArrayList<>(documents.size());
        for (int i = 0; i < ids.size(); i++) {
            scores.add(new TokenScores(documents.get(i).id(), ids.get(i), logProbs.get(i)));
        }
        return scores;
    }

    private List<int[]> ids(List<Document> documents) {
        List<int[]> ids = new ArrayList<>(documents.size());
        for (Document document : documents) {
            int[] tokens = document.tokens();
            int[] own = tokens == null ? encoder(document).encode(document.text()) : tokens;
            for (int token : own) {
                if (token >= vocabulary) {
                    throw new IllegalArgumentException("document " + document.id() + " holds token " + token
                            + ", outside [0, " + vocabulary + ") of the index");
                }
            }
            ids.add(own);
        }
        return ids;
    }

    private Tokenizer encoder(Document document) {
        if (tokenizer == null) {
            throw new IllegalArgumentException("document " + document.id()
                    + " has no token ids, and the index was built from ids: give rows with \"tokens\"");
        }
        return tokenizer;
    }

    private double[] logProbsNats(int[] tokens) {
        int from = options.first() == FirstToken.SCORED ? 0 : Math.min(1, tokens.length);
        InfinityGramCounts known = model.counts(tokens);
        long[] contexts = known.contextCounts();
        long[] counts = known.counts();
        long[] alone = index.counts(
                Arrays.stream(tokens).mapToObj(token -> new int[] {token}).toList());
        double[] logProbs = new double[tokens.length - from];
        long total = index.tokens() + index.documents();
        for (int i = from; i < tokens.length; i++) {
            if (counts[i] == 0) {
                zeros.incrementAndGet();
            }
            logProbs[i - from] = Math.log(options.smoothing()
                    .probability(new Smoothing.Evidence(counts[i], contexts[i], alone[i], total, vocabulary + 1)));
        }
        scored.addAndGet(logProbs.length);
        return logProbs;
    }

    /** Returns how many tokens were scored so far. */
    public long scored() {
        return scored.get();
    }

    /** Returns how many of them had infinity-gram probability 0, and have what smoothing gives. */
    public long zeros() {
        return zeros.get();
    }

    /** Covers the index, its tokenizer, the smoothing, the first token and the longest context. */
    @Override
    public String fingerprint() {
        return fingerprint;
    }

    /** Ends the threads; the index stays open. */
    @Override
    public void close() {
        queries.close();
    }
}
