package org.palimpsest.corpus.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds where documents of pieces begin. Reads only the starts of pieces in which a position lies, from the first up to it, and
 * holds none of them.
 */
final class PieceStarts implements ShardCut.Starts, Closeable {
    private final List<CorpusPiece> pieces;
    private final PieceFiles files;
    private final ShardCut.Start end;
    private int piece;
    /** Documents and tokens before the piece. */
    private ShardCut.Start before = new ShardCut.Start(0, 0);
    /** The starts of the piece, and the last of them that was read. */
    private @Nullable NumberInput starts;

    private ShardCut.Start last = before;

    PieceStarts(List<CorpusPiece> pieces, PieceFiles files) {
        this.pieces = pieces;
        this.files = files;
        long documents = 0;
        long tokens = 0;
        for (CorpusPiece one : pieces) {
            documents += one.documents();
            tokens += one.tokens();
        }
        this.end = new ShardCut.Start(documents, tokens);
    }

    /** The end of the corpus. */
    ShardCut.Start end() {
        return end;
    }

    @Override
    public ShardCut.Start from(long position) throws IOException {
        while (piece < pieces.size() && position >= after().position()) {
            next();
        }
        if (position <= before.position()) {
            return before;
        }
        while (last.position() < position) {
            long document = last.document() + 1;
            if (document == after().document()) {
                return after();
            }
            last = new ShardCut.Start(
                    document,
                    before.position() + read() / pieces.get(piece).width().bytes());
        }
        return last;
    }

    /** The end of the piece. */
    private ShardCut.Start after() {
        CorpusPiece current = pieces.get(piece);
        return new ShardCut.Start(before.document() + current.documents(), before.position() + current.tokens());
    }

    private void next() throws IOException {
        close();
        before = after();
        last = before;
        piece++;
    }

    private long read() throws IOException {
        NumberInput open = starts;
        if (open == null) {
            open = new NumberInput(files.open(piece, CorpusPiece.Part.STARTS), "the starts of piece " + piece);
            open.next(); // the first document of a piece begins where the piece does
            starts = open;
        }
        return open.next();
    }

    @Override
    public void close() throws IOException {
        if (starts != null) {
            starts.close();
            starts = null;
        }
    }
}
