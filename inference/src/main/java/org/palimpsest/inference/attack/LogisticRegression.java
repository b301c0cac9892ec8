package org.palimpsest.inference.attack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.IntToDoubleFunction;

/**
 * Logistic regression with a penalty of {@code |w|^2/2}, the intercept free: sum of {@code log(1 + exp(-y s))} plus penalty is made
 * small by L-BFGS (Nocedal 1980) with backtracking, until the gradient is a hundredth of what it was. Deterministic; a cross-fit
 * that is repeated for permuted labels asks for the same rule every time and not for the last digit. O(entries + 12 features) a
 * step.
 */
final class LogisticRegression {
    private static final int MOST_STEPS = 30;
    private static final int MEMORY = 6;
    private static final double ENOUGH = 1e-2;
    private static final double SUFFICIENT_DECREASE = 1e-4;

    private final SparseFeatures features;
    private final int[] rows;
    private final boolean[] labels;
    private final int size;

    private LogisticRegression(SparseFeatures features, int[] rows, boolean[] labels) {
        this.features = features;
        this.rows = rows;
        this.labels = labels;
        this.size = features.columns() + 1;
    }

    /**
     * Fits weights; the last one is the intercept. All 0 if only one kind of label occurs.
     *
     * @param features a row a text
     * @param rows the rows to learn from
     * @param labels for each row of the features whether it is a member
     */
    static double[] fit(SparseFeatures features, int[] rows, boolean[] labels) {
        return new LogisticRegression(features, rows, labels).fit();
    }

    /** The regression as a classifier; scores are linear, without the intercept. */
    static IntToDoubleFunction classifier(SparseFeatures features, int[] rows, boolean[] labels) {
        double[] weights = fit(features, rows, labels);
        return row -> features.product(row, weights);
    }

    private double[] fit() {
        double[] weights = new double[size];
        int members = 0;
        for (int row : rows) {
            members += labels[row] ? 1 : 0;
        }
        if (members == 0 || members == rows.length) {
            return weights;
        }
        weights[size - 1] = Math.log((double) members / (rows.length - members));
        double[] gradient = new double[size];
        double value = valueAt(weights, gradient);
        double enough = ENOUGH * Math.sqrt(dot(gradient, gradient));
        Deque<Move> moves = new ArrayDeque<>();
        for (int step = 0; step < MOST_STEPS && Math.sqrt(dot(gradient, gradient)) > enough; step++) {
            double[] direction = direction(gradient, moves);
            double slope = dot(gradient, direction);
            double length = moves.isEmpty() ? 1 / Math.sqrt(-slope) : 1;
            double[] next = moved(weights, direction, length);
            double[] nextGradient = new double[size];
            double nextValue = valueAt(next, nextGradient);
            while (nextValue > value + SUFFICIENT_DECREASE * length * slope && length > 1e-9) {
                length /= 2;
                next = moved(weights, direction, length);
                nextValue = valueAt(next, nextGradient);
            }
            remember(moves, new Move(moved(next, weights, -1), moved(nextGradient, gradient, -1)));
            weights = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return weights;
    }

    private static void remember(Deque<Move> moves, Move move) {
        if (dot(move.weights(), move.gradient()) > 0) {
            moves.addFirst(move);
            if (moves.size() > MEMORY) {
                moves.removeLast();
            }
        }
    }

    /** The objective, and its gradient into the second argument. */
    double valueAt(double[] weights, double[] gradient) {
        double value = 0;
        for (int column = 0; column < size - 1; column++) {
            value += weights[column] * weights[column] / 2;
            gradient[column] = weights[column];
        }
        double intercept = 0;
        for (int row : rows) {
            double y = labels[row] ? 1 : -1;
            double margin = y * (features.product(row, weights) + weights[size - 1]);
            double miss = Math.exp(-Math.abs(margin));
            value += Math.log1p(miss) + Math.max(0, -margin);
            double factor = -y * (margin > 0 ? miss : 1) / (1 + miss);
            features.addTo(gradient, row, factor);
            intercept += factor;
        }
        gradient[size - 1] = intercept;
        return value;
    }

    /** The two-loop recursion: downhill, by an inverse Hessian from the moves so far. */
    private static double[] direction(double[] gradient, Deque<Move> moves) {
        double[] direction = moved(new double[gradient.length], gradient, -1);
        double[] shares = new double[moves.size()];
        int at = 0;
        for (Move move : moves) {
            shares[at] = dot(move.weights(), direction) / dot(move.weights(), move.gradient());
            add(direction, move.gradient(), -shares[at++]);
        }
        Move latest = moves.peekFirst();
        if (latest != null) {
            double scale = dot(latest.weights(), latest.gradient()) / dot(latest.gradient(), latest.gradient());
            for (int i = 0; i < direction.length; i++) {
                direction[i] *= scale;
            }
        }
        for (Iterator<Move> oldest = moves.descendingIterator(); oldest.hasNext(); ) {
            Move move = oldest.next();
            double back = dot(move.gradient(), direction) / dot(move.weights(), move.gradient());
            add(direction, move.weights(), shares[--at] - back);
        }
        return direction;
    }

    private static double[] moved(double[] from, double[] direction, double length) {
        double[] to = from.clone();
        add(to, direction, length);
        return to;
    }

    private static void add(double[] to, double[] vector, double factor) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * vector[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** A step of the past: how far the weights went, and how the gradient changed. */
    @SuppressWarnings("ArrayRecordComponent") // never leaves the class; shared and not changed
    private record Move(double[] weights, double[] gradient) {}
}
