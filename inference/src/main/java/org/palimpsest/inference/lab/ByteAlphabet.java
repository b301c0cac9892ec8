package org.palimpsest.inference.lab;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The printable characters that stand for bytes in the vocabulary of a byte-level tokenizer, as GPT-2 chose them: the
 * printable bytes of Latin-1 stand for themselves, the other 68 are U+0100, U+0101, … in the order of the bytes.
 */
final class ByteAlphabet {
    /** The number of characters. */
    static final int SIZE = 256;

    private static final int FIRST_STAND_IN = 256;
    private static final char[] CHARACTERS = new char[SIZE];
    private static final int[] BYTES = new int[2 * SIZE];

    static {
        int standIn = FIRST_STAND_IN;
        for (int b = 0; b < SIZE; b++) {
            CHARACTERS[b] = (char) (isPrintable(b) ? b : standIn++);
            BYTES[CHARACTERS[b]] = b;
        }
    }

    private ByteAlphabet() {}

    private static boolean isPrintable(int b) {
        return (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || b >= 0xae;
    }

    /** The character of a byte in [0, 256). */
    static String character(int b) {
        return String.valueOf(CHARACTERS[b]);
    }

    /** The characters of a text's UTF-8. */
    static String ofText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder characters = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            characters.append(CHARACTERS[b & 0xff]);
        }
        return characters.toString();
    }

    /** Writes the bytes that characters of the alphabet stand for. */
    static void write(String characters, ByteArrayOutputStream out) {
        for (int i = 0; i < characters.length(); i++) {
            out.write(BYTES[characters.charAt(i)]);
        }
    }

    /** The byte, in [0, 256), that a character of the alphabet stands for. */
    static int byteOf(char character) {
        return BYTES[character];
    }

    /** Compares the bytes that two strings of the alphabet stand for, as unsigned numbers, the first difference first. */
    static int compare(String first, String second) {
        int shorter = Math.min(first.length(), second.length());
        for (int i = 0; i < shorter; i++) {
            int order = Integer.compare(BYTES[first.charAt(i)], BYTES[second.charAt(i)]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(first.length(), second.length());
    }
}
