package org.palimpsest.corpus.index;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Tokenizer;
import org.palimpsest.corpus.index.CorpusPiece.Part;
import org.palimpsest.corpus.transcript.StepMap;

/**
 * Builds an index on several machines, in the files and bytes of {@link IndexBuilder}: some read pieces of the corpus, one cuts
 * them into shards, some sort shards, one describes the whole.
 *
 * <pre>{@code
 * PiecewiseIndex index = PiecewiseIndex.with(options);
 * CorpusPiece piece = index.read(documents, tokenizer, null, folder);     // of each input, in any order
 * List<PieceShard> shards = index.cut(pieces, files);                     // pieces in training order
 * ShardSeal seal = index.build(shard, files, folder);                     // of each shard, in any order
 * byte[] description = index.description(pieces, fingerprint, seals);     // palimpsest.json
 * }</pre>
 */
public final class PiecewiseIndex implements Serializable {
    /** The name of the description, without which a folder is no index. */
    public static final String DESCRIPTION = IndexManifest.NAME;

    /** The name under which an index keeps what made its token ids. */
    public static final String TOKENIZER = IndexBuilder.TOKENIZER;

    private static final long serialVersionUID = 1L;

    private final IndexBuilder.Options options;

    private PiecewiseIndex(IndexBuilder.Options options) {
        this.options = options;
    }

    /**
     * Builds under some options.
     *
     * @param options as for {@link IndexBuilder}: equal options and documents give equal bytes
     * @return the builder
     */
    public static PiecewiseIndex with(IndexBuilder.Options options) {
        return new PiecewiseIndex(options);
    }

    /**
     * Reads the documents of a piece. Memory does not grow with them.
     *
     * @param documents in training order; empty ones are kept
     * @param tokenizer makes ids of texts; null where documents have them
     * @param order the trainer's, or null
     * @param folder gets a file for each {@link Part}
     * @return the piece
     * @throws IllegalArgumentException if a document has neither token ids nor a tokenizer to make them
     * @throws IOException if the input cannot be read or the folder not be written
     */
    public CorpusPiece read(
            DocumentStream documents, @Nullable Tokenizer tokenizer, @Nullable StepMap order, Path folder)
            throws IOException {
        TokenSource source = new TokenSource(tokenizer, null);
        ReadingState state;
        try (CorpusWriter writer = new CorpusWriter(folder, ReadingState.nothing(options.width()), order)) {
            for (List<SourceDocument> batch = IndexBuild.batch(documents);
                    !batch.isEmpty();
                    batch = IndexBuild.batch(documents)) {
                List<int[]> ids = source.of(batch);
                for (int i = 0; i < batch.size(); i++) {
                    writer.add(batch.get(i), ids.get(i));
                }
            }
            state = writer.flush(ReadingState.Stage.COMPLETE);
        }
        CorpusPiece.Steps steps = order == null ? CorpusPiece.Steps.UNKNOWN : CorpusPiece.Steps.GIVEN;
        CorpusPiece piece =
                new CorpusPiece(state.width(), state.documents(), state.tokens(), state.metadataBytes(), steps);
        RawCorpus raw = new RawCorpus(folder, state.width());
        Map<Part, Path> files = Map.of(
                Part.TOKENS, raw.tokens(),
                Part.STARTS, raw.offsets(),
                Part.LINES, raw.metadata(),
                Part.LINE_STARTS, raw.metadataOffsets(),
                Part.STEPS, raw.steps());
        for (Map.Entry<Part, Path> file : files.entrySet()) {
            if (piece.has(file.getKey())) {
                Files.move(file.getValue(), folder.resolve(file.getKey().fileName()));
            }
        }
        raw.delete();
        return piece;
    }

    /**
     * Cuts pieces into shards, where {@link IndexBuilder} would. Reads the starts of documents in pieces where a shard ends, 8
     * bytes a document, and holds none of them.
     *
     * @param pieces in training order
     * @param files theirs
     * @return the shards; fewer than asked for where documents are few, more where memory asks for it
     * @throws IllegalArgumentException if there are no documents
     * @throws IOException if a file cannot be read
     */
    public List<PieceShard> cut(List<CorpusPiece> pieces, PieceFiles files) throws IOException {
        TokenWidth width = width(pieces);
        try (PieceStarts starts = new PieceStarts(pieces, files)) {
            ShardCut.Start end = starts.end();
            if (end.document() == 0) {
                throw IndexBuild.nothingToIndex();
            }
            ShardCut cut = ShardCut.choose(starts, end, options.shardsFor(width, end.position()));
            List<PieceShard> shards = new ArrayList<>();
            for (int shard = 0; shard < cut.shards(); shard++) {
                List<PieceShard.Range> ranges =
                        ranges(pieces, cut.starts().get(shard), cut.starts().get(shard + 1));
                shards.add(new PieceShard(shard, width, cut.documents(shard), cut.tokens(shard), ranges));
            }
            return shards;
        }
    }

    /** The width of all: that of the widest. */
    private TokenWidth width(List<CorpusPiece> pieces) {
        TokenWidth widest = options.width();
        for (CorpusPiece piece : pieces) {
            widest = piece.width().bytes() > widest.bytes() ? piece.width() : widest;
        }
        return widest;
    }

    private static List<PieceShard.Range> ranges(List<CorpusPiece> pieces, ShardCut.Start from, ShardCut.Start to) {
        List<PieceShard.Range> ranges = new ArrayList<>();
        long document = 0;
        long token = 0;
        for (int i = 0; i < pieces.size(); i++) {
            CorpusPiece piece = pieces.get(i);
            long first = Math.max(from.document(), document);
            long end = Math.min(to.document(), document + piece.documents());
            if (first < end) {
                long firstToken = Math.max(from.position(), token);
                long endToken = Math.min(to.position(), token + piece.tokens());
                ranges.add(new PieceShard.Range(
                        i, piece, first - document, end - first, firstToken - token, endToken - firstToken));
            }
            document += piece.documents();
            token += piece.tokens();
        }
        return ranges;
    }

    /**
     * Sorts a shard and writes its files. Memory: {@link PieceShard#sortingBytes}.
     *
     * @param shard what of the pieces
     * @param files theirs
     * @param folder gets the files of the shard
     * @return what the description says of it
     * @throws IOException if a file cannot be read or written
     */
    public ShardSeal build(PieceShard shard, PieceFiles files, Path folder) throws IOException {
        RawCorpus raw = new RawCorpus(folder, shard.width());
        CorpusPiece.Steps steps = shard.ranges().get(0).piece().steps();
        try (PieceGathering gathering = new PieceGathering(raw, files, steps)) {
            for (PieceShard.Range range : shard.ranges()) {
                gathering.add(range);
            }
        }
        ShardPart part = new ShardPart(raw, shard.number(), 0, shard.documents(), 0, shard.tokens());
        IndexManifest.Shard built = new ShardBuilder(part, options).build();
        raw.delete();
        return new ShardSeal(built.tokens(), built.documents(), built.id(), built.check());
    }

    /**
     * The description of an index, {@link #DESCRIPTION}.
     *
     * @param pieces all
     * @param tokenizer fingerprint of what made the ids, empty if they were given
     * @param shards in their order
     * @return the bytes of the file
     * @throws IOException not
     */
    public byte[] description(List<CorpusPiece> pieces, String tokenizer, List<ShardSeal> shards) throws IOException {
        List<IndexManifest.Shard> described = shards.stream()
                .map(seal -> new IndexManifest.Shard(seal.tokens(), seal.documents(), seal.id(), seal.check()))
                .toList();
        return new IndexManifest(width(pieces), IndexManifest.Direction.FORWARD, tokenizer, described).toJson();
    }
}
