package org.palimpsest.inference.engine;

import java.util.Collection;
import org.palimpsest.inference.engine.family.Architecture;

/**
 * How large a batch may be. With d the width of the hidden states, m the widest matrix beside the vocabulary, V the vocabulary
 * and s the bytes of a number (4, or 2 in bf16 and fp16), a batch of N tokens, padding included, takes about
 *
 * <pre>
 * N s (8 d + 2 m) + 16 R V bytes
 * </pre>
 *
 * beside the weights: hidden states, query, key, value and their sums; the inner layer twice; four buffers of logits in 32 bits
 * for R rows, 512 of them unless the vocabulary is above 65,536. Layers do not count, since each one's numbers are freed before the next. Masks of sliding windows come on
 * top (4 T^2 bytes for a text of T tokens that exceeds its window).
 *
 * @param memoryBytes what one batch may take beside the weights, at least 1; a batch has one sequence at least, whatever it takes
 * @param mostTokens most tokens of a batch, at least 1
 */
public record BatchBudget(long memoryBytes, int mostTokens) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is below 1
     */
    public BatchBudget {
        if (memoryBytes < 1) {
            throw new IllegalArgumentException("memory must be at least 1 byte, got " + memoryBytes);
        }
        if (mostTokens < 1) {
            throw new IllegalArgumentException("tokens a batch must be at least 1, got " + mostTokens);
        }
    }

    /**
     * 700 MB and 2,048 tokens: more of them only leave the caches of a processor.
     *
     * @return the defaults for a processor
     */
    public static BatchBudget ofProcessor() {
        return new BatchBudget(700_000_000L, 2048);
    }

    /**
     * 4 GB and 32,768 tokens.
     *
     * @return the defaults for a GPU
     */
    public static BatchBudget ofGpu() {
        return new BatchBudget(4_000_000_000L, 32_768);
    }

    /**
     * The same with another bound of memory.
     *
     * @param bytes at least 1
     * @return new options
     */
    public BatchBudget withMemory(long bytes) {
        return new BatchBudget(bytes, mostTokens);
    }

    /**
     * Tokens that fit into one batch.
     *
     * @param model the model
     * @param precision the type of numbers in which it computes
     * @return at least 1
     */
    public int tokens(Architecture model, Precision precision) {
        Collection<long[]> shapes = model.weights().values();
        int vocabulary = model.vocabularySize();
        long hidden = 1;
        long widest = 1;
        for (long[] shape : shapes) {
            if (shape.length == 2 && shape[0] == vocabulary) {
                hidden = Math.max(hidden, shape[1]);
            } else {
                for (long size : shape) {
                    widest = Math.max(widest, size);
                }
            }
        }
        long perToken = (precision == Precision.FP32 ? 4 : 2) * (8 * hidden + 2 * widest);
        long logits = 16L * model.logitRows() * vocabulary;
        return (int) Math.max(1, Math.min(mostTokens, (memoryBytes - logits) / perToken));
    }
}
