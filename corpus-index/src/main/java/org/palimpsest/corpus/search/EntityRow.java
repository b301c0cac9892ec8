package org.palimpsest.corpus.search;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.InputLocation;
import org.palimpsest.corpus.JsonValues;

/** A row of a catalogue. */
final class EntityRow {
    private EntityRow() {}

    static Entity parse(JsonParser json, InputLocation where) throws IOException {
        String id = null;
        String name = null;
        List<String> aliases = List.of();
        List<String> context = List.of();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "id" -> id = JsonValues.readString(json, field, where);
                case "name" -> name = JsonValues.readString(json, field, where);
                case "aliases" -> aliases = strings(json, field, where);
                case "context" -> context = strings(json, field, where);
                default -> json.skipChildren();
            }
        }
        return entity(required(id, "id", where), required(name, "name", where), aliases, context, where);
    }

    private static String required(@Nullable String value, String field, InputLocation where) throws IOException {
        if (value == null) {
            throw where.error("field \"" + field + "\" is missing; give every entity an id and a name");
        }
        return value;
    }

    private static Entity entity(
            String id, String name, List<String> aliases, List<String> context, InputLocation where)
            throws IOException {
        try {
            return new Entity(id, name, aliases, context);
        } catch (IllegalArgumentException e) {
            throw where.error(String.valueOf(e.getMessage()));
        }
    }

    private static List<String> strings(JsonParser json, String field, InputLocation where) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw where.wrongType(field, "a list of strings", JsonValues.describe(json));
        }
        List<String> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String value = JsonValues.readString(json, field, where);
            if (value == null) {
                throw where.wrongType(field, "a list of strings", "null in it");
            }
            values.add(value);
        }
        return values;
    }

    static void write(Entity entity, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", entity.id());
        json.writeStringField("name", entity.name());
        write("aliases", entity.aliases(), json);
        write("context", entity.context(), json);
        json.writeEndObject();
    }

    private static void write(String field, List<String> values, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
