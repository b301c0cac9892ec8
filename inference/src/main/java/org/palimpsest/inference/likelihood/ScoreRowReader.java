package org.palimpsest.inference.likelihood;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.BadLine;
import org.palimpsest.corpus.InputLocation;
import org.palimpsest.corpus.JsonLines;

/**
 * Streams the rows of a score file, plain, {@code .gz}, {@code .zst} or standard input; memory is bounded by the longest
 * line. Fields are described in {@code docs/data-formats.md}. Not thread-safe.
 */
public final class ScoreRowReader implements Closeable {
    private final JsonLines lines;
    private final Options options;

    private ScoreRowReader(JsonLines lines, Options options) {
        this.lines = lines;
        this.options = options;
    }

    /**
     * Opens a file.
     *
     * @param file the file, or {@code -} for standard input
     * @param options what to read
     * @throws IOException if the file is missing, or does not start as its suffix says
     */
    public static ScoreRowReader open(Path file, Options options) throws IOException {
        return new ScoreRowReader(JsonLines.open(file, options.skipBad()), options);
    }

    /**
     * Reads the next row.
     *
     * @return the row, or null at the end
     * @throws IOException if the file is cut, or a row is not one of scores; the message names file, line and field
     */
    public @Nullable ScoreRow next() throws IOException {
        return lines.next((json, where) -> new ScoreRowParser(options, json, where).parse());
    }

    /** Where the row that was read last stands. */
    public InputLocation location() {
        return lines.location();
    }

    /** The lines that were passed over so far. */
    public List<BadLine> skipped() {
        return lines.skipped();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** How much of a row is read. */
    public enum Detail {
        /**
         * Tokens, log-probabilities, moments and likeliest tokens alone; a number that is not finite becomes NaN. Of a variant
         * only id and variant are kept.
         */
        LIKELIHOODS,
        /** Everything; a number that is not finite is an error, and so is a log-probability above 0. */
        EVERYTHING
    }

    /**
     * What a reader reads.
     *
     * @param detail how much of a row
     * @param fields names of further string fields to keep, such as {@code source}
     * @param skipBad how many bad lines are passed over before the next one is an error, at least 0
     */
    public record Options(Detail detail, Set<String> fields, int skipBad) {
        /** Copies. */
        public Options {
            fields = Set.copyOf(fields);
        }

        /** Everything, no further fields, no bad line. */
        public static Options defaults() {
            return new Options(Detail.EVERYTHING, Set.of(), 0);
        }
    }
}
