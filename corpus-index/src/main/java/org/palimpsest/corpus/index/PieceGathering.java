package org.palimpsest.corpus.index;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.index.CorpusPiece.Part;

/**
 * Puts ranges of pieces together to the raw corpus of one shard: tokens as wide as in the index, offsets from its own beginning.
 * Memory does not grow with the ranges.
 */
final class PieceGathering implements Closeable {
    private final PieceFiles files;
    private final TokenWidth width;
    private final NumberOutput tokens;
    private final NumberOutput starts;
    private final NumberOutput lines;
    private final NumberOutput lineStarts;
    private final @Nullable NumberOutput steps;
    private long tokensBefore;

    PieceGathering(RawCorpus corpus, PieceFiles files, CorpusPiece.Steps known) throws IOException {
        this.files = files;
        this.width = corpus.width();
        corpus.createFolder();
        this.tokens = new NumberOutput(corpus.tokens());
        this.starts = new NumberOutput(corpus.offsets());
        this.lines = new NumberOutput(corpus.metadata());
        this.lineStarts = new NumberOutput(corpus.metadataOffsets());
        this.steps = known == CorpusPiece.Steps.GIVEN ? new NumberOutput(corpus.steps()) : null;
    }

    void add(PieceShard.Range range) throws IOException {
        int narrow = range.piece().width().bytes();
        try (NumberInput in = open(range, Part.TOKENS).skip(range.firstToken() * narrow)) {
            if (narrow == width.bytes()) {
                in.copy(range.tokens() * narrow, tokens);
            } else {
                for (long token = 0; token < range.tokens(); token++) {
                    tokens.writeNumber(CorpusWriter.widened(in.next(narrow)), width.bytes());
                }
            }
        }
        try (NumberInput in = open(range, Part.STARTS).skip(8 * range.firstDocument())) {
            for (long document = 0; document < range.documents(); document++) {
                long position = in.next() / narrow - range.firstToken() + tokensBefore;
                starts.writeNumber(position * width.bytes(), 8);
            }
        }
        addLines(range);
        if (steps != null) {
            try (NumberInput in = open(range, Part.STEPS).skip(8 * range.firstDocument())) {
                in.copy(8 * range.documents(), steps);
            }
        }
        tokensBefore += range.tokens();
    }

    private void addLines(PieceShard.Range range) throws IOException {
        long first;
        long end;
        try (NumberInput in = open(range, Part.LINE_STARTS).skip(8 * range.firstDocument())) {
            first = in.next();
            long base = lines.size() - first;
            lineStarts.writeNumber(first + base, 8);
            for (long document = 1; document < range.documents(); document++) {
                lineStarts.writeNumber(in.next() + base, 8);
            }
            boolean last =
                    range.firstDocument() + range.documents() == range.piece().documents();
            end = last ? range.piece().lineBytes() : in.next();
        }
        try (NumberInput in = open(range, Part.LINES).skip(first)) {
            in.copy(end - first, lines);
        }
    }

    private NumberInput open(PieceShard.Range range, Part part) throws IOException {
        return new NumberInput(
                files.open(range.number(), part), "the " + part.fileName() + " of piece " + range.number());
    }

    @Override
    public void close() throws IOException {
        try (NumberOutput first = tokens;
                NumberOutput second = starts;
                NumberOutput third = lines;
                NumberOutput fourth = steps) {
            lineStarts.close();
        }
    }
}
