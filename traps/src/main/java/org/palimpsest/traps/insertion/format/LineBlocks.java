package org.palimpsest.traps.insertion.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines of a source, and what they are made into: kinds of characters, and blocks of lines that follow each other. */
final class LineBlocks {
    private final String source;
    private final byte[] kinds;
    private final List<TextBlock> blocks = new ArrayList<>();
    private int start = -1;
    private int end;

    LineBlocks(String source) {
        this.source = source;
        this.kinds = new byte[source.length()];
    }

    /** The offset after a line that begins at an offset, its line end included. */
    static int next(String source, int from) {
        int newline = source.indexOf('\n', from);
        return newline < 0 ? source.length() : newline + 1;
    }

    static boolean isBlank(String source, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Character.isWhitespace(source.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Adds characters of a line to the block that is open, or opens one. */
    void add(int from, int to) {
        Arrays.fill(kinds, from, to, DocumentLayout.PROSE);
        if (start < 0) {
            start = from;
        }
        end = to;
    }

    /** Ends the block that is open. */
    void close(boolean paragraphMayFollow) {
        if (start >= 0) {
            int last = trimmed(source, start, end);
            if (last > start) {
                blocks.add(new TextBlock(start, last, paragraphMayFollow ? last : DocumentLayout.NOWHERE));
            }
        }
        start = -1;
    }

    static int trimmed(String source, int from, int to) {
        int last = to;
        while (last > from && Character.isWhitespace(source.charAt(last - 1))) {
            last--;
        }
        return last;
    }

    /** Whether no block is open. */
    boolean isEmpty() {
        return start < 0;
    }

    byte[] kinds() {
        return kinds;
    }

    List<TextBlock> blocks() {
        return blocks;
    }
}
