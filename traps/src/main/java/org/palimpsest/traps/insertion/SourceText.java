package org.palimpsest.traps.insertion;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.palimpsest.corpus.CorruptInputException;

/**
 * The bytes of a source and their characters. Bytes that are not UTF-8 are read as Latin-1, one character a byte, so that every
 * byte can be written again.
 */
final class SourceText {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final byte[] bytes;
    private final int start;
    private final String text;
    private final Charset charset;

    private SourceText(byte[] bytes, int start, String text, Charset charset) {
        this.bytes = bytes;
        this.start = start;
        this.text = text;
        this.charset = charset;
    }

    static SourceText of(String name, byte[] bytes) throws CorruptInputException {
        boolean wide = bytes.length >= 2
                && ((bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff)
                        || (bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe));
        if (wide) {
            throw new CorruptInputException(name, "is UTF-16, expected UTF-8; convert the file to UTF-8");
        }
        boolean marked = bytes.length >= BYTE_ORDER_MARK.length
                && ByteBuffer.wrap(bytes, 0, BYTE_ORDER_MARK.length).equals(ByteBuffer.wrap(BYTE_ORDER_MARK));
        int start = marked ? BYTE_ORDER_MARK.length : 0;
        ByteBuffer buffer = ByteBuffer.wrap(bytes, start, bytes.length - start);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
            return new SourceText(bytes, start, text, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            String text = new String(bytes, start, bytes.length - start, StandardCharsets.ISO_8859_1);
            return new SourceText(bytes, start, text, StandardCharsets.ISO_8859_1);
        }
    }

    String text() {
        return text;
    }

    DocumentMarker.Ascii ascii() {
        return charset.equals(StandardCharsets.UTF_8) ? DocumentMarker.Ascii.AS_NEEDED : DocumentMarker.Ascii.ONLY;
    }

    /** Writes the bytes with pieces among them. */
    void write(List<Splice> splices, EditedOutput out) throws IOException {
        int written = 0;
        int at = start;
        int units = 0;
        for (Splice splice : splices) {
            at += text.substring(units, splice.at()).getBytes(charset).length;
            units = splice.at();
            out.copy(bytes, written, at - written);
            written = at;
            at += text.substring(units, splice.end()).getBytes(charset).length;
            units = splice.end();
            out.replace(Arrays.copyOfRange(bytes, written, at), splice.piece().getBytes(charset));
            written = at;
        }
        out.copy(bytes, written, bytes.length - written);
    }

    /** The bytes with pieces among them. */
    byte[] with(List<Splice> splices) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 1024);
        write(splices, new EditedOutput(out));
        return out.toByteArray();
    }
}
