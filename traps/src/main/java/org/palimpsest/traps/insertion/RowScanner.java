package org.palimpsest.traps.insertion;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the id of a row of JSONL, and whether its text is empty, without making anything of the rest, which it only checks.
 * What it accepts, a full parser accepts with the same id and text; whatever is rare it leaves to one: escapes in ids and names,
 * ids and texts that are no strings, deep nesting, many fields, {@code NaN}.
 */
final class RowScanner {
    /** What became of a row. */
    enum Outcome {
        /** The id and the text were found, and the row is valid. */
        FOUND,
        /** There is nothing but white space. */
        BLANK,
        /** A full parser must see it. */
        UNSURE
    }

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = ONES << 7;
    private static final int DEEPEST = 60;
    private static final int MOST_FIELDS = 40;
    private static final int LONGEST_NAME = 1000;
    private static final int LONGEST_NUMBER = 200;

    private byte[] bytes = new byte[0];
    private int end;
    private int at;
    private boolean simple;
    private final int[] nameStarts = new int[DEEPEST * MOST_FIELDS];
    private final int[] nameLengths = new int[DEEPEST * MOST_FIELDS];
    private int idStart;
    private int idEnd;
    private boolean textSeen;
    private boolean textEmpty;

    /** Reads the bytes of a line, its line end included or not. */
    Outcome scan(byte[] line, int from, int to) {
        bytes = line;
        at = from;
        end = to;
        idStart = -1;
        textSeen = false;
        skipSpace();
        if (at == end) {
            return Outcome.BLANK;
        }
        boolean valid = peek() == '{' && object(0);
        skipSpace();
        boolean found = valid && at == end && idStart >= 0 && idEnd > idStart && textSeen;
        return found ? Outcome.FOUND : Outcome.UNSURE;
    }

    /** The id of the row that was found. */
    String id() {
        return new String(bytes, idStart, idEnd - idStart, StandardCharsets.UTF_8);
    }

    /** Whether the text of the row that was found is empty. */
    boolean isTextEmpty() {
        return textEmpty;
    }

    private int peek() {
        return at < end ? bytes[at] : -1;
    }

    private void skipSpace() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')) {
            at++;
        }
    }

    private boolean object(int depth) {
        at++;
        if (depth >= DEEPEST) {
            return false;
        }
        skipSpace();
        if (peek() == '}') {
            at++;
            return true;
        }
        for (int fields = 0; fields < MOST_FIELDS; fields++) {
            if (!field(depth, fields)) {
                return false;
            }
            skipSpace();
            int next = peek();
            at++;
            if (next == '}') {
                return true;
            }
            if (next != ',') {
                return false;
            }
            skipSpace();
        }
        return false;
    }

    private boolean field(int depth, int number) {
        int start = at + 1;
        if (!string() || !simple) {
            return false;
        }
        int length = at - 1 - start;
        if (length > LONGEST_NAME || repeats(depth * MOST_FIELDS, number, start, length)) {
            return false;
        }
        skipSpace();
        if (peek() != ':') {
            return false;
        }
        at++;
        skipSpace();
        return depth == 0 ? topValue(start, length) : value(depth);
    }

    private boolean repeats(int base, int number, int start, int length) {
        for (int i = base; i < base + number; i++) {
            boolean same = nameLengths[i] == length
                    && Arrays.equals(bytes, start, start + length, bytes, nameStarts[i], nameStarts[i] + length);
            if (same) {
                return true;
            }
        }
        nameStarts[base + number] = start;
        nameLengths[base + number] = length;
        return false;
    }

    private boolean topValue(int name, int length) {
        boolean id = length == 2 && bytes[name] == 'i' && bytes[name + 1] == 'd';
        boolean text = length == 4
                && bytes[name] == 't'
                && bytes[name + 1] == 'e'
                && bytes[name + 2] == 'x'
                && bytes[name + 3] == 't';
        if (!id && !text) {
            return value(0);
        }
        int start = at + 1;
        if (peek() != '"' || !string() || (id && !simple)) {
            return false;
        }
        if (id) {
            idStart = start;
            idEnd = at - 1;
        } else {
            textSeen = true;
            textEmpty = at - 1 == start;
        }
        return true;
    }

    private boolean value(int depth) {
        return switch (peek()) {
            case '"' -> string();
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        };
    }

    private boolean word(String word) {
        for (int i = 0; i < word.length(); i++, at++) {
            if (peek() != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean array(int depth) {
        at++;
        if (depth >= DEEPEST) {
            return false;
        }
        skipSpace();
        if (peek() == ']') {
            at++;
            return true;
        }
        while (true) {
            if (!value(depth)) {
                return false;
            }
            skipSpace();
            int next = peek();
            at++;
            if (next == ']') {
                return true;
            }
            if (next != ',') {
                return false;
            }
            skipSpace();
        }
    }

    private boolean number() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        int whole = at;
        if (!digits() || (bytes[whole] == '0' && at > whole + 1)) {
            return false;
        }
        if (peek() == '.') {
            at++;
            if (!digits()) {
                return false;
            }
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            if (!digits()) {
                return false;
            }
        }
        return at - start <= LONGEST_NUMBER;
    }

    private boolean digits() {
        int start = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at > start;
    }

    /** Passes over a string that begins here; notes whether it has no escape. */
    private boolean string() {
        if (peek() != '"') {
            return false;
        }
        at++;
        simple = true;
        while (true) {
            while (at + Long.BYTES <= end && !isSpecial((long) LONGS.get(bytes, at))) {
                at += Long.BYTES;
            }
            if (at >= end) {
                return false;
            }
            byte unit = bytes[at];
            if (unit == '"') {
                at++;
                return true;
            }
            if (unit == '\\') {
                simple = false;
                if (!escape()) {
                    return false;
                }
            } else if (unit >= 0) {
                if (unit < ' ') {
                    return false;
                }
                at++;
            } else if (!character()) {
                return false;
            }
        }
    }

    /** Whether one of eight bytes is a quotation mark, a back slash, a control character or not in ASCII. */
    private static boolean isSpecial(long eight) {
        long quote = eight ^ (ONES * '"');
        long slash = eight ^ (ONES * '\\');
        long found = (eight - ONES * ' ') | (quote - ONES) | (slash - ONES) | eight;
        return (found & HIGHS) != 0;
    }

    private boolean escape() {
        int kind = at + 1 < end ? bytes[at + 1] : -1;
        at += 2;
        if (kind != 'u') {
            return kind > 0 && "\"\\/bfnrt".indexOf(kind) >= 0;
        }
        for (int i = 0; i < 4; i++, at++) {
            if (Character.digit(peek(), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Passes over a character of two to four bytes if it is valid UTF-8. */
    private boolean character() {
        int first = bytes[at] & 0xff;
        int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        if (first < 0xc2 || first > 0xf4 || at + length > end) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return false;
            }
        }
        int second = bytes[at + 1] & 0xff;
        boolean legal = switch (first) {
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second < 0xa0;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second < 0x90;
            default -> true;
        };
        at += length;
        return legal;
    }
}
