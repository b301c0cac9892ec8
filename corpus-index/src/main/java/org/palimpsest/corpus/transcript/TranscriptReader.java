package org.palimpsest.corpus.transcript;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.InputLocation;
import org.palimpsest.corpus.JsonLines;
import org.palimpsest.corpus.JsonValues;

/**
 * Reads a transcript from JSONL: a row {@code {"index":0,"id":"doc-7","step":0}} for each position, in any order, the
 * {@code step} if it is known. Other fields are passed over.
 */
public final class TranscriptReader {
    private TranscriptReader() {}

    /**
     * Reads a transcript.
     *
     * @param file plain, {@code .gz} or {@code .zst}, or {@code -} for standard input
     * @return the transcript
     * @throws CorruptInputException if a row lacks a field or has one of the wrong type, a position is negative or given
     *     twice, or there are no rows
     * @throws IOException if the file is missing or cannot be read
     */
    public static Transcript read(Path file) throws IOException {
        List<Transcript.Entry> entries = new ArrayList<>();
        Map<Long, Long> lineOfPosition = new HashMap<>();
        try (JsonLines lines = JsonLines.open(file, 0)) {
            for (Transcript.Entry entry = lines.next(TranscriptReader::parse);
                    entry != null;
                    entry = lines.next(TranscriptReader::parse)) {
                InputLocation where = lines.location();
                Long first = lineOfPosition.putIfAbsent(entry.position(), where.line());
                if (first != null) {
                    throw where.error("field \"index\": position " + entry.position() + " is on line " + first
                            + " already; every position has one document");
                }
                entries.add(entry);
            }
        }
        if (entries.isEmpty()) {
            throw new CorruptInputException(file.toString(), "has no rows, expected one for each training position");
        }
        return new Transcript(entries);
    }

    private static Transcript.Entry parse(JsonParser json, InputLocation where) throws IOException {
        Long position = null;
        String documentId = null;
        Long step = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "index" -> position = readCount(json, name, where);
                case "id" -> documentId = JsonValues.readString(json, name, where);
                case "step" -> step = readCount(json, name, where);
                default -> json.skipChildren();
            }
        }
        if (position == null) {
            throw where.error("field \"index\" is missing; give every row its position in the training order");
        }
        if (documentId == null || documentId.isEmpty()) {
            throw where.error("field \"id\" is missing or empty; give every row the id of its document");
        }
        return new Transcript.Entry(position, documentId, step);
    }

    private static @Nullable Long readCount(JsonParser json, String field, InputLocation where) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        boolean whole = json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        if (!whole || json.getLongValue() < 0) {
            throw where.wrongType(field, "a whole number from 0 to " + Long.MAX_VALUE, JsonValues.describe(json));
        }
        return json.getLongValue();
    }
}
