package org.palimpsest.corpus.search;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.corpus.index.CorruptIndexException;
import org.palimpsest.corpus.run.Fingerprint;

/**
 * What a search index consists of: {@code search.json} says so, {@code entities.jsonl} is the catalogue, {@code lucene/} the
 * index.
 *
 * @param documents how many there are
 * @param steps whether training steps were given
 * @param sources fingerprints of what it was made of
 */
record SearchManifest(int documents, boolean steps, List<String> sources) {
    private static final String NAME = "search.json";
    private static final String ENTITIES = "entities.jsonl";
    private static final String FORMAT = "palimpsest-search";
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    static Path lucene(Path folder) {
        return folder.resolve("lucene");
    }

    static Path description(Path folder) {
        return folder.resolve(NAME);
    }

    void write(Path folder, EntityCatalogue catalogue) throws IOException {
        Path entities = folder.resolve(ENTITIES);
        // Inside a folder that AtomicOutput puts in place when all of it is written.
        try (OutputStream out = Files.newOutputStream(entities);
                JsonGenerator json = JSON.getFactory().createGenerator(out)) {
            json.setRootValueSeparator(null);
            for (Entity entity : catalogue.entities()) {
                EntityRow.write(entity, json);
                json.writeRaw('\n');
            }
        }
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT)
                .put("version", VERSION)
                .put("documents", documents)
                .put("steps", steps);
        root.put("entities", Fingerprint.sha256(entities));
        sources.forEach(root.putArray("sources")::add);
        Files.write(description(folder), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
    }

    static SearchManifest read(Path folder) throws IOException {
        Path path = description(folder);
        JsonNode root = parse(path);
        expect(path, FORMAT.equals(root.path("format").asText()), "format " + root.path("format"), FORMAT);
        expect(path, root.path("version").asInt() == VERSION, "version " + root.path("version"), "version " + VERSION);
        JsonNode documents = root.path("documents");
        expect(
                path,
                documents.canConvertToInt() && documents.isInt() && documents.asInt() >= 0,
                "documents " + documents,
                "how many documents there are");
        List<String> sources = new ArrayList<>();
        root.path("sources").forEach(source -> sources.add(source.asText()));
        return new SearchManifest(documents.asInt(), root.path("steps").asBoolean(), List.copyOf(sources));
    }

    /** The catalogue, checked against its fingerprint. */
    static EntityCatalogue entities(Path folder) throws IOException {
        Path entities = folder.resolve(ENTITIES);
        String expected = parse(description(folder)).path("entities").asText();
        if (!Files.isRegularFile(entities)) {
            throw new CorruptIndexException(entities, 0, "no such file", "the catalogue of the index");
        }
        String found = Fingerprint.sha256(entities);
        expect(entities, found.equals(expected), "content " + found, expected);
        return EntityCatalogue.read(entities);
    }

    private static JsonNode parse(Path path) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new CorruptIndexException(path, 0, "no such file", "a search index that trace --corpus made");
        }
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new CorruptIndexException(
                    path, Math.max(0, e.getLocation().getByteOffset()), "what is not JSON", "the index's description");
        }
    }

    private static void expect(Path path, boolean holds, String found, String expected) throws IOException {
        if (!holds) {
            throw new CorruptIndexException(path, 0, found, expected);
        }
    }
}
