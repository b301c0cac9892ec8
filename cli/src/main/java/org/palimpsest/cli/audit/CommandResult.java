package org.palimpsest.cli.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.output.JsonOutput;
import org.palimpsest.corpus.CorruptInputException;

/**
 * What a command printed under {@code --json}.
 *
 * @param source the file, or what else it came from
 * @param command words of the command, such as {@code provenance query}
 * @param result what the command found, an object
 * @param manifest what the same bytes can be made from again, an object
 */
public record CommandResult(String source, String command, JsonNode result, JsonNode manifest) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * Reads a file.
     *
     * @param file with the one JSON object
     * @return the result
     * @throws CorruptInputException if the file holds something else, or an envelope of a newer version
     * @throws IOException if the file cannot be read
     */
    public static CommandResult read(Path file) throws IOException {
        try {
            return of(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(
                    file.toString(), null, "there is no such file; give what a command printed under --json");
        }
    }

    /**
     * Reads a text.
     *
     * @param source what messages call it
     * @param text the one JSON object
     * @return the result
     * @throws CorruptInputException if the text is something else, or an envelope of a newer version
     */
    public static CommandResult of(String source, String text) throws CorruptInputException {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw corrupt(source, "is not one JSON object: " + e.getOriginalMessage(), e);
        }
        if (root == null || !root.isObject()) {
            throw corrupt(source, "is not one JSON object", null);
        }
        JsonNode version = root.path("schemaVersion");
        if (!version.isInt() || version.asInt() < 1) {
            throw corrupt(source, "has no schemaVersion", null);
        }
        if (version.asInt() > JsonOutput.SCHEMA_VERSION) {
            throw new CorruptInputException(
                    source,
                    "has schemaVersion " + version.asInt() + ", this program reads up to " + JsonOutput.SCHEMA_VERSION
                            + "; use the version of the program that made it");
        }
        for (String field : new String[] {"result", "manifest"}) {
            if (!root.path(field).isObject()) {
                throw corrupt(source, "has no object " + field, null);
            }
        }
        if (root.path("command").asText().isBlank()) {
            throw corrupt(source, "has no command", null);
        }
        return new CommandResult(source, root.path("command").asText(), root.path("result"), root.path("manifest"));
    }

    private static CorruptInputException corrupt(String source, String reason, @Nullable Throwable cause) {
        return new CorruptInputException(source, 0, reason + "; give what a command printed under --json", cause);
    }
}
