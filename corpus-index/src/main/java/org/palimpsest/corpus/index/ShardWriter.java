package org.palimpsest.corpus.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.corpus.run.IOConsumer;

/** Writes the files beside a shard's tokens and keeps the checksums of all of them. */
final class ShardWriter {
    private final ShardFiles files;
    private final List<PageSums> sums = new ArrayList<>();
    private final PagedFile offsets;
    private final long tokens;
    private final int tokenBytes;
    private final long shardId;

    /** Begins with what is there already: tokens, offsets and metadata. */
    ShardWriter(ShardFiles files, int tokenBytes) throws IOException {
        this.files = files;
        this.tokenBytes = tokenBytes;
        this.offsets = PagedFile.open(files.offsets());
        this.tokens = Files.size(files.tokens()) / tokenBytes;
        sums.add(PageSums.of(files.tokens()));
        sums.add(PageSums.of(files.offsets()));
        this.shardId = IndexManifest.shardId(sums.get(0), sums.get(1));
        keep(files.metadata());
        keep(files.metadataOffsets());
    }

    /** Begins with the checksums of tokens, offsets, metadata and the offsets of that. */
    ShardWriter(ShardFiles files, int tokenBytes, List<PageSums> present) throws IOException {
        this.files = files;
        this.tokenBytes = tokenBytes;
        this.offsets = PagedFile.open(files.offsets());
        this.tokens = present.get(0).bytes() / tokenBytes;
        this.shardId = IndexManifest.shardId(present.get(0), present.get(1));
        sums.addAll(present);
    }

    /** Takes in a file that is there already. */
    void keep(Path file) throws IOException {
        sums.add(PageSums.of(file));
    }

    /** Writes a file. */
    void write(Path file, IOConsumer<PageSummedOutput> fill) throws IOException {
        PageSummedOutput out = new PageSummedOutput(file);
        try (out) {
            fill.accept(out);
        }
        sums.add(out.sums());
    }

    /** Writes a file of ours. */
    void write(SideFile.Kind kind, int parameter, long entries, IOConsumer<PageSummedOutput> fill) throws IOException {
        write(files.side(kind), out -> {
            new SideFile(kind, parameter, tokens, shardId, entries).write(out);
            fill.accept(out);
        });
    }

    /** Writes the ranks of first keys from how often each key occurs. */
    void writeFirsts(long[] counts) throws IOException {
        write(SideFile.Kind.FIRST, 0, counts.length + 1L, out -> {
            long rank = 0;
            for (long count : counts) {
                out.writeNumber(rank, 8);
                rank += count;
            }
            out.writeNumber(rank, 8);
        });
    }

    /** Writes the document at every 2^shift-th position. */
    void writeBlocks(int shift) throws IOException {
        long blocks = (tokens + (1L << shift) - 1) >>> shift;
        write(SideFile.Kind.BLOCK, shift, blocks, out -> {
            int document = 0;
            for (long block = 0; block < blocks; block++) {
                long start = (block << shift) * tokenBytes;
                while (document + 1 < documents() && offsets.littleEndianLong(8L * (document + 1)) <= start) {
                    document++;
                }
                out.writeNumber(document, 4);
            }
        });
    }

    /** Writes the steps of the shard's documents, if there is a file of all documents' steps. */
    void writeSteps(Path all, long firstDocument) throws IOException {
        if (Files.exists(all)) {
            PagedFile steps = PagedFile.open(all);
            write(SideFile.Kind.STEP, 0, documents(), out -> {
                for (long document = firstDocument; document < firstDocument + documents(); document++) {
                    out.writeNumber(steps.littleEndianLong(8 * document), 8);
                }
            });
        }
    }

    long tokens() {
        return tokens;
    }

    long documents() {
        return offsets.size() / 8;
    }

    /** Writes the checksums and describes the shard. */
    IndexManifest.Shard finish() throws IOException {
        return IndexManifest.Shard.of(files, tokens, documents(), shardId, sums);
    }
}
