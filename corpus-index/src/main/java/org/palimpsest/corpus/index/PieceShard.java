package org.palimpsest.corpus.index;

import java.io.Serializable;
import java.util.List;

/**
 * A shard that is still to be sorted: the ranges of pieces that it consists of, in training order.
 *
 * @param number of the shard, from 0
 * @param width of tokens in the index
 * @param documents in it
 * @param tokens in it, separators included
 * @param ranges what it is made of
 */
public record PieceShard(int number, TokenWidth width, long documents, long tokens, List<Range> ranges)
        implements Serializable {
    /** Copies. */
    public PieceShard {
        ranges = List.copyOf(ranges);
    }

    /**
     * Documents of a piece that follow each other.
     *
     * @param number of the piece, from 0
     * @param piece the piece
     * @param firstDocument of the range
     * @param documents in it, at least 1
     * @param firstToken of the range
     * @param tokens in it
     */
    public record Range(int number, CorpusPiece piece, long firstDocument, long documents, long firstToken, long tokens)
            implements Serializable {}

    /**
     * What sorting takes.
     *
     * @return bytes of heap: {@link IndexBuilder#bytesPerToken} for each token
     */
    public long sortingBytes() {
        return tokens * IndexBuilder.bytesPerToken(width);
    }
}
