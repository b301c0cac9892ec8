package org.palimpsest.traps.family;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.palimpsest.corpus.CorruptInputException;

/**
 * A kind of invented entity: its attributes and their options.
 *
 * @param name short name that stands for the schema in files
 * @param attributes one or more, of different names
 */
public record FactSchema(String name, List<FactAttribute> attributes) {
    /** Name of the schema that {@link #village()} returns. */
    public static final String VILLAGE = "village";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the name is blank, there is no attribute, or two have one name
     */
    public FactSchema {
        attributes = List.copyOf(attributes);
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of a schema must be non-blank, got \"" + name + "\"");
        }
        if (attributes.isEmpty()) {
            throw new IllegalArgumentException("schema \"" + name + "\" must have 1 attribute or more, got none");
        }
        if (new HashSet<>(attributes.stream().map(FactAttribute::name).toList()).size() != attributes.size()) {
            throw new IllegalArgumentException("attributes of schema \"" + name + "\" must differ, got one twice");
        }
    }

    /**
     * Villages with four attributes of 50 options: emblem animal, chief crop, traditional instrument, local stone.
     *
     * @return the schema that comes with this module, loaded once
     */
    public static FactSchema village() {
        return Holder.VILLAGE_SCHEMA;
    }

    /**
     * Reads a schema: {@code {"name":"…","attributes":[{"name":"…","options":["…",…]},…]}}.
     *
     * @param file JSON
     * @return the schema
     * @throws CorruptInputException if the file is no such object; the message says what is wrong
     * @throws IOException if it cannot be read
     */
    public static FactSchema read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(in);
        } catch (JsonProcessingException e) {
            throw new CorruptInputException(file.toString(), "expected a schema in JSON, found text that is none");
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(
                    file.toString(), e.getMessage() + "; give {\"name\",\"attributes\":[{\"name\",\"options\"}]}");
        }
    }

    private static FactSchema parse(InputStream in) throws IOException {
        JsonNode root = JSON.readTree(in);
        List<FactAttribute> attributes = new ArrayList<>();
        for (JsonNode attribute : root.path("attributes")) {
            List<String> options = new ArrayList<>();
            attribute.path("options").forEach(option -> options.add(option.asText()));
            attributes.add(new FactAttribute(attribute.path("name").asText(), options));
        }
        return new FactSchema(root.path("name").asText(), attributes);
    }

    private static final class Holder {
        static final FactSchema VILLAGE_SCHEMA = load();

        private static FactSchema load() {
            try (InputStream in = FactSchema.class.getResourceAsStream("village.json")) {
                if (in == null) {
                    throw new IllegalStateException("resource village.json is missing beside " + FactSchema.class);
                }
                return parse(in);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the resource village.json", e);
            }
        }
    }
}
