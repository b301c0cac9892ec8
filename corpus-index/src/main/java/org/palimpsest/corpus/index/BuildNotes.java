package org.palimpsest.corpus.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a build writes down to be gone on with: what it is a build of ({@code request.json}), how far the documents have been
 * read ({@code reading.json}), and the shards that are finished ({@code shard-K.json}, with the SHA-256 of the shard's
 * checksums). Every file appears whole or not at all. Safe for use by many threads, each with a shard of its own.
 */
final class BuildNotes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int VERSION = 1;

    private final Path folder;
    private final Map<String, String> request;

    /**
     * Notes.
     *
     * @param folder where they stand
     * @param request what the result depends on, by name
     */
    BuildNotes(Path folder, Map<String, String> request) {
        this.folder = folder;
        this.request = new LinkedHashMap<>(request);
        this.request.put("version", Integer.toString(VERSION));
    }

    /** Whether a build was interrupted here. */
    boolean exist() {
        return Files.exists(file("request"));
    }

    /** What is now another than when the notes were begun, or null. */
    @Nullable
    String difference() throws IOException {
        Map<String, String> before = read(file("request"), new TypeReference<>() {});
        if (before == null) {
            return "its notes are damaged";
        }
        Map<String, String> names = new LinkedHashMap<>(request);
        names.putAll(before);
        for (String name : names.keySet()) {
            if (!Objects.equals(before.get(name), request.get(name))) {
                return name + " was " + before.getOrDefault(name, "absent") + ", is "
                        + request.getOrDefault(name, "absent");
            }
        }
        return null;
    }

    /** How far the documents have been read, or null if that is not known. */
    @Nullable
    ReadingState reading() throws IOException {
        return read(file("reading"), new TypeReference<>() {});
    }

    /** Writes down how far the documents have been read. */
    void write(ReadingState state) throws IOException {
        if (!exist()) {
            write(file("request"), JSON.writeValueAsBytes(request));
        }
        write(file("reading"), JSON.writeValueAsBytes(state));
    }

    /** Writes down that a shard is finished. */
    void write(ShardPart part, int wanted, IndexManifest.Shard shard) throws IOException {
        ObjectNode seal = place(part, wanted);
        seal.set("shard", JSON.valueToTree(shard));
        write(file("shard-" + part.shard()), JSON.writeValueAsBytes(seal));
    }

    private static ObjectNode place(ShardPart part, int wanted) {
        return JSON.createObjectNode()
                .put("wanted", wanted)
                .put("firstDocument", part.firstDocument())
                .put("documents", part.documents())
                .put("tokens", part.tokens());
    }

    /** The finished shard of a part, if its files are sound, or null. */
    IndexManifest.@Nullable Shard finished(ShardPart part, int wanted) throws IOException {
        ObjectNode seal = read(file("shard-" + part.shard()), new TypeReference<>() {});
        if (seal == null) {
            return null;
        }
        IndexManifest.Shard shard = JSON.convertValue(seal.remove("shard"), IndexManifest.Shard.class);
        boolean same = JSON.readTree(place(part, wanted).toString()).equals(JSON.readTree(seal.toString()));
        return same && isSound(part.files(), shard) ? shard : null;
    }

    /** Reads all files of a shard; damage is no error here, for the shard is only made again. */
    @SuppressWarnings("EmptyCatch") // damage means made again, which is what false says
    private static boolean isSound(ShardFiles files, IndexManifest.Shard shard) throws IOException {
        try {
            for (PageSums sums : IndexManifest.checksums(files, shard).values()) {
                PagedFile file = PagedFile.open(files.folder().resolve(sums.file()));
                sums.guard(file);
                file.checkAll();
            }
            return true;
        } catch (CorruptIndexException damaged) {
            return false;
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ".json");
    }

    private static void write(Path file, byte[] content) throws IOException {
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        Files.write(whole, content);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The content of a file, or null if there is none or it is damaged. */
    @SuppressWarnings("EmptyCatch") // what cannot be read is done again
    private static <T> @Nullable T read(Path file, TypeReference<T> type) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return JSON.readValue(file.toFile(), type);
        } catch (JsonProcessingException damaged) {
            return null;
        }
    }
}
