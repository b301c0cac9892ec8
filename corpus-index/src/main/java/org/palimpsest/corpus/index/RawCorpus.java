package org.palimpsest.corpus.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.palimpsest.corpus.run.AtomicOutput;

/**
 * What {@link CorpusWriter} writes of all documents, before shards are cut from it: tokens, 8-byte offsets of documents,
 * lines of metadata, 8-byte offsets of those, and 8-byte steps where there is an order of training. Several shards are
 * copies of its parts; a single one takes its files over.
 *
 * @param folder under construction
 * @param width of tokens; files whose content depends on it are others for each width, so that those of a build that is
 *     interrupted while tokens are widened still fit its last {@link ReadingState}
 */
record RawCorpus(Path folder, TokenWidth width) {
    private Path own() {
        return folder.resolve(AtomicOutput.NOTES).resolve("corpus");
    }

    Path tokens() {
        return own().resolve("documents.ids" + width.bytes());
    }

    Path offsets() {
        return own().resolve("documents.starts" + width.bytes());
    }

    Path metadata() {
        return own().resolve("documents.lines");
    }

    Path metadataOffsets() {
        return own().resolve("documents.line-starts");
    }

    Path steps() {
        return own().resolve("documents.steps");
    }

    /** Bytes of all tokens, whoever has them. */
    long tokenBytes() throws IOException {
        return Files.size(Files.exists(tokens()) ? tokens() : new ShardFiles(folder, 0).tokens());
    }

    /** Whether all files are there, as long as they should be. */
    boolean isWhole(ReadingState state) throws IOException {
        long[] sizes = sizes(state);
        for (int i = 0; i < sizes.length; i++) {
            if (!has(shared().get(i), sizes[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether all files are there, at least as long as they should be. */
    boolean has(ReadingState state) throws IOException {
        long[] sizes = sizes(state);
        for (int i = 0; i < sizes.length; i++) {
            Path file = shared().get(i);
            if (!Files.exists(file) || Files.size(file) < sizes[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean has(Path file, long bytes) throws IOException {
        return Files.exists(file) && Files.size(file) == bytes;
    }

    private static long[] sizes(ReadingState state) {
        long eight = 8 * state.documents();
        return new long[] {state.tokens() * state.width().bytes(), eight, state.metadataBytes(), eight};
    }

    private List<Path> shared() {
        return List.of(tokens(), offsets(), metadata(), metadataOffsets());
    }

    private static List<Path> shared(ShardFiles files) {
        return List.of(files.tokens(), files.offsets(), files.metadata(), files.metadataOffsets());
    }

    /** Lets the only shard have the files. */
    void giveTo(ShardFiles only) throws IOException {
        for (int i = 0; i < shared().size(); i++) {
            if (Files.exists(shared().get(i))) {
                Files.move(shared().get(i), shared(only).get(i));
            }
        }
    }

    /** Takes back what a build that was interrupted had given to its only shard. */
    void takeBack(ShardFiles only, ReadingState state) throws IOException {
        for (int i = 0; i < shared().size(); i++) {
            if (!Files.exists(shared().get(i)) && has(shared(only).get(i), sizes(state)[i])) {
                Files.move(shared(only).get(i), shared().get(i));
            }
        }
    }

    /** Makes room for the files. */
    void createFolder() throws IOException {
        Files.createDirectories(own());
    }

    /** Deletes the files and their folders. */
    void delete() throws IOException {
        try (Stream<Path> files = Files.list(own())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(own());
        Files.delete(folder.resolve(AtomicOutput.NOTES));
    }
}
