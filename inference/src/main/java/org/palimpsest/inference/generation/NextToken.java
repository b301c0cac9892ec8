package org.palimpsest.inference.generation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;

/** Chooses the next token from logits: the likeliest, or a draw from the tempered nucleus (Holtzman et al. 2020). */
public final class NextToken {
    private NextToken() {}

    /**
     * Chooses a token.
     *
     * @param logits one finite number a token of the vocabulary
     * @param options temperature and nucleus
     * @param random source of the draw; not touched at temperature 0
     * @return the index chosen; ties go to the smallest index
     * @throws IllegalArgumentException if a logit is not finite
     */
    public static int choose(float[] logits, GenerationOptions options, RandomGenerator random) {
        int best = 0;
        for (int i = 0; i < logits.length; i++) {
            if (!Float.isFinite(logits[i])) {
                throw new IllegalArgumentException("logits must be finite, got " + logits[i] + " at token " + i);
            }
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return options.temperature() == 0 ? best : draw(logits, logits[best], options, random);
    }

    private static int draw(float[] logits, float top, GenerationOptions options, RandomGenerator random) {
        double[] weights = new double[logits.length];
        double total = 0;
        for (int i = 0; i < logits.length; i++) {
            weights[i] = Math.exp((logits[i] - top) / options.temperature());
            total += weights[i];
        }
        Integer[] order = new Integer[logits.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -weights[i]));
        double kept = 0;
        int size = 0;
        while (size < order.length && kept < options.topP() * total) {
            kept += weights[order[size++]];
        }
        double left = random.nextDouble() * kept;
        for (int k = 0; k < size; k++) {
            left -= weights[order[k]];
            if (left < 0) {
                return order[k];
            }
        }
        return order[Math.max(0, size - 1)];
    }
}
