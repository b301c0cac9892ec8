package org.palimpsest.inference.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a server writes the bytes of a token as a string. */
enum Spelling {
    /** As text; a token that is no whole characters as {@code bytes:\xe2\x80}, as OpenAI does. */
    BYTES_ESCAPED {
        @Override
        byte @Nullable [] bytes(String token) {
            return ESCAPED.matcher(token).matches() ? hex(token.replaceAll("bytes:|\\\\x", "")) : PLAIN.bytes(token);
        }
    },
    /** As text, whatever it looks like. */
    PLAIN {
        @Override
        byte @Nullable [] bytes(String token) {
            return token.getBytes(StandardCharsets.UTF_8);
        }
    },
    /** A character a byte, in the alphabet of GPT-2: {@code Ġthe}. */
    BYTE_LEVEL {
        @Override
        byte @Nullable [] bytes(String token) {
            byte[] bytes = new byte[token.length()];
            for (int i = 0; i < bytes.length; i++) {
                int b = BYTE_OF.indexOf(token.charAt(i));
                if (b < 0) {
                    return null;
                }
                bytes[i] = (byte) b;
            }
            return bytes;
        }
    },
    /** As SentencePiece keeps them: {@code ▁the}, and {@code <0xE2>} for a byte. */
    SENTENCE_PIECE {
        @Override
        byte @Nullable [] bytes(String token) {
            return HEX_BYTE.matcher(token).matches()
                    ? hex(token.substring(3, 5))
                    : PLAIN.bytes(token.replace('\u2581', ' '));
        }
    };

    private static final Pattern ESCAPED = Pattern.compile("bytes:(\\\\x[0-9a-fA-F]{2})+");
    private static final Pattern HEX_BYTE = Pattern.compile("<0x[0-9A-Fa-f]{2}>");
    private static final String BYTE_OF = alphabet();

    /** The bytes that a token stands for, or null if it is not spelt so. */
    abstract byte @Nullable [] bytes(String token);

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    /** Printable bytes of Latin-1 stand for themselves, the others for U+0100, U+0101, … in the order of the bytes. */
    private static String alphabet() {
        StringBuilder characters = new StringBuilder();
        char standIn = 0x100;
        for (int b = 0; b < 0x100; b++) {
            boolean printable = (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || b >= 0xae;
            characters.append(printable ? (char) b : standIn++);
        }
        return characters.toString();
    }
}
