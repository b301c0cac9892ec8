package org.palimpsest.corpus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a document of a row. Fields that Dolma does not name are passed over. */
final class DocumentParser implements RowParser<Document> {
    @Override
    public Document parse(JsonParser json, InputLocation where) throws IOException {
        Fields fields = new Fields();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            fields.read(name, json, where);
        }
        return fields.document(where);
    }

    private static final class Fields {
        private @Nullable String id;
        private @Nullable String text;
        private int @Nullable [] tokens;
        private @Nullable String source;
        private @Nullable String added;
        private @Nullable String created;
        private Map<String, @Nullable Object> metadata = Map.of();
        private @Nullable Integer label;

        void read(String name, JsonParser json, InputLocation where) throws IOException {
            switch (name) {
                case "id" -> id = JsonValues.readString(json, name, where);
                case "text" -> text = JsonValues.readString(json, name, where);
                case "tokens" -> tokens = readTokens(json, where);
                case "source" -> source = JsonValues.readString(json, name, where);
                case "added" -> added = JsonValues.readString(json, name, where);
                case "created" -> created = JsonValues.readString(json, name, where);
                case "metadata" -> metadata = readMetadata(json, where);
                case "label" -> label = readLabel(json);
                default -> json.skipChildren();
            }
        }

        Document document(InputLocation where) throws IOException {
            if (label != null) {
                metadata = new LinkedHashMap<>(metadata);
                metadata.put("label", label);
            }
            return DocumentFields.document(where, id, text, tokens, source, added, created, metadata);
        }

        /** 1 for a member, 0 for a text that is none; kept with the metadata. Other labels mean something else. */
        private static @Nullable Integer readLabel(JsonParser json) throws IOException {
            boolean whole = json.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && json.getNumberType() == JsonParser.NumberType.INT;
            if (whole && (json.getIntValue() == 0 || json.getIntValue() == 1)) {
                return json.getIntValue();
            }
            json.skipChildren();
            return null;
        }

        private static Map<String, @Nullable Object> readMetadata(JsonParser json, InputLocation where)
                throws IOException {
            return switch (json.currentToken()) {
                case VALUE_NULL -> Map.of();
                case START_OBJECT -> JsonValues.readObject(json);
                default -> throw where.wrongType("metadata", "an object", JsonValues.describe(json));
            };
        }

        private static int @Nullable [] readTokens(JsonParser json, InputLocation where) throws IOException {
            if (json.currentToken() == JsonToken.VALUE_NULL) {
                return null;
            }
            if (json.currentToken() != JsonToken.START_ARRAY) {
                throw where.wrongType("tokens", "a list of token ids", JsonValues.describe(json));
            }
            int[] ids = new int[64];
            int count = 0;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (count == ids.length) {
                    ids = Arrays.copyOf(ids, 2 * count);
                }
                ids[count] = readToken(json, count, where);
                count++;
            }
            return Arrays.copyOf(ids, count);
        }

        private static int readToken(JsonParser json, int position, InputLocation where) throws IOException {
            boolean whole = json.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && json.getNumberType() == JsonParser.NumberType.INT;
            if (!whole || json.getIntValue() < 0) {
                throw where.wrongType(
                        "tokens[" + position + "]",
                        "a token id from 0 to " + Integer.MAX_VALUE,
                        JsonValues.describe(json));
            }
            return json.getIntValue();
        }
    }
}
