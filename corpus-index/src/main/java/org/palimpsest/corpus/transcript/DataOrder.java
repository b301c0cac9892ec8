package org.palimpsest.corpus.transcript;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.palimpsest.corpus.CorruptInputException;

/**
 * The data order of OLMo: {@code global_indices.npy}, for each position the number of the training sequence that was drawn. OLMo writes it
 * by {@code numpy.memmap}, 32 bits a number without a header; a file with a header is read as well. Positions that no rank used at
 * the end of an epoch are part of the file.
 */
public final class DataOrder implements TrainerOrder {
    private final NpyArray indices;

    private DataOrder(NpyArray indices) {
        this.indices = indices;
    }

    /**
     * Opens the file.
     *
     * @param file the file
     * @param bare how numbers are written where there is no header: {@code U32} as OLMo does, or {@code U64}
     * @return the order; each sequence is one whole document, with the sequence's number
     * @throws CorruptInputException if it is no such file
     * @throws IOException if it is missing or cannot be read
     */
    public static DataOrder open(Path file, NpyArray.Width bare) throws IOException {
        NpyArray indices = NpyArray.open(file, bare);
        if (indices.columns() != 1) {
            throw new CorruptInputException(
                    file.toString(), "has " + indices.columns() + " columns, expected one number a position");
        }
        return new DataOrder(indices);
    }

    @Override
    public long sequences() {
        return indices.rows();
    }

    @Override
    public List<Piece> sequence(long position) throws IOException {
        long item = indices.get(position);
        if (item < 0) {
            throw new CorruptInputException(
                    indices.file().toString(),
                    "position " + position + " has " + item
                            + ", expected a sequence's number; check the width of numbers");
        }
        return List.of(new Piece(item, 0, Piece.END));
    }
}
