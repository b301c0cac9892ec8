package org.palimpsest.corpus.index;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts what {@link CorpusWriter} wrote into shards of about equal size, between documents: shard 0 keeps the first
 * documents, and so on, so that a shard's place says when its documents came.
 *
 * @param documents where each shard begins, and the number of all documents at the end
 * @param positions the same in tokens
 */
record ShardCut(List<Integer> documents, List<Long> positions) {

    /** Chooses the cuts for at most {@code shards} shards; fewer where documents are few or long. */
    static ShardCut choose(PagedFile offsets, long tokens, int tokenBytes, int shards) {
        int count = Math.toIntExact(offsets.size() / 8);
        List<Integer> documents = new ArrayList<>(List.of(0));
        List<Long> positions = new ArrayList<>(List.of(0L));
        int document = 0;
        for (int shard = 1; shard < shards; shard++) {
            long wanted = tokens / shards * shard;
            while (document < count && offsets.littleEndianLong(8L * document) / tokenBytes < wanted) {
                document++;
            }
            if (document < count && document > documents.get(documents.size() - 1)) {
                documents.add(document);
                positions.add(offsets.littleEndianLong(8L * document) / tokenBytes);
            }
        }
        documents.add(count);
        positions.add(tokens);
        return new ShardCut(List.copyOf(documents), List.copyOf(positions));
    }

    int shards() {
        return documents.size() - 1;
    }

    /** Tokens of a shard. */
    long tokens(int shard) {
        return positions.get(shard + 1) - positions.get(shard);
    }

    /** Documents of a shard. */
    int documents(int shard) {
        return documents.get(shard + 1) - documents.get(shard);
    }

    /** Moves the last shards' parts into files of their own, then shortens the first's. */
    void apply(Path folder, int tokenBytes) throws IOException {
        ShardFiles whole = new ShardFiles(folder, 0);
        PagedFile offsets = PagedFile.open(whole.offsets());
        PagedFile lines = PagedFile.open(whole.metadataOffsets());
        long metadata = Files.size(whole.metadata());
        for (int shard = shards() - 1; shard > 0; shard--) {
            ShardFiles part = new ShardFiles(folder, shard);
            int from = documents.get(shard);
            int to = documents.get(shard + 1);
            long firstLine = lines.littleEndianLong(8L * from);
            long lastLine = to == documents.get(shards()) ? metadata : lines.littleEndianLong(8L * to);
            copy(whole.tokens(), part.tokens(), positions.get(shard) * tokenBytes, tokens(shard) * tokenBytes);
            copy(whole.metadata(), part.metadata(), firstLine, lastLine - firstLine);
            rebase(offsets, part.offsets(), from, to);
            rebase(lines, part.metadataOffsets(), from, to);
        }
        if (shards() > 1) {
            int end = documents.get(1);
            long line = lines.littleEndianLong(8L * end);
            shorten(whole.tokens(), positions.get(1) * tokenBytes);
            shorten(whole.metadata(), line);
            shorten(whole.offsets(), 8L * end);
            shorten(whole.metadataOffsets(), 8L * end);
        }
    }

    private static void copy(Path from, Path to, long offset, long length) throws IOException {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            for (long done = 0; done < length; ) {
                done += in.transferTo(offset + done, length - done, out);
            }
        }
    }

    private static void rebase(PagedFile offsets, Path to, int from, int end) throws IOException {
        long base = offsets.littleEndianLong(8L * from);
        try (PageSummedOutput out = new PageSummedOutput(to)) {
            for (int document = from; document < end; document++) {
                out.writeNumber(offsets.littleEndianLong(8L * document) - base, 8);
            }
        }
    }

    private static void shorten(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }
}
