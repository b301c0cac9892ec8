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
import org.palimpsest.corpus.DocumentFormat;
import org.palimpsest.corpus.InputLocation;
import org.palimpsest.corpus.JsonLines;
import org.palimpsest.corpus.JsonValues;
import org.palimpsest.corpus.ParquetInput;
import org.palimpsest.corpus.ParquetValues;

/**
 * Reads a transcript from JSONL or Parquet: a row {@code {"index":0,"id":"doc-7","step":0}} for each position, in any order, the
 * {@code step} if it is known. Other fields are passed over.
 */
public final class TranscriptReader {
    private static final List<String> COLUMNS = List.of("index", "id", "step");
    private static final String EXPECTED_COUNT = "a whole number from 0 to " + Long.MAX_VALUE;

    private TranscriptReader() {}

    /**
     * Reads a transcript.
     *
     * @param file JSONL, plain, {@code .gz} or {@code .zst}, {@code .parquet}, or {@code -} for standard input
     * @return the transcript
     * @throws CorruptInputException if a row lacks a field or has one of the wrong type, a position is negative or given
     *     twice, or there are no rows
     * @throws IOException if the file is missing or cannot be read
     */
    public static Transcript read(Path file) throws IOException {
        List<Transcript.Entry> entries = new ArrayList<>();
        Map<Long, Long> lineOfPosition = new HashMap<>();
        if (DocumentFormat.of(file.toString()) == DocumentFormat.PARQUET) {
            try (ParquetInput rows = ParquetInput.open(file, COLUMNS)) {
                while (rows.next()) {
                    add(entry(rows), rows.where(), entries, lineOfPosition);
                }
            }
        } else {
            try (JsonLines lines = JsonLines.open(file, 0)) {
                for (Transcript.Entry entry = lines.next(TranscriptReader::parse);
                        entry != null;
                        entry = lines.next(TranscriptReader::parse)) {
                    add(entry, lines.location(), entries, lineOfPosition);
                }
            }
        }
        if (entries.isEmpty()) {
            throw new CorruptInputException(file.toString(), "has no rows, expected one for each training position");
        }
        return new Transcript(entries);
    }

    private static void add(
            Transcript.Entry entry, InputLocation where, List<Transcript.Entry> entries, Map<Long, Long> lineOfPosition)
            throws CorruptInputException {
        Long first = lineOfPosition.putIfAbsent(entry.position(), where.line());
        if (first != null) {
            throw where.error("field \"index\": position " + entry.position() + " is on "
                    + where.unit().word() + " " + first + " already; every position has one document");
        }
        entries.add(entry);
    }

    private static Transcript.Entry entry(ParquetInput rows) throws CorruptInputException {
        InputLocation where = rows.where();
        return entry(
                count(rows.value(0), COLUMNS.get(0), where),
                ParquetValues.text(rows.value(1), COLUMNS.get(1), where),
                count(rows.value(2), COLUMNS.get(2), where),
                where);
    }

    private static @Nullable Long count(@Nullable Object value, String column, InputLocation where)
            throws CorruptInputException {
        if (value == null || (value instanceof Long number && number >= 0)) {
            return (Long) value;
        }
        throw where.wrongType(column, EXPECTED_COUNT, ParquetValues.describe(value));
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
        return entry(position, documentId, step, where);
    }

    private static Transcript.Entry entry(
            @Nullable Long position, @Nullable String documentId, @Nullable Long step, InputLocation where)
            throws CorruptInputException {
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
            throw where.wrongType(field, EXPECTED_COUNT, JsonValues.describe(json));
        }
        return json.getLongValue();
    }
}
