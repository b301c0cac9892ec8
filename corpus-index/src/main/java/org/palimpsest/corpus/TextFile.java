package org.palimpsest.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A file that is one document. */
final class TextFile {
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private TextFile() {}

    /** The document. Throws CorruptInputException if it is too long or not UTF-8. */
    static Document read(Path file, String id, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LineReader.LONGEST_LINE + 1);
        if (bytes.length > LineReader.LONGEST_LINE) {
            throw new CorruptInputException(
                    file.toString(),
                    "holds more than " + LineReader.LONGEST_LINE
                            + " bytes of text, the most that one document may have; split it");
        }
        String text = decode(file, bytes);
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        return Document.of(id, marked ? text.substring(1) : text);
    }

    private static String decode(Path file, byte[] bytes) throws CorruptInputException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
        } catch (CharacterCodingException e) {
            throw new CorruptInputException(
                    file.toString(),
                    0,
                    "is not valid UTF-8 at byte " + buffer.position() + "; convert the file to UTF-8",
                    e);
        }
    }
}
