package org.palimpsest.corpus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.CharConversionException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Streams the rows of a JSONL file: one JSON object a line, plain, {@code .gz}, {@code .zst} or standard input. Blank
 * lines are passed over; the literals {@code NaN} and {@code Infinity}, which Python writes, are accepted as numbers; a
 * field that occurs twice in one object is an error. A line may be 64 MiB long, which also bounds the memory. Not
 * thread-safe.
 */
public final class JsonLines implements Closeable {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LineReader.LONGEST_LINE)
                    .build())
            .build();

    private final LineReader lines;
    private final int skipBad;
    private final List<BadLine> skipped = new ArrayList<>();

    private JsonLines(LineReader lines, int skipBad) {
        this.lines = lines;
        this.skipBad = skipBad;
    }

    /**
     * Opens a file.
     *
     * @param file the file, or {@code -} for standard input
     * @param skipBad how many bad lines to pass over and list before the next one is an error, at least 0
     * @return its rows
     * @throws IllegalArgumentException if {@code skipBad} is negative
     * @throws IOException if the file is missing, or does not start as its suffix says
     */
    public static JsonLines open(Path file, int skipBad) throws IOException {
        if (skipBad < 0) {
            throw new IllegalArgumentException("skipBad must be at least 0, got " + skipBad);
        }
        return open(file.toString(), InputFile.open(file), skipBad, LineReader.LONGEST_LINE);
    }

    static JsonLines open(String name, InputStream in, int skipBad, int longestLine) {
        return new JsonLines(new LineReader(name, in, longestLine), skipBad);
    }

    /**
     * Reads the next row.
     *
     * @param <T> the value of a row
     * @param parser makes the value; a {@link CorruptInputException} or a JSON error that it throws makes the line a bad
     *     one
     * @return the value, or null at the end
     * @throws CorruptInputException if a line is bad and no more may be skipped, or the compressed data is cut or damaged
     * @throws IOException if the file cannot be read
     */
    public <T> @Nullable T next(RowParser<T> parser) throws IOException {
        return next((bytes, start, end) -> null, parser);
    }

    /** Reads the next row by a parser of its bytes, or by the other one where that gives null. */
    <T> @Nullable T next(LineParser<T> first, RowParser<T> parser) throws IOException {
        while (true) {
            try {
                if (!lines.next()) {
                    return null;
                }
                if (!lines.isBlank()) {
                    T value = first.parse(lines.bytes(), lines.start(), lines.end());
                    return value == null ? parse(parser) : value;
                }
            } catch (CorruptInputException e) {
                if (e.line() == 0 || skipped.size() == skipBad) {
                    throw e;
                }
                skipped.add(new BadLine(e.line(), e.reason()));
            }
        }
    }

    /** Makes a value of the bytes of a line, or null where it cannot. */
    interface LineParser<T> {
        @Nullable
        T parse(byte[] bytes, int start, int end);
    }

    private <T> T parse(RowParser<T> parser) throws IOException {
        InputLocation where = lines.location();
        try (JsonParser json = JSON.createParser(lines.bytes(), lines.start(), lines.end() - lines.start())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw where.error("expected one JSON object per line, found " + JsonValues.describe(json)
                        + "; write one object per line, without a list around them");
            }
            T value = parser.parse(json, where);
            if (json.nextToken() != null) {
                throw where.error("expected the end of the line after the object, found " + JsonValues.describe(json));
            }
            return value;
        } catch (JsonProcessingException e) {
            throw where.error(
                    "is not valid JSON at column " + e.getLocation().getColumnNr() + ": " + JsonValues.reason(e), e);
        } catch (CharConversionException e) {
            throw where.error("is not valid UTF-8: " + e.getMessage(), e);
        }
    }

    /** Returns the lines that were skipped so far, in the order of the file. */
    public List<BadLine> skipped() {
        return List.copyOf(skipped);
    }

    /** Returns where the row that was read last stands. */
    public InputLocation location() {
        return lines.location();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
