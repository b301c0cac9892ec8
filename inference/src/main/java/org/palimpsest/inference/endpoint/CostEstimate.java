package org.palimpsest.inference.endpoint;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.Tokenizer;
import org.palimpsest.inference.generation.GenerationOptions;

/**
 * What a run will ask of an endpoint, known before it starts. Tokens are counted where documents have ids or the model's
 * tokenizer is at hand; else there are likely one for every four bytes of UTF-8, and at most one a byte and a BOS token,
 * with every tokenizer that keeps bytes. Requests that are sent again after a failure are not in it.
 *
 * @param requests number of requests
 * @param characters Unicode characters of all texts
 * @param likelyRead tokens that the model will likely read
 * @param mostRead tokens that it will read at most
 * @param mostWritten tokens that it will write at most
 */
public record CostEstimate(long requests, long characters, long likelyRead, long mostRead, long mostWritten) {
    private static final double MILLION = 1e6;

    /** Checks the ranges. */
    public CostEstimate {
        if (requests < 0 || characters < 0 || likelyRead < 0 || mostRead < likelyRead || mostWritten < 0) {
            throw new IllegalArgumentException("counts must not be negative, and mostRead at least likelyRead, got "
                    + requests + ", " + characters + ", " + likelyRead + ", " + mostRead + ", " + mostWritten);
        }
    }

    /** Returns the estimate of no work, to which others are added. */
    public static CostEstimate none() {
        return new CostEstimate(0, 0, 0, 0, 0);
    }

    /**
     * The cost of scoring: a request a document that is not empty, which also writes one token.
     *
     * @param documents what will be scored
     * @param tokenizer the model's, or null
     * @return the estimate
     */
    public static CostEstimate ofScoring(List<Document> documents, @Nullable Tokenizer tokenizer) {
        CostEstimate sum = none();
        for (Document document : documents) {
            int[] ids = document.tokens();
            if (ids == null ? document.text().isEmpty() : ids.length == 0) {
                continue;
            }
            sum = sum.plus(
                    ids == null
                            ? ofText(document.text(), tokenizer, 1)
                            : new CostEstimate(1, characters(document.text()), ids.length, ids.length, 1));
        }
        return sum;
    }

    /**
     * The cost of generation: a request a prompt.
     *
     * @param prompts what will be continued
     * @param tokenizer the model's, or null
     * @param options how
     * @return the estimate
     */
    public static CostEstimate ofGeneration(
            List<String> prompts, @Nullable Tokenizer tokenizer, GenerationOptions options) {
        CostEstimate sum = none();
        for (String prompt : prompts) {
            sum = sum.plus(ofText(prompt, tokenizer, options.maxNewTokens()));
        }
        return sum;
    }

    private static CostEstimate ofText(String text, @Nullable Tokenizer tokenizer, int written) {
        long likely = tokenizer == null ? Question.tokens(text) : tokenizer.encode(text).length;
        long most = 1 + (tokenizer == null ? TextSize.utf8Bytes(text) : likely);
        return new CostEstimate(1, characters(text), likely, Math.max(likely, most), written);
    }

    private static long characters(String text) {
        return text.codePointCount(0, text.length());
    }

    /**
     * Both together.
     *
     * @param other another estimate
     * @return the sum
     */
    public CostEstimate plus(CostEstimate other) {
        return new CostEstimate(
                requests + other.requests,
                characters + other.characters,
                likelyRead + other.likelyRead,
                mostRead + other.mostRead,
                mostWritten + other.mostWritten);
    }

    /**
     * What it will likely cost, if every text that the model writes is as long as it may be.
     *
     * @param price of tokens
     * @return the amount, in the currency of the price
     */
    public double likelyCost(TokenPrice price) {
        return (likelyRead * price.perMillionRead() + mostWritten * price.perMillionWritten()) / MILLION;
    }

    /**
     * What it will cost at most.
     *
     * @param price of tokens
     * @return the amount, in the currency of the price
     */
    public double mostCost(TokenPrice price) {
        return (mostRead * price.perMillionRead() + mostWritten * price.perMillionWritten()) / MILLION;
    }

    /**
     * How long it will take at least under a rate limit.
     *
     * @param limit the limit
     * @return the time that the likely tokens and the requests take up
     */
    public Duration leastTime(RateLimit limit) {
        return Duration.ofNanos((long) limit.nanos((double) requests, (double) likelyRead + mostWritten));
    }
}
