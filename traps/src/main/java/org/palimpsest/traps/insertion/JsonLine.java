package org.palimpsest.traps.insertion;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.corpus.Document;

/**
 * A line of JSONL that gets traps: id, text, and where the characters of the text lie among the bytes, so that pieces are put
 * in without changing any other byte, however the line is spaced and escaped.
 */
final class JsonLine {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();
    private static final int UNICODE_ESCAPE = 6;

    private final byte[] bytes;
    private final int start;
    private final int end;
    private String id = "";
    private String text = "";
    private int textStart = -1;

    private JsonLine(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    /** Reads a line that the first pass found valid. */
    static JsonLine parse(byte[] bytes, int start, int end) throws IOException {
        JsonLine line = new JsonLine(bytes, start, end);
        int from = line.afterByteOrderMark();
        try (JsonParser json = JSON.createParser(bytes, from, end - from)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("id")) {
                    line.id = json.getText();
                } else if (name.equals("text")) {
                    line.textStart = from + (int) json.currentTokenLocation().getByteOffset() + 1;
                    line.text = json.getText();
                } else {
                    json.skipChildren();
                }
            }
        }
        if (line.textStart <= start || bytes[line.textStart - 1] != '"') {
            throw new IOException("the field \"text\" was not found where the JSON parser said");
        }
        return line;
    }

    /** The same pieces as they go into the line as a whole. */
    List<Splice> inLine(List<Splice> splices) {
        List<Splice> moved = new ArrayList<>();
        int at = textStart;
        int units = 0;
        for (Splice splice : splices) {
            while (units < splice.at()) {
                units += isFourBytes(bytes[at]) ? 2 : 1;
                at += width(at);
            }
            int offset = new String(bytes, start, at - start, StandardCharsets.UTF_8).length();
            moved.add(new Splice(
                    offset, new String(JsonStringEncoder.getInstance().quoteAsString(splice.piece()))));
        }
        return moved;
    }

    private int afterByteOrderMark() {
        boolean marked = end - start >= 3
                && bytes[start] == (byte) 0xef
                && bytes[start + 1] == (byte) 0xbb
                && bytes[start + 2] == (byte) 0xbf;
        return marked ? start + 3 : start;
    }

    Document document() {
        return Document.of(id, text);
    }

    /** Writes the line with pieces in its text, given by ascending offset. */
    void write(List<Splice> splices, EditedOutput out) throws IOException {
        int written = start;
        int at = textStart;
        int units = 0;
        for (Splice splice : splices) {
            while (units < splice.at()) {
                units += isFourBytes(bytes[at]) ? 2 : 1;
                at += width(at);
            }
            out.copy(bytes, written, at - written);
            written = at;
            out.insert(JsonStringEncoder.getInstance().quoteAsUTF8(splice.piece()));
        }
        out.copy(bytes, written, end - written);
    }

    /** Bytes of the character or escape at an offset; an escape stands for one UTF-16 unit. */
    private int width(int at) {
        int first = bytes[at] & 0xff;
        if (first == '\\') {
            return bytes[at + 1] == 'u' ? UNICODE_ESCAPE : 2;
        }
        if (first < 0x80) {
            return 1;
        }
        if (first < 0xe0) {
            return 2;
        }
        return first < 0xf0 ? 3 : 4;
    }

    private static boolean isFourBytes(byte first) {
        return (first & 0xff) >= 0xf0;
    }
}
