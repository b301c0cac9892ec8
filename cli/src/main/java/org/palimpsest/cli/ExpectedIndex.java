package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.index.IndexBuilder;
import org.palimpsest.corpus.index.IndexEstimate;

/**
 * What a build will take, for people and for programs.
 *
 * @param estimate of the input; null where that is standard input, whose size nobody knows
 * @param options of the build
 * @param ids whether rows carry token ids, so that no tokenizer runs
 */
record ExpectedIndex(@Nullable IndexEstimate estimate, IndexBuilder.Options options, boolean ids) {
    private static final int DOCUMENTS_PER_FILE = 1000;

    /** Tokens a second of one thread, slow and fast: sorting ids that are ready, and with the tokenizer before it. */
    private static final double[] IDS = {3e6, 8e6};

    private static final double[] TEXTS = {2e5, 1.5e6};

    private static final String[] SIZES = {"bytes", "kB", "MB", "GB", "TB", "PB"};

    static ExpectedIndex of(List<Path> files, IndexBuilder.Options options, boolean ids, int skipBad)
            throws IOException {
        IndexEstimate estimate = files.stream().anyMatch(InputFile::isStandardInput)
                ? null
                : IndexEstimate.of(files, DOCUMENTS_PER_FILE, skipBad);
        return new ExpectedIndex(estimate, options, ids);
    }

    private IndexEstimate.Range seconds(IndexEstimate known) {
        double slow = ids ? IDS[0] : TEXTS[0];
        double fast = (ids ? IDS[1] : TEXTS[1]) * options.threads();
        return new IndexEstimate.Range(
                known.seconds(fast).low(), known.seconds(slow).high());
    }

    /** What sorting takes under the bound of memory. */
    private IndexEstimate.Range memory(IndexEstimate known) {
        long bound = options.memoryBytes();
        return new IndexEstimate.Range(
                Math.min(bound, known.memoryBytes().low()),
                Math.min(bound, known.memoryBytes().high()));
    }

    String text() {
        IndexEstimate known = estimate;
        if (known == null) {
            return "what the build takes is unknown: standard input is read as it is indexed";
        }
        return "the build takes about " + plain(seconds(known)) + " s, "
                + sizes(known.diskBytes(options.inverse())) + " of disk and " + sizes(memory(known))
                + " of memory for sorting: " + plain(known.tokens()) + " tokens in " + plain(known.documents())
                + " documents, shards: " + plain(known.shards(options));
    }

    /** Bytes, seconds and counts as lists of the lowest and the highest; null where nothing is known. */
    @Nullable
    Map<String, Object> json() {
        IndexEstimate known = estimate;
        if (known == null) {
            return null;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("inputBytes", known.bytes());
        map.put("documents", pair(known.documents()));
        map.put("tokens", pair(known.tokens()));
        map.put("diskBytes", pair(known.diskBytes(options.inverse())));
        map.put("memoryBytes", pair(memory(known)));
        map.put("shards", pair(known.shards(options)));
        map.put("seconds", pair(seconds(known)));
        return map;
    }

    private static List<Long> pair(IndexEstimate.Range range) {
        return List.of(range.low(), range.high());
    }

    private static String plain(IndexEstimate.Range range) {
        String low = String.format(Locale.ROOT, "%,d", range.low());
        return range.low() == range.high() ? low : low + String.format(Locale.ROOT, "–%,d", range.high());
    }

    private static String sizes(IndexEstimate.Range range) {
        String low = size(range.low());
        String high = size(range.high());
        return low.equals(high) ? low : low + "–" + high;
    }

    private static String size(long bytes) {
        int unit = 0;
        double value = bytes;
        while (value >= 1000 && unit < SIZES.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || value >= 10 ? "%.0f %s" : "%.1f %s", value, SIZES[unit]);
    }
}
