package org.palimpsest.provenance.model;

import java.util.List;
import java.util.stream.Stream;

/** Kernels between all samples of a prompt: the first model's, then the second's. */
final class PromptKernel {
    private final int number;
    private final int begin;
    private final int first;
    private final int second;
    private final double[][] kernel;

    private PromptKernel(int number, int begin, int first, int second, double[][] kernel) {
        this.number = number;
        this.begin = begin;
        this.first = first;
        this.second = second;
        this.kernel = kernel;
    }

    /**
     * Compares all samples of a prompt with one another.
     *
     * @param number of the prompt
     * @param begin number of its first sample among all
     */
    static PromptKernel of(int number, int begin, PromptSamples a, PromptSamples b, SampleKernel kind) {
        List<int[]> texts = Stream.concat(a.texts().stream(), b.texts().stream())
                .map(text -> text.codePoints().toArray())
                .toList();
        int longest = texts.stream().mapToInt(text -> text.length).max().orElse(0);
        double[][] kernel = new double[texts.size()][texts.size()];
        for (int i = 0; i < kernel.length; i++) {
            for (int j = 0; j < i; j++) {
                kernel[i][j] = kind.of(texts.get(i), texts.get(j), longest);
                kernel[j][i] = kernel[i][j];
            }
        }
        return new PromptKernel(number, begin, a.texts().size(), b.texts().size(), kernel);
    }

    int number() {
        return number;
    }

    int samples() {
        return first + second;
    }

    /** Unbiased estimate of the squared MMD where sample i takes the place of sample {@code order[i]}. */
    double mmd(int[] order) {
        double insideFirst = 0;
        double insideSecond = 0;
        double across = 0;
        for (int i = 0; i < kernel.length; i++) {
            boolean one = order[begin + i] - begin < first;
            double[] row = kernel[i];
            for (int j = 0; j < i; j++) {
                boolean other = order[begin + j] - begin < first;
                if (one != other) {
                    across += row[j];
                } else if (one) {
                    insideFirst += row[j];
                } else {
                    insideSecond += row[j];
                }
            }
        }
        return 2 * insideFirst / ((double) first * (first - 1))
                + 2 * insideSecond / ((double) second * (second - 1))
                - 2 * across / ((double) first * second);
    }

    /** Mean kernel between samples of the same model, the mean of the two models. */
    double within() {
        return (mean(0, first) + mean(first, kernel.length)) / 2;
    }

    private double mean(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            for (int j = from; j < i; j++) {
                sum += kernel[i][j];
            }
        }
        int size = to - from;
        return 2 * sum / ((double) size * (size - 1));
    }

    double across() {
        double sum = 0;
        for (int i = 0; i < first; i++) {
            for (int j = first; j < kernel.length; j++) {
                sum += kernel[i][j];
            }
        }
        return sum / ((double) first * second);
    }

    double log10Relabellings() {
        double sum = 0;
        for (int i = 1; i <= first; i++) {
            sum += Math.log10((double) (second + i) / i);
        }
        return sum;
    }
}
