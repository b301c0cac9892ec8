package org.palimpsest.traps.insertion;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
    List<Splice> inLine(List<Splice> splices) throws IOException {
        List<Splice> moved = new ArrayList<>();
        Cursor cursor = new Cursor();
        for (Splice splice : splices) {
            cursor.moveTo(splice.at());
            int from = cursor.at;
            byte[] piece = written(splice, cursor);
            moved.add(new Splice(
                    decoded(start, from).length(),
                    decoded(from, cursor.at).length(),
                    new String(piece, StandardCharsets.UTF_8)));
        }
        return moved;
    }

    private String decoded(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
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
        int copied = start;
        Cursor cursor = new Cursor();
        for (Splice splice : splices) {
            cursor.moveTo(splice.at());
            out.copy(bytes, copied, cursor.at - copied);
            int from = cursor.at;
            byte[] piece = written(splice, cursor);
            copied = cursor.at;
            out.replace(Arrays.copyOfRange(bytes, from, copied), piece);
        }
        out.copy(bytes, copied, end - copied);
    }

    private static byte[] quoted(String piece) {
        return JsonStringEncoder.getInstance().quoteAsUTF8(piece);
    }

    /** The bytes of a piece; moves behind what it takes away, of which units that stay alike keep their bytes. */
    private byte[] written(Splice splice, Cursor cursor) throws IOException {
        if (splice.removed() == 0) {
            return quoted(splice.piece());
        }
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        while (cursor.units < splice.end()) {
            int from = cursor.at;
            int unit = cursor.units;
            cursor.step();
            String after = splice.piece().substring(unit - splice.at(), cursor.units - splice.at());
            if (text.startsWith(after, unit)) {
                piece.write(bytes, from, cursor.at - from);
            } else {
                piece.write(quoted(after));
            }
        }
        return piece.toByteArray();
    }

    /** A place in the text: its offset among the bytes, and the units before it. */
    private final class Cursor {
        private int at = textStart;
        private int units;

        void moveTo(int unit) {
            while (units < unit) {
                step();
            }
        }

        void step() {
            units += isFourBytes(bytes[at]) ? 2 : 1;
            at += width(at);
        }
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
