package org.palimpsest.corpus.index;

import java.io.IOException;

/** Makes the table and the side files of a shard whose tokens, offsets and metadata are written. */
final class ShardBuilder {
    private final ShardFiles files;
    private final TokenWidth width;
    private final IndexBuilder.Options options;
    private final long firstDocument;

    ShardBuilder(ShardFiles files, TokenWidth width, IndexBuilder.Options options, long firstDocument) {
        this.files = files;
        this.width = width;
        this.options = options;
        this.firstDocument = firstDocument;
    }

    /** Does it all and says what there is. */
    IndexManifest.Shard build() throws IOException {
        ShardWriter writer = new ShardWriter(files, width.bytes());
        TokenText text = TokenText.read(files.tokens(), width, Math.toIntExact(writer.tokens()));
        KeyCounts counts = KeyCounts.of(text, width);
        writer.write(files.unigrams(), counts::writeUnigrams);
        if (width != TokenWidth.U32) {
            writer.writeFirsts(counts.byKey());
        }
        int[] order = text.sorted();
        int bytes = SuffixTable.widthFor((long) order.length * width.bytes());
        writer.write(files.table(), out -> {
            for (int position : order) {
                out.writeNumber((long) position * width.bytes(), bytes);
            }
        });
        writeStarts(writer, text, order);
        if (options.inverse() == IndexBuilder.Inverse.WRITTEN) {
            writeInverse(writer, order);
        }
        writer.writeBlocks(options.blockShift());
        writer.writeSteps(firstDocument);
        return writer.finish();
    }

    private void writeStarts(ShardWriter writer, TokenText text, int[] order) throws IOException {
        int shift = options.startShift();
        long samples = ((long) order.length + (1L << shift) - 1) >>> shift;
        writer.write(SideFile.Kind.START, shift, samples, out -> {
            for (long rank = 0; rank < order.length; rank += 1L << shift) {
                out.writeNumber(text.packed(order[(int) rank]), 8);
            }
        });
    }

    private static void writeInverse(ShardWriter writer, int[] order) throws IOException {
        int[] inverse = new int[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            inverse[order[rank]] = rank;
        }
        writer.write(SideFile.Kind.INVERSE, 0, order.length, out -> {
            for (int rank : inverse) {
                out.writeNumber(rank, 4);
            }
        });
    }
}
