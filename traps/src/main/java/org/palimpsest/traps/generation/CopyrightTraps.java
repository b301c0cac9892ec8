package org.palimpsest.traps.generation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.Tokenizer;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.inference.generation.TextGenerator;
import org.palimpsest.inference.likelihood.TokenScorer;
import org.palimpsest.inference.likelihood.TokenScores;
import org.palimpsest.stats.RandomStream;

/**
 * Copyright traps: texts that a model writes from nothing at several temperatures, of one length in its tokens, spread over buckets
 * of its own perplexity {@code exp(-mean log-likelihood)}.
 *
 * <p>A text is cut to the first {@code length} tokens and kept if it reads back to the same tokens ({@code encode(decode(ids)) =
 * ids}), its integer perplexity has room left, and the Jaccard index of its token set with that of every text kept before is at most
 * {@code jaccard}. Texts of a bucket are shuffled and grouped by {@code controls + 1}: the candidates of a trap. Which of them is
 * published is drawn later, so all have passed the same filters. What the model does not write is missing from the list and said in
 * it; it is never taken from elsewhere. The same seed, model and options give the same list.
 *
 * <p>Meeus, Shilov, Faysse and de Montjoye, "Copyright Traps for Large Language Models", ICML 2024, arXiv 2402.09363,
 * and its published generator (lengths 25, 50, 100; temperatures 0.5 to 4; perplexity 1 to 100; Jaccard 0.2).
 */
public final class CopyrightTraps {
    private static final double DEFAULT_JACCARD = 0.2;
    private static final int DEFAULT_BATCH = 64;
    private static final int DEFAULT_BUDGET = 100_000;

    private final TextGenerator generator;
    private final TokenScorer scorer;
    private final Tokenizer tokenizer;
    private final Options options;

    /**
     * How traps are made.
     *
     * @param length tokens of a text, 2 or more
     * @param temperatures the model writes a batch at each in turn; one or more, each finite and above 0
     * @param buckets ranges of perplexity that do not overlap, one or more
     * @param quota how texts spread inside a bucket
     * @param jaccard largest Jaccard index of the token sets of two texts, in [0, 1]
     * @param batch texts that are written at a time, 1 or more
     * @param budget most texts that are written in all, 1 or more
     */
    public record Options(
            int length,
            List<Double> temperatures,
            List<PerplexityBucket> buckets,
            PerplexityQuota quota,
            double jaccard,
            int batch,
            int budget) {
        /**
         * Checks and copies.
         *
         * @throws IllegalArgumentException if an option is out of range, or buckets overlap
         */
        public Options {
            temperatures = List.copyOf(temperatures);
            buckets = List.copyOf(buckets);
            if (length < 2) {
                throw new IllegalArgumentException("length must be 2 or more, got " + length);
            }
            if (temperatures.isEmpty() || !temperatures.stream().allMatch(t -> t > 0 && Double.isFinite(t))) {
                throw new IllegalArgumentException(
                        "temperatures must be one or more, each finite and above 0, got " + temperatures);
            }
            if (buckets.isEmpty()) {
                throw new IllegalArgumentException("buckets must be one or more, got none");
            }
            for (PerplexityBucket bucket : buckets) {
                if (buckets.stream().anyMatch(b -> !b.equals(bucket) && b.contains(bucket.from()))
                        || Collections.frequency(buckets, bucket) > 1) {
                    throw new IllegalArgumentException("buckets must not overlap, got " + buckets);
                }
            }
            if (!(jaccard >= 0 && jaccard <= 1)) {
                throw new IllegalArgumentException("jaccard must be in [0, 1], got " + jaccard);
            }
            if (batch < 1 || budget < 1) {
                throw new IllegalArgumentException(
                        "batch and budget must be 1 or more, got " + batch + " and " + budget);
            }
        }

        /**
         * The paper's options for a length: temperatures 0.5, 1, ..., 3.5, for 100 tokens and more 0.5, 0.75, ..., 7.75; ten
         * buckets; as many texts for every integer perplexity; Jaccard 0.2. At most 100,000 texts, 64 at a time.
         *
         * @param length tokens of a text, 2 or more
         * @return the options
         * @throws IllegalArgumentException if out of range
         */
        public static Options ofLength(int length) {
            double step = length >= 100 ? 0.25 : 0.5;
            int steps = length >= 100 ? 30 : 7;
            return new Options(
                    length,
                    IntStream.range(0, steps).mapToObj(i -> 0.5 + i * step).toList(),
                    PerplexityBucket.ofPaper(),
                    PerplexityQuota.EVEN,
                    DEFAULT_JACCARD,
                    DEFAULT_BATCH,
                    DEFAULT_BUDGET);
        }

        /**
         * The same with other temperatures.
         *
         * @param values one or more, each finite and above 0
         * @return new options
         */
        public Options withTemperatures(List<Double> values) {
            return new Options(length, values, buckets, quota, jaccard, batch, budget);
        }

        /**
         * The same with other buckets.
         *
         * @param ranges one or more that do not overlap
         * @return new options
         */
        public Options withBuckets(List<PerplexityBucket> ranges) {
            return new Options(length, temperatures, ranges, quota, jaccard, batch, budget);
        }

        /**
         * The same with another quota.
         *
         * @param rule how texts spread inside a bucket
         * @return new options
         */
        public Options withQuota(PerplexityQuota rule) {
            return new Options(length, temperatures, buckets, rule, jaccard, batch, budget);
        }

        /**
         * The same with another limit of likeness.
         *
         * @param index in [0, 1]
         * @return new options
         */
        public Options withJaccard(double index) {
            return new Options(length, temperatures, buckets, quota, index, batch, budget);
        }

        /**
         * The same with another budget.
         *
         * @param texts most texts that are written in all, 1 or more
         * @return new options
         */
        public Options withBudget(int texts) {
            return new Options(length, temperatures, buckets, quota, jaccard, batch, texts);
        }
    }

    /**
     * A maker of copyright traps.
     *
     * @param generator the model as a writer
     * @param scorer the same model as a reader
     * @param tokenizer its tokenizer
     * @param options how
     */
    public CopyrightTraps(TextGenerator generator, TokenScorer scorer, Tokenizer tokenizer, Options options) {
        this.generator = generator;
        this.scorer = scorer;
        this.tokenizer = tokenizer;
        this.options = options;
    }

    /**
     * Makes groups of candidates, dealt evenly over the buckets, the first ones getting one more.
     *
     * @param traps groups wanted, 1 or more
     * @param controls controls a trap, 0 or more
     * @param seed of all draws
     * @param progress told of texts written
     * @return full groups, and what is missing
     * @throws IllegalArgumentException if a number is out of range, or the model cannot write that many tokens
     */
    public CopyrightTrapList make(int traps, int controls, long seed, Progress progress) {
        if (traps < 1 || controls < 0) {
            throw new IllegalArgumentException(
                    "traps must be 1 or more and controls 0 or more, got " + traps + " and " + controls);
        }
        CandidateSieve sieve = new CandidateSieve(options, traps, controls + 1);
        long generated = 0;
        try (Progress.Task task = progress.begin("writing candidates", options.budget, "texts")) {
            for (int round = 0; generated < options.budget && !sieve.isFull(); round++) {
                double temperature = options.temperatures.get(round % options.temperatures.size());
                int size = (int) Math.min(options.batch, options.budget - generated);
                write(
                        sieve,
                        size,
                        temperature,
                        RandomStream.of(seed, "copyright|" + round).nextLong());
                generated += size;
                task.advance(size);
            }
        }
        return sieve.list(generated, seed, made());
    }

    private Map<String, Object> made() {
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("length", options.length);
        made.put("temperatures", options.temperatures);
        made.put(
                "buckets",
                options.buckets.stream().map(PerplexityBucket::toString).toList());
        made.put("jaccard", options.jaccard);
        made.put("model", scorer.fingerprint());
        made.put("tokenizer", tokenizer.fingerprint());
        return made;
    }

    private void write(CandidateSieve sieve, int size, double temperature, long seed) {
        // a few tokens more than needed: white space at the start is cut off, and the last words may be read in other
        // tokens
        GenerationOptions how = new GenerationOptions(options.length + 8, temperature, 1, seed);
        List<String> texts = new ArrayList<>();
        List<int[]> tokens = new ArrayList<>();
        for (String written : generator.generate(Collections.nCopies(size, ""), how)) {
            int[] ids = tokenizer.encode(written.strip());
            if (ids.length < options.length) {
                sieve.drop("too short");
                continue;
            }
            int[] cut = Arrays.copyOf(ids, options.length);
            String text = tokenizer.decode(cut);
            if (text.isBlank()
                    || !text.equals(text.strip())
                    || text.indexOf('\uFFFD') >= 0
                    || !Arrays.equals(tokenizer.encode(text), cut)) {
                sieve.drop("not read back to the same tokens");
                continue;
            }
            texts.add(text);
            tokens.add(cut);
        }
        List<TokenScores> scores = scorer.score(IntStream.range(0, texts.size())
                .mapToObj(i -> Document.of("candidate " + i, texts.get(i)))
                .toList());
        for (int i = 0; i < texts.size(); i++) {
            sieve.offer(texts.get(i), tokens.get(i), Math.exp(-scores.get(i).meanNats()));
        }
    }
}
