package org.palimpsest.inference.generation;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The law of the next token: what {@link Sampling} makes of logits. Generation draws from it, and the probability that
 * generation writes a given text is read from it, so the two cannot differ.
 */
public final class NextTokenLaw {
    private final float[] logits;
    private final double temperature;
    private final int likeliest;
    private final double gap;
    /** Tokens that stay, the likeliest first where some were cut; null where none was. */
    private final int @Nullable [] kept;

    private final double total;

    private NextTokenLaw(float[] logits, Sampling sampling) {
        int best = 0;
        int second = -1;
        for (int id = 0; id < logits.length; id++) {
            if (!Float.isFinite(logits[id])) {
                throw new IllegalArgumentException("logits must be finite, got " + logits[id] + " at token " + id);
            }
            if (logits[id] > logits[best]) {
                second = best;
                best = id;
            } else if (id != best && (second < 0 || logits[id] > logits[second])) {
                second = id;
            }
        }
        this.logits = logits;
        this.temperature = sampling.temperature();
        this.likeliest = best;
        this.gap = second < 0 ? Double.POSITIVE_INFINITY : (double) logits[best] - logits[second];
        this.kept = kept(sampling);
        this.total = kept == null ? total(logits.length, kept) : total(kept.length, kept);
    }

    /**
     * Reads logits. O(V), with an exponential for every token unless {@code topK} cuts first.
     *
     * @param logits one finite number a token of the vocabulary; not copied, not to be changed afterwards
     * @param sampling how tokens follow from them
     * @return the law
     * @throws IllegalArgumentException if there is no logit, or one is not finite
     */
    public static NextTokenLaw of(float[] logits, Sampling sampling) {
        if (logits.length == 0) {
            throw new IllegalArgumentException("logits must hold at least 1 number, got 0");
        }
        return new NextTokenLaw(logits, sampling);
    }

    private int @Nullable [] kept(Sampling sampling) {
        if (temperature == 0) {
            return new int[] {likeliest};
        }
        int @Nullable [] stay = null;
        if (sampling.topK() > 0 && sampling.topK() < logits.length) {
            stay = LargestLogits.of(logits, sampling.topK());
        }
        return sampling.topP() < 1 ? nucleus(stay, sampling.topP()) : stay;
    }

    private int[] nucleus(int @Nullable [] stay, double mass) {
        double all = total(stay == null ? logits.length : stay.length, stay);
        int[] order = stay == null ? LargestLogits.sorted(logits, outsideTheTail(all, mass)) : stay;
        double reached = 0;
        int size = 0;
        while (size < order.length && reached < mass * all) {
            reached += weight(order[size++]);
        }
        return Arrays.copyOf(order, Math.max(1, size));
    }

    /** All tokens but those so unlikely that even V of them have less than the mass that the nucleus leaves. */
    private int[] outsideTheTail(double all, double mass) {
        double least = (1 - mass) * all / logits.length / 2;
        int[] found = new int[logits.length];
        int size = 0;
        for (int id = 0; id < logits.length; id++) {
            if (weight(id) >= least) {
                found[size++] = id;
            }
        }
        return Arrays.copyOf(found, size);
    }

    private double total(int size, int @Nullable [] ids) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += weight(ids == null ? i : ids[i]);
        }
        return sum;
    }

    private double logWeight(int id) {
        return temperature == 0 ? 0 : ((double) logits[id] - logits[likeliest]) / temperature;
    }

    private double weight(int id) {
        return Math.exp(logWeight(id));
    }

    /**
     * The token with the largest logit.
     *
     * @return its id; of equals the smallest
     */
    public int likeliest() {
        return likeliest;
    }

    /**
     * How far the largest logit stands above the second: where this is below the error of 32-bit arithmetic, another
     * machine or batch may choose the other token.
     *
     * @return the difference, at least 0; infinite for a vocabulary of one token
     */
    public double gap() {
        return gap;
    }

    /**
     * Draws a token. O(tokens that stay).
     *
     * @param random source of one number; not touched where only one token stays
     * @return the id drawn
     */
    public int draw(RandomGenerator random) {
        int size = kept == null ? logits.length : kept.length;
        if (size == 1) {
            return kept == null ? 0 : kept[0];
        }
        double left = random.nextDouble() * total;
        int last = likeliest;
        for (int i = 0; i < size; i++) {
            int id = kept == null ? i : kept[i];
            double weight = weight(id);
            left -= weight;
            if (left < 0) {
                return id;
            }
            last = weight > 0 ? id : last;
        }
        return last;
    }

    /**
     * The probability with which {@link #draw} gives a token. O(1), or O(tokens that stay) where some were cut.
     *
     * @param token an id in [0, V)
     * @return its logarithm in nats, at most 0; minus infinity for a token that was cut
     * @throws IllegalArgumentException if the id is outside the vocabulary
     */
    public double logProbNats(int token) {
        if (token < 0 || token >= logits.length) {
            throw new IllegalArgumentException("token must be in [0, " + logits.length + "), got " + token);
        }
        if (kept != null && Arrays.stream(kept).noneMatch(id -> id == token)) {
            return Double.NEGATIVE_INFINITY;
        }
        return Math.min(0, logWeight(token) - Math.log(total));
    }
}
