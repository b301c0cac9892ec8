package org.palimpsest.corpus.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Checks one shard of another's index and writes our files beside it. Streams; touches the text once for every rank. */
final class ShardImport {
    private static final int START_SHIFT = 5;
    private static final int BLOCK_SHIFT = 6;

    private final ShardFiles files;
    private final Path original;
    private final TokenWidth width;

    /**
     * A shard.
     *
     * @param files where its files now are
     * @param original its table's name in errors
     * @param width of tokens
     */
    ShardImport(ShardFiles files, Path original, TokenWidth width) {
        this.files = files;
        this.original = original;
        this.width = width;
    }

    IndexManifest.Shard run() throws IOException {
        try {
            return written();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private IndexManifest.Shard written() throws IOException {
        PagedFile tokens = PagedFile.open(files.tokens());
        PagedFile pointers = PagedFile.open(files.table());
        TokenFile text = TokenFile.of(tokens, width);
        long count = text.tokens();
        if (count == 0 || tokens.size() % width.bytes() != 0) {
            throw new CorruptIndexException(
                    original.resolveSibling("tokenized"),
                    0,
                    tokens.size() + " bytes",
                    "whole tokens of " + width.bytes());
        }
        if (pointers.size() % count != 0 || pointers.size() / count > 8 || pointers.size() < count) {
            throw new CorruptIndexException(
                    original, 0, pointers.size() + " bytes", "1 to 8 for each of " + count + " tokens");
        }
        SuffixTable table = new SuffixTable(pointers, count, width.bytes());
        ShardWriter writer = new ShardWriter(files, width.bytes());
        new DocumentTable(PagedFile.open(files.offsets()), null, 0, text).check();
        writer.keep(files.table());
        writer.keep(files.unigrams());
        KeyCounts counts = new KeyCounts(width);
        for (long position = 0; position < count; position++) {
            counts.add(text.key(position));
        }
        if (width != TokenWidth.U32) {
            writer.writeFirsts(counts.byKey());
        }
        if (count <= SuffixSorter.MAX_LENGTH) {
            checkOrder(text, table);
        }
        writer.write(SideFile.Kind.START, START_SHIFT, (count + (1 << START_SHIFT) - 1) >>> START_SHIFT, out -> {
            for (long rank = 0; rank < count; rank += 1 << START_SHIFT) {
                out.writeNumber(text.packed(table.position(rank)), 8);
            }
        });
        writer.writeBlocks(BLOCK_SHIFT);
        return writer.finish();
    }

    /** Suffixes rise if their first keys do, and where those are equal, if the suffixes one later do. */
    private void checkOrder(TokenFile text, SuffixTable table) throws IOException {
        int count = (int) text.tokens();
        int[] ranks = new int[count];
        java.util.Arrays.fill(ranks, -1);
        for (int rank = 0; rank < count; rank++) {
            int position = (int) table.position(rank);
            if (ranks[position] >= 0) {
                throw disorder(table, rank, "position " + position + " a second time");
            }
            ranks[position] = rank;
        }
        int before = (int) table.position(0);
        for (int rank = 1; rank < count; rank++) {
            int position = (int) table.position(rank);
            int byKey = Integer.compareUnsigned(text.key(before), text.key(position));
            boolean rises = byKey < 0
                    || (byKey == 0
                            && position + 1 < count
                            && (before + 1 == count || ranks[before + 1] < ranks[position + 1]));
            if (!rises) {
                throw disorder(table, rank, "a suffix below the one before");
            }
            before = position;
        }
    }

    private CorruptIndexException disorder(SuffixTable table, int rank, String found) {
        return new CorruptIndexException(
                original,
                (long) rank * table.width(),
                found,
                "every suffix once, in rising order; an indexer that merges parts by comparing at most 100,000 bytes writes"
                        + " such tables");
    }
}
