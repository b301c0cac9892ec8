package org.palimpsest.corpus.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.palimpsest.corpus.run.IOConsumer;

/** Makes the table and the side files of a shard whose tokens, offsets and metadata are written. */
final class ShardBuilder {
    private final ShardFiles files;
    private final TokenWidth width;
    private final IndexBuilder.Options options;
    private final List<PageSums> sums = new ArrayList<>();
    private long shardId;

    private final long firstDocument;

    ShardBuilder(ShardFiles files, TokenWidth width, IndexBuilder.Options options, long firstDocument) {
        this.firstDocument = firstDocument;
        this.files = files;
        this.width = width;
        this.options = options;
    }

    /** Does it all and says what there is. */
    IndexManifest.Shard build() throws IOException {
        PagedFile tokens = PagedFile.open(files.tokens());
        PagedFile offsets = PagedFile.open(files.offsets());
        sums.add(PageSums.of(tokens));
        sums.add(PageSums.of(offsets));
        sums.add(PageSums.of(PagedFile.open(files.metadata())));
        sums.add(PageSums.of(PagedFile.open(files.metadataOffsets())));
        shardId = IndexManifest.shardId(sums.get(0), sums.get(1));
        int count = Math.toIntExact(tokens.size() / width.bytes());
        TokenText text = TokenText.read(files.tokens(), width, count);
        writeUnigrams(text);
        int[] order = text.sorted();
        writeTable(order);
        writeStarts(text, order);
        writeFirsts(text);
        if (options.inverse() == IndexBuilder.Inverse.WRITTEN) {
            writeInverse(order);
        }
        writeBlocks(offsets, count);
        writeSteps(count, offsets.size() / 8);
        return IndexManifest.Shard.of(files, count, offsets.size() / 8, shardId, sums);
    }

    private void writeTable(int[] order) throws IOException {
        int bytes = SuffixTable.widthFor((long) order.length * width.bytes());
        write(files.table(), out -> {
            for (int position : order) {
                out.writeNumber((long) position * width.bytes(), bytes);
            }
        });
    }

    private void writeStarts(TokenText text, int[] order) throws IOException {
        int shift = options.startShift();
        long samples = ((long) order.length + (1L << shift) - 1) >>> shift;
        write(SideFile.Kind.START, shift, order.length, samples, out -> {
            for (long rank = 0; rank < order.length; rank += 1L << shift) {
                out.writeNumber(text.packed(order[(int) rank]), 8);
            }
        });
    }

    private void writeFirsts(TokenText text) throws IOException {
        if (width == TokenWidth.U32) {
            return;
        }
        long[] firsts = new long[width.separatorKey() + 2];
        for (int position = 0; position < text.length(); position++) {
            firsts[text.key(position) + 1]++;
        }
        Arrays.parallelPrefix(firsts, Long::sum);
        write(SideFile.Kind.FIRST, 0, text.length(), firsts.length, out -> {
            for (long rank : firsts) {
                out.writeNumber(rank, 8);
            }
        });
    }

    private void writeInverse(int[] order) throws IOException {
        int[] inverse = new int[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            inverse[order[rank]] = rank;
        }
        write(SideFile.Kind.INVERSE, 0, order.length, order.length, out -> {
            for (int rank : inverse) {
                out.writeNumber(rank, 4);
            }
        });
    }

    private void writeBlocks(PagedFile offsets, int count) throws IOException {
        int shift = options.blockShift();
        long blocks = ((long) count + (1L << shift) - 1) >>> shift;
        long documents = offsets.size() / 8;
        write(SideFile.Kind.BLOCK, shift, count, blocks, out -> {
            int document = 0;
            for (long block = 0; block < blocks; block++) {
                long start = (block << shift) * width.bytes();
                while (document + 1 < documents && offsets.littleEndianLong(8L * (document + 1)) <= start) {
                    document++;
                }
                out.writeNumber(document, 4);
            }
        });
    }

    private void writeSteps(long tokens, long documents) throws IOException {
        Path all = CorpusWriter.steps(files.folder());
        if (Files.exists(all)) {
            PagedFile steps = PagedFile.open(all);
            write(SideFile.Kind.STEP, 0, tokens, documents, out -> {
                for (long document = firstDocument; document < firstDocument + documents; document++) {
                    out.writeNumber(steps.littleEndianLong(8 * document), 8);
                }
            });
        }
    }

    /** infini-gram's list of ids and how often each occurs. */
    private void writeUnigrams(TokenText text) throws IOException {
        UnigramCounts counts = UnigramCounts.of(text, width);
        write(files.unigrams(), counts::write);
    }

    private void write(Path file, IOConsumer<PageSummedOutput> fill) throws IOException {
        PageSummedOutput out = new PageSummedOutput(file);
        try (out) {
            fill.accept(out);
        }
        sums.add(out.sums());
    }

    private void write(SideFile.Kind kind, int parameter, long tokens, long entries, IOConsumer<PageSummedOutput> fill)
            throws IOException {
        write(files.side(kind), out -> {
            new SideFile(kind, parameter, tokens, shardId, entries).write(out);
            fill.accept(out);
        });
    }
}
