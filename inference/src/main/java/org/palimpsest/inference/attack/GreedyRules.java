package org.palimpsest.inference.attack;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * A greedy list of rules, "a text with this feature is a member" or "is none". With a members and b non-members that have a feature
 * among the texts that no rule has reached yet, of M and N in all, its weight is
 * {@code ln((a + 1/2)/(M + 1)) - ln((b + 1/2)/(N + 1))}. The feature of the largest weight, of either sign, becomes the next rule,
 * and its texts are reached; a feature must stand in two texts that are not. A text's score is the weight of the first rule that
 * reaches it, 0 if none does. At most 64 rules; O(entries + 64 (features + texts)) a fit.
 */
final class GreedyRules {
    private static final int MOST_RULES = 64;
    private static final int LEAST_TEXTS = 2;

    private final SparseFeatures features;
    private final int[] members;
    private final int[] others;
    private final double[] logs;
    private final double prior;

    private GreedyRules(SparseFeatures features, int[] rows, boolean[] labels) {
        this.features = features;
        this.members = new int[features.columns()];
        this.others = new int[features.columns()];
        int in = 0;
        for (int row : rows) {
            in += labels[row] ? 1 : 0;
            count(row, labels[row], 1);
        }
        this.prior = Math.log((rows.length - in + 1.0) / (in + 1.0));
        this.logs = new double[rows.length + 1];
        Arrays.setAll(logs, count -> Math.log(count + 0.5));
    }

    /** Learns from some rows; every score is 0 if only one kind of label occurs. */
    static IntToDoubleFunction fit(SparseFeatures features, int[] rows, boolean[] labels) {
        return new GreedyRules(features, rows, labels).fit(rows, labels);
    }

    private IntToDoubleFunction fit(int[] rows, boolean[] labels) {
        int[] rules = new int[MOST_RULES];
        double[] weights = new double[MOST_RULES];
        int count = 0;
        int[] left = rows.clone();
        boolean both = false;
        for (int row : rows) {
            both |= labels[row] != labels[rows[0]];
        }
        while (both && count < MOST_RULES) {
            int best = best();
            if (best < 0) {
                break;
            }
            rules[count] = best;
            weights[count++] = weight(best);
            left = unreached(left, best, labels);
        }
        int[] order = Arrays.copyOf(rules, count);
        return row -> score(row, order, weights);
    }

    private void count(int row, boolean member, int by) {
        int[] counts = member ? members : others;
        for (int i = features.offsets()[row]; i < features.offsets()[row + 1]; i++) {
            counts[features.indices()[i]] += by;
        }
    }

    private double weight(int column) {
        return logs[members[column]] - logs[others[column]] + prior;
    }

    /** The feature that tells most, the first of equal ones; -1 if none stands in two texts that are left. */
    private int best() {
        int best = -1;
        double most = 0;
        for (int column = 0; column < members.length; column++) {
            double tells = Math.abs(weight(column));
            if (members[column] + others[column] >= LEAST_TEXTS && tells > most) {
                best = column;
                most = tells;
            }
        }
        return best;
    }

    private int[] unreached(int[] left, int column, boolean[] labels) {
        int[] still = new int[left.length];
        int count = 0;
        for (int row : left) {
            if (has(row, column)) {
                count(row, labels[row], -1);
            } else {
                still[count++] = row;
            }
        }
        return Arrays.copyOf(still, count);
    }

    private boolean has(int row, int column) {
        return Arrays.binarySearch(features.indices(), features.offsets()[row], features.offsets()[row + 1], column)
                >= 0;
    }

    private double score(int row, int[] order, double[] weights) {
        for (int rule = 0; rule < order.length; rule++) {
            if (has(row, order[rule])) {
                return weights[rule];
            }
        }
        return 0;
    }
}
