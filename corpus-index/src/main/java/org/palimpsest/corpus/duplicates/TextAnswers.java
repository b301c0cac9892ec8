package org.palimpsest.corpus.duplicates;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What training text answers to questions about a benchmark. Answers of parts make that of the whole: counts are added,
 * lengths are the longest. 8 bytes a token of the benchmark and question.
 */
public final class TextAnswers {
    private final List<TextQuestion> questions;
    private final int[] ends;
    private final long[][] numbers;
    private long tokens;

    private TextAnswers(List<TextQuestion> questions, List<int[]> texts) {
        this.questions = List.copyOf(questions);
        this.ends = new int[texts.size()];
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += texts.get(i).length;
            ends[i] = end;
        }
        this.numbers = new long[questions.size()][end];
    }

    /**
     * The answers of no text.
     *
     * @param questions what is asked
     * @param texts the benchmark
     * @return answers to add others to
     */
    public static TextAnswers none(List<TextQuestion> questions, List<int[]> texts) {
        return new TextAnswers(questions, texts);
    }

    /**
     * The answers of a text.
     *
     * @param questions what is asked
     * @param texts the benchmark
     * @param training the text, or a part of it that parts no document
     * @return its answers
     */
    public static TextAnswers of(List<TextQuestion> questions, List<int[]> texts, TrainingText training) {
        TextAnswers answers = new TextAnswers(questions, texts);
        answers.tokens = training.tokens();
        for (int q = 0; q < questions.size(); q++) {
            TextQuestion question = questions.get(q);
            int at = 0;
            if (question.kind() == TextQuestion.Kind.COUNTS) {
                for (long[] counts : training.counts(texts, question.n())) {
                    System.arraycopy(counts, 0, answers.numbers[q], at, counts.length);
                    at += counts.length;
                }
            } else {
                for (int[] lengths : training.lengths(texts, question.n(), question.skips())) {
                    for (int length : lengths) {
                        answers.numbers[q][at++] = length;
                    }
                }
            }
        }
        return answers;
    }

    /**
     * Writes the answers: what is not 0, with the zeros before it counted.
     *
     * @param out where to
     * @throws IOException if it cannot be written
     */
    public void write(DataOutputStream out) throws IOException {
        out.writeLong(tokens);
        for (long[] row : numbers) {
            int zeros = 0;
            for (long number : row) {
                if (number == 0) {
                    zeros++;
                } else {
                    writeNumber(zeros, out);
                    writeNumber(number, out);
                    zeros = 0;
                }
            }
            writeNumber(row.length, out);
        }
    }

    /**
     * Adds what {@link #write} wrote for another part.
     *
     * @param in the part's answers to the same questions about the same benchmark
     * @throws IOException if it cannot be read
     */
    public void add(DataInputStream in) throws IOException {
        tokens += in.readLong();
        for (int q = 0; q < numbers.length; q++) {
            boolean counts = questions.get(q).kind() == TextQuestion.Kind.COUNTS;
            long[] row = numbers[q];
            int at = 0;
            for (long zeros = readNumber(in); zeros < row.length; zeros = readNumber(in)) {
                at += (int) zeros;
                long number = readNumber(in);
                row[at] = counts ? row[at] + number : Math.max(row[at], number);
                at++;
            }
        }
    }

    /** Returns the number of tokens of the text. */
    public long tokens() {
        return tokens;
    }

    /**
     * The answer to a question about counts.
     *
     * @param n tokens an n-gram
     * @return as {@link TrainingText#counts}
     * @throws IllegalArgumentException if that was not asked
     */
    public List<long[]> counts(int n) {
        long[] row = row(new TextQuestion(TextQuestion.Kind.COUNTS, n, 0));
        List<long[]> parts = new ArrayList<>();
        for (int i = 0; i < ends.length; i++) {
            parts.add(Arrays.copyOfRange(row, i == 0 ? 0 : ends[i - 1], ends[i]));
        }
        return parts;
    }

    /**
     * The answer to a question about lengths.
     *
     * @param least tokens that a match begins with
     * @param skips tokens that may differ
     * @return as {@link TrainingText#lengths}
     * @throws IllegalArgumentException if that was not asked
     */
    public List<int[]> lengths(int least, int skips) {
        long[] row = row(new TextQuestion(TextQuestion.Kind.LENGTHS, least, skips));
        List<int[]> parts = new ArrayList<>();
        for (int i = 0; i < ends.length; i++) {
            parts.add(Arrays.stream(row, i == 0 ? 0 : ends[i - 1], ends[i])
                    .mapToInt(Math::toIntExact)
                    .toArray());
        }
        return parts;
    }

    private long[] row(TextQuestion question) {
        int at = questions.indexOf(question);
        if (at < 0) {
            throw new IllegalArgumentException("questions asked were " + questions + ", got " + question);
        }
        return numbers[at];
    }

    /** Seven bits a byte, the lowest first; the last byte is below 128. */
    private static void writeNumber(long number, DataOutputStream out) throws IOException {
        long left = number;
        while (left >= 0x80) {
            out.writeByte((int) ((left & 0x7F) | 0x80));
            left >>>= 7;
        }
        out.writeByte((int) left);
    }

    private static long readNumber(DataInputStream in) throws IOException {
        long number = 0;
        int shift = 0;
        int next = in.readUnsignedByte();
        while (next >= 0x80) {
            number |= (next & 0x7FL) << shift;
            shift += 7;
            next = in.readUnsignedByte();
        }
        return number | (long) next << shift;
    }
}
