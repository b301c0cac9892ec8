package org.palimpsest.inference.attack;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The surface of a text: logarithms of its numbers of characters, words and lines, shares of digits, punctuation, capitals and
 * characters outside ASCII, mean length of a word; and the squares of all of them once standardised, for a set that was cut to
 * one length differs from another in its spread.
 */
record SurfaceFeatures() implements BlindBaseline {
    @Override
    public String name() {
        return "surface";
    }

    @Override
    public String needs() {
        return "text";
    }

    @Override
    public boolean covers(ScoredText text) {
        return text.base().text() != null;
    }

    @Override
    public SparseFeatures features(List<ScoredText> texts) {
        double[][] plain = texts.stream().map(text -> of(text.base().text())).toArray(double[][]::new);
        return withSquares(plain);
    }

    /** Columns and their squares about the mean, all standardised. */
    static SparseFeatures withSquares(double[][] rows) {
        SparseFeatures once = SparseFeatures.standardised(rows);
        int columns = once.columns();
        double[][] both = new double[rows.length][2 * columns];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns; column++) {
                double value = once.values()[row * columns + column];
                both[row][column] = value;
                both[row][columns + column] = value * value;
            }
        }
        return SparseFeatures.standardised(both);
    }

    private static double[] of(@Nullable String recorded) {
        String text = recorded == null ? "" : recorded;
        int digits = 0;
        int capitals = 0;
        int marks = 0;
        int foreign = 0;
        int lines = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            digits += Character.isDigit(c) ? 1 : 0;
            capitals += Character.isUpperCase(c) ? 1 : 0;
            marks += !Character.isLetterOrDigit(c) && !Character.isWhitespace(c) ? 1 : 0;
            foreign += c > 127 ? 1 : 0;
            lines += c == '\n' ? 1 : 0;
        }
        List<String> words = Words.of(text);
        int letters = words.stream().mapToInt(String::length).sum();
        double size = Math.max(1, text.length());
        return new double[] {
            Math.log1p(text.length()),
            Math.log1p(words.size()),
            Math.log1p(lines),
            digits / size,
            marks / size,
            capitals / size,
            foreign / size,
            (double) letters / Math.max(1, words.size())
        };
    }
}
