package org.palimpsest.corpus.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The part of a corpus that becomes a shard.
 *
 * @param corpus all documents
 * @param shard its number
 * @param firstDocument where it begins
 * @param documents how many it has
 * @param firstToken where it begins
 * @param tokens how many it has, separators included
 */
record ShardPart(RawCorpus corpus, int shard, long firstDocument, long documents, long firstToken, long tokens) {
    private static final int COPIED_AT_ONCE = 64 * PagedFile.PAGE;

    ShardFiles files() {
        return new ShardFiles(corpus.folder(), shard);
    }

    TokenWidth width() {
        return corpus.width();
    }

    /** Takes over or copies offsets and metadata, hands over the tokens, and adds the checksums of all four. */
    TokenText take(List<PageSums> sums) throws IOException {
        return tokens * width().bytes() == corpus.tokenBytes() ? takeOver(sums) : copy(sums);
    }

    private TokenText takeOver(List<PageSums> sums) throws IOException {
        ShardFiles files = files();
        corpus.giveTo(files);
        PageSummer summer = new PageSummer();
        TokenText text =
                TokenText.read(files.tokens(), width(), 0, Math.toIntExact(tokens), chunk -> summer.add(chunk));
        sums.add(summer.sums(String.valueOf(files.tokens().getFileName())));
        sums.add(PageSums.of(files.offsets()));
        sums.add(PageSums.of(files.metadata()));
        sums.add(PageSums.of(files.metadataOffsets()));
        return text;
    }

    private TokenText copy(List<PageSums> sums) throws IOException {
        ShardFiles files = files();
        PageSummedOutput out = new PageSummedOutput(files.tokens());
        TokenText text;
        try (out) {
            text = TokenText.read(corpus.tokens(), width(), firstToken, Math.toIntExact(tokens), out::write);
        }
        sums.add(out.sums());
        sums.add(rebased(corpus.offsets(), files.offsets()));
        PagedFile lines = PagedFile.open(corpus.metadataOffsets());
        long end = 8 * (firstDocument + documents);
        long first = lines.littleEndianLong(8 * firstDocument);
        long last = end < lines.size() ? lines.littleEndianLong(end) : Files.size(corpus.metadata());
        sums.add(copied(corpus.metadata(), first, last - first, files.metadata()));
        sums.add(rebased(corpus.metadataOffsets(), files.metadataOffsets()));
        return text;
    }

    private PageSums rebased(Path from, Path to) throws IOException {
        PagedFile offsets = PagedFile.open(from);
        long base = offsets.littleEndianLong(8 * firstDocument);
        PageSummedOutput out = new PageSummedOutput(to);
        try (out) {
            for (long document = firstDocument; document < firstDocument + documents; document++) {
                out.writeNumber(offsets.littleEndianLong(8 * document) - base, 8);
            }
        }
        return out.sums();
    }

    private static PageSums copied(Path from, long offset, long length, Path to) throws IOException {
        PageSummedOutput out = new PageSummedOutput(to);
        try (out;
                FileChannel in = FileChannel.open(from, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(COPIED_AT_ONCE);
            for (long done = 0; done < length; done += buffer.limit()) {
                buffer.clear().limit((int) Math.min(COPIED_AT_ONCE, length - done));
                TokenText.fill(in.position(offset + done), buffer);
                out.write(buffer);
            }
        }
        return out.sums();
    }
}
