package org.palimpsest.corpus.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Compression;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentFormat;
import org.palimpsest.corpus.DocumentReader;

/** The first documents of a file, from which an {@link IndexEstimate} is made. */
final class CorpusSample {
    /** UTF-8 bytes of a token; English words and code have 3 to 5, other languages fewer. */
    private static final double BYTES_PER_TOKEN = 4;

    /** How many times smaller rows become by compression; 2 for Parquet's numbers, 8 for much repeated text. */
    private static final double PACKED = 4;

    private static final double PLAIN_SPREAD = 1.5;
    private static final double PACKED_SPREAD = 3;
    private static final int ROW_BYTES = 20;

    private final Path file;
    private long documents;
    private long tokens;
    private double rowBytes;
    private int largest;
    private boolean counted = true;
    private boolean whole;

    private CorpusSample(Path file) {
        this.file = file;
    }

    /** What a file says about the whole of it, from at most so many documents. */
    static IndexEstimate estimate(Path file, int most, int skipBad) throws IOException {
        CorpusSample sample = new CorpusSample(file);
        try (DocumentReader reader = DocumentReader.open(file, new DocumentReader.Options(skipBad))) {
            Document next = reader.read();
            while (next != null && sample.documents < most) {
                sample.add(next);
                next = reader.read();
            }
            sample.whole = next == null;
        }
        return sample.estimate(Files.size(file));
    }

    private void add(Document document) {
        int[] ids = document.tokens();
        double text = ids == null ? utf8Length(document.text()) : 0;
        counted &= ids != null;
        documents++;
        tokens += 1 + (ids == null ? Math.round(text / BYTES_PER_TOKEN) : ids.length);
        rowBytes += ROW_BYTES + document.id().length() + text + idBytes(ids);
    }

    /** Bytes of token ids as digits and commas. */
    private double idBytes(int @Nullable [] ids) {
        double length = 0;
        if (ids != null) {
            for (int id : ids) {
                largest = Math.max(largest, id);
                length += 2 + Math.floor(Math.log10(Math.max(1, id)));
            }
        }
        return length;
    }

    private static long utf8Length(String text) {
        return text.codePoints()
                .mapToLong(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4)
                .sum();
    }

    private IndexEstimate estimate(long size) {
        TokenWidth width = TokenWidth.of(largest);
        if (whole) {
            IndexEstimate.Range all = new IndexEstimate.Range(documents, documents);
            IndexEstimate.Range exact = new IndexEstimate.Range(tokens, tokens);
            return new IndexEstimate(
                    size, documents, all, counted ? exact : around((double) tokens, 0, PLAIN_SPREAD), width, counted);
        }
        boolean packed = Compression.of(file.toString()) != Compression.NONE
                || DocumentFormat.of(file.toString()) == DocumentFormat.PARQUET;
        double times = size * (packed ? PACKED : 1) / rowBytes;
        double spread = packed ? PACKED_SPREAD : PLAIN_SPREAD;
        return new IndexEstimate(
                size,
                documents,
                around(documents * times, documents + 1, spread),
                around(tokens * times, tokens + 1, spread),
                width,
                false);
    }

    private static IndexEstimate.Range around(double middle, long least, double spread) {
        long low = Math.max(least, (long) Math.floor(middle / spread));
        return new IndexEstimate.Range(low, Math.max(low, (long) Math.ceil(middle * spread)));
    }
}
