package org.palimpsest.corpus.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.Progress;

/**
 * Takes in an index that infini-gram built, of version 4, 5 or 6: checks it, links or copies its files, and writes ours
 * beside them. That every suffix is above the one before is checked in linear time with 4 bytes of heap a token, by which
 * the suffixes that begin one token later must stand in the same order; shards of more than 2^31 tokens are not checked.
 */
public final class IndexImporter {
    private final IndexManifest.Direction direction;
    private final @Nullable TokenWidth width;
    private final Progress progress;

    private IndexImporter(IndexManifest.Direction direction, @Nullable TokenWidth width, Progress progress) {
        this.direction = direction;
        this.width = width;
        this.progress = progress;
    }

    /**
     * For indexes whose documents are stored as they are.
     *
     * @return an importer that finds the width of tokens out
     */
    public static IndexImporter withDefaults() {
        return new IndexImporter(IndexManifest.Direction.FORWARD, null, Progress.none());
    }

    /**
     * For indexes whose documents are stored from the last token to the first: version 5, and version 6 when it was built
     * so.
     *
     * @return an importer
     */
    public IndexImporter reversed() {
        return new IndexImporter(IndexManifest.Direction.REVERSED, width, progress);
    }

    /**
     * For indexes whose width is known.
     *
     * @param tokens the width
     * @return an importer
     */
    public IndexImporter with(TokenWidth tokens) {
        return new IndexImporter(direction, tokens, progress);
    }

    /**
     * With a display of how far it is.
     *
     * @param display where to
     * @return an importer
     */
    public IndexImporter with(Progress display) {
        return new IndexImporter(direction, width, display);
    }

    /**
     * Imports.
     *
     * @param foreign the folder that infini-gram wrote
     * @param folder where ours is to be
     * @param existing what to do if it exists
     * @throws CorruptIndexException if files are missing, do not fit together, or suffixes are out of order
     * @throws IOException if a file cannot be read or written
     */
    public void run(Path foreign, Path folder, Existing existing) throws IOException {
        ForeignIndex found = ForeignIndex.in(foreign);
        TokenWidth tokens = width == null ? found.width() : width;
        AtomicOutput.directory(folder, existing, inside -> {
            List<IndexManifest.Shard> shards = new ArrayList<>();
            try (Progress.Task task = progress.begin("importing", found.shards(), "shards")) {
                for (int shard = 0; shard < found.shards(); shard++) {
                    ShardFiles files = new ShardFiles(inside, shard);
                    link(found, shard, files);
                    shards.add(new ShardImport(files, found.file("table", shard), tokens).run());
                    task.advance(1);
                }
            }
            new IndexManifest(tokens, direction, "", shards).write(inside);
        });
    }

    private static void link(ForeignIndex found, int shard, ShardFiles files) throws IOException {
        link(found.file("tokenized", shard), files.tokens());
        link(found.file("table", shard), files.table());
        link(found.file("offset", shard), files.offsets());
        optional(found.file("metadata", shard), files.metadata());
        optional(found.file("metaoff", shard), files.metadataOffsets());
        optional(found.file("unigram", shard), files.unigrams());
        if (Files.size(files.metadataOffsets()) == 0) {
            describe(files);
        }
    }

    private static void link(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from.toRealPath());
        } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
            Files.copy(from, to);
        }
    }

    private static void optional(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            link(from, to);
        } else {
            Files.createFile(to);
        }
    }

    /** Documents without metadata are named by their numbers. */
    private static void describe(ShardFiles files) throws IOException {
        Files.delete(files.metadata());
        Files.delete(files.metadataOffsets());
        long documents = Files.size(files.offsets()) / 8;
        try (PageSummedOutput lines = new PageSummedOutput(files.metadata());
                PageSummedOutput offsets = new PageSummedOutput(files.metadataOffsets())) {
            for (long document = 0; document < documents; document++) {
                offsets.writeNumber(lines.size(), 8);
                String line = "{\"path\": \"shard " + files.shard() + "\", \"linenum\": " + document
                        + ", \"metadata\": {}}\n";
                lines.write(line.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            }
        }
    }
}
