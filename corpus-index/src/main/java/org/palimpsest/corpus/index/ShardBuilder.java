package org.palimpsest.corpus.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes a shard of a part of a corpus. */
final class ShardBuilder {
    private final ShardPart part;
    private final IndexBuilder.Options options;

    ShardBuilder(ShardPart part, IndexBuilder.Options options) {
        this.part = part;
        this.options = options;
    }

    /** Does it all and says what there is. */
    IndexManifest.Shard build() throws IOException {
        List<PageSums> sums = new ArrayList<>();
        TokenText text = part.take(sums);
        TokenWidth width = part.width();
        ShardWriter writer = new ShardWriter(part.files(), width.bytes(), sums);
        KeyCounts counts = KeyCounts.of(text, width);
        writer.write(part.files().unigrams(), counts::writeUnigrams);
        if (width != TokenWidth.U32) {
            writer.writeFirsts(counts.byKey());
        }
        int[] order = text.sorted();
        int shift = Integer.numberOfTrailingZeros(width.bytes());
        int bytes = SuffixTable.widthFor((long) order.length << shift);
        writer.write(part.files().table(), out -> out.writeNumbers(order, shift, bytes));
        writeStarts(writer, text, order);
        if (options.inverse() == IndexBuilder.Inverse.WRITTEN) {
            writeInverse(writer, order);
        }
        writer.writeBlocks(options.blockShift());
        writer.writeSteps(part.corpus().steps(), part.firstDocument());
        return writer.finish();
    }

    private void writeStarts(ShardWriter writer, TokenText text, int[] order) throws IOException {
        int shift = options.startShift();
        long samples = ((long) order.length + (1L << shift) - 1) >>> shift;
        writer.write(SideFile.Kind.START, shift, samples, out -> text.writePacked(order, shift, out));
    }

    private static void writeInverse(ShardWriter writer, int[] order) throws IOException {
        int[] inverse = new int[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            inverse[order[rank]] = rank;
        }
        writer.write(SideFile.Kind.INVERSE, 0, order.length, out -> out.writeNumbers(inverse, 0, 4));
    }
}
