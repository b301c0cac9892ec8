package org.palimpsest.corpus.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.corpus.DocumentFolder;

/**
 * What building an index will take, said before it starts: from the sizes of the files and a sample of their first
 * documents. The corpus is taken to go on as its files begin, and of more than 64 files only some are looked at. Ranges are rules of thumb, not intervals of confidence: 1.5
 * times up and down for plain files, 3 times for compressed ones and Parquet, whose ratio a sample does not show.
 *
 * @param bytes of all input files, as they lie on the disk
 * @param sampled documents that were looked at
 * @param documents how many there are
 * @param tokens of all documents, their separators included
 * @param width of tokens on the disk
 * @param complete whether the sample is the whole corpus, so that counts are exact
 */
public record IndexEstimate(
        long bytes, long sampled, Range documents, Range tokens, TokenWidth width, boolean complete) {
    /** Of more files than these, some are looked at, evenly spread over their order. */
    private static final int MOST_FILES = 64;

    private static final double FILE_SPREAD = 1.5;
    private static final int SIDE_BYTES_PER_DOCUMENT = 160;

    /** Tables whose size follows the vocabulary: first ranks and counts of 65,536 tokens, and headers. */
    private static final long LARGEST_TABLES = 2 << 20;

    /**
     * From a low to a high value; the true one is expected between them, though no law says so.
     *
     * @param low at least 0
     * @param high at least {@code low}
     */
    public record Range(long low, long high) {
        /**
         * Checks.
         *
         * @throws IllegalArgumentException if {@code low} is negative or above {@code high}
         */
        public Range {
            if (low < 0 || high < low) {
                throw new IllegalArgumentException(
                        "a range must go from 0 or more upwards, got " + low + " to " + high);
            }
        }

        private Range plus(Range other) {
            return new Range(low + other.low, high + other.high);
        }

        private Range times(double lowFactor, double highFactor) {
            return new Range((long) Math.floor(low * lowFactor), (long) Math.ceil(high * highFactor));
        }
    }

    /**
     * Looks at the input.
     *
     * @param inputs files or folders of documents
     * @param perFile how many documents of each file to look at, at least 1; where a file has rows with tokens, these are
     *     counted, where it has text, a token is taken to be 4 bytes of UTF-8
     * @param skipBad how many bad lines of each file are passed over, at least 0
     * @return the estimate
     * @throws IllegalArgumentException if {@code perFile} is below 1, {@code skipBad} is negative, or an input is standard input, whose size nobody
     *     knows
     * @throws IOException if a file is missing or its first documents cannot be read
     */
    public static IndexEstimate of(List<Path> inputs, int perFile, int skipBad) throws IOException {
        if (perFile < 1) {
            throw new IllegalArgumentException("perFile must be at least 1, got " + perFile);
        }
        IndexEstimate all = new IndexEstimate(0, 0, new Range(0, 0), new Range(0, 0), TokenWidth.U16, true);
        List<Path> files = files(inputs);
        int stride = (files.size() + MOST_FILES - 1) / MOST_FILES;
        long bytes = 0;
        for (int i = 0; i < files.size(); i++) {
            bytes += Files.size(files.get(i));
            all = i % stride == 0 ? all.plus(CorpusSample.estimate(files.get(i), perFile, skipBad)) : all;
        }
        return stride == 1 || files.isEmpty() ? all : all.stretched(bytes);
    }

    /** The same for more files like these. */
    private IndexEstimate stretched(long allBytes) {
        double times = (double) allBytes / Math.max(1, bytes);
        return new IndexEstimate(
                allBytes,
                sampled,
                documents.times(times / FILE_SPREAD, times * FILE_SPREAD),
                tokens.times(times / FILE_SPREAD, times * FILE_SPREAD),
                width,
                false);
    }

    private static List<Path> files(List<Path> inputs) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path input : inputs) {
            if (input.toString().equals("-")) {
                throw new IllegalArgumentException(
                        "an estimate needs files whose size is known, got - (standard input)");
            }
            files.addAll(Files.isDirectory(input) ? DocumentFolder.list(input).files() : List.of(input));
        }
        return files;
    }

    private IndexEstimate plus(IndexEstimate other) {
        return new IndexEstimate(
                bytes + other.bytes,
                sampled + other.sampled,
                documents.plus(other.documents),
                tokens.plus(other.tokens),
                width == TokenWidth.U32 ? width : other.width,
                complete && other.complete);
    }

    /**
     * What the index takes on the disk: tokens, the table of suffixes, and the tables beside them.
     *
     * @param inverse whether the inverse suffix array is written
     * @return bytes
     */
    public Range diskBytes(IndexBuilder.Inverse inverse) {
        // The pointers of the table have as many bytes as the shard's size needs, mostly 4 or 5.
        double each = width.bytes() + (inverse == IndexBuilder.Inverse.WRITTEN ? 4 : 0);
        Range beside = documents.times(16, SIDE_BYTES_PER_DOCUMENT);
        return tokens.times(each + 4, each + 5 + 0.5).plus(beside).plus(new Range(0, LARGEST_TABLES));
    }

    /**
     * What sorting takes in memory when all shards that are sorted at a time may be as large as they like.
     *
     * @return bytes; {@link IndexBuilder.Options#memoryBytes} bounds them, at the price of more shards
     */
    public Range memoryBytes() {
        int each = IndexBuilder.bytesPerToken(width);
        return tokens.times(each, each);
    }

    /**
     * How many shards a bound of memory asks for.
     *
     * @param options the bound and the number of threads
     * @return shards
     */
    public Range shards(IndexBuilder.Options options) {
        double most = options.memoryBytes() / (double) options.threads() / IndexBuilder.bytesPerToken(width);
        return new Range(
                Math.max(options.shards(), (long) Math.ceil(tokens.low() / most)),
                Math.max(options.shards(), (long) Math.ceil(tokens.high() / most)));
    }

    /**
     * How long it takes.
     *
     * @param tokensPerSecond what this machine does, above 0: from reading to the finished files, all threads together
     * @return seconds
     * @throws IllegalArgumentException if the rate is not above 0
     */
    public Range seconds(double tokensPerSecond) {
        if (!(tokensPerSecond > 0)) {
            throw new IllegalArgumentException("tokensPerSecond must be above 0, got " + tokensPerSecond);
        }
        return tokens.times(1 / tokensPerSecond, 1 / tokensPerSecond);
    }
}
