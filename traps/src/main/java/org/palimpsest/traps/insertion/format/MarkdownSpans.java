package org.palimpsest.traps.insertion.format;

import java.util.Arrays;
import java.util.List;

/** Finds code, links, images, tags, formulas and emphasis marks within the blocks of Markdown. */
final class MarkdownSpans {
    private final String source;
    private final byte[] kinds;
    private final int end;

    private MarkdownSpans(String source, byte[] kinds, int end) {
        this.source = source;
        this.kinds = kinds;
        this.end = end;
    }

    /** Marks what stays whole in the blocks of a source. */
    static void mark(String source, byte[] kinds, List<TextBlock> blocks) {
        for (TextBlock block : blocks) {
            new MarkdownSpans(source, kinds, block.end()).scan(block.start());
        }
    }

    private void scan(int start) {
        int i = start;
        while (i < end) {
            int after = after(i);
            if (after > i) {
                Arrays.fill(kinds, i, Math.min(after, end), DocumentLayout.WHOLE);
                i = after;
            } else {
                i++;
            }
        }
    }

    /** The offset after what begins at an offset and stays whole, or the offset itself. */
    private int after(int i) {
        return switch (source.charAt(i)) {
            case '\\' -> i + 2;
            case '`' -> run(i, '`');
            case '$' -> formula(i);
            case '<' -> tag(i);
            case '[' -> link(i);
            case '!' -> i + 1 < end && source.charAt(i + 1) == '[' ? link(i + 1) : i;
            default -> i;
        };
    }

    /** Code between runs of the same number of back ticks; a run that nothing closes is text. */
    private int run(int i, char mark) {
        int open = i;
        while (open < end && source.charAt(open) == mark) {
            open++;
        }
        int j = open;
        while (j < end) {
            int close = j;
            while (close < end && source.charAt(close) == mark) {
                close++;
            }
            if (close - j == open - i) {
                return close;
            }
            j = Math.max(close, j + 1);
        }
        return open;
    }

    private int formula(int i) {
        boolean two = source.startsWith("$$", i);
        int from = i + (two ? 2 : 1);
        int close = source.indexOf(two ? "$$" : "$", from);
        boolean closes = close > from && close < end;
        return closes && (two || !Character.isWhitespace(source.charAt(from))) ? close + (two ? 2 : 1) : i;
    }

    private int tag(int i) {
        int close = source.indexOf('>', i);
        char next = i + 1 < end ? source.charAt(i + 1) : ' ';
        boolean opens = Character.isLetter(next) || next == '/' || next == '!' || next == '?';
        return opens && close > 0 && close < end ? close + 1 : i;
    }

    /** A link with its target, or a bracket without one: both stay whole. */
    private int link(int i) {
        int close = closing(i, '[', ']');
        if (close < 0) {
            return i;
        }
        int after = close + 1;
        if (after < end && source.charAt(after) == '(') {
            int target = closing(after, '(', ')');
            return target < 0 ? after : target + 1;
        }
        if (after < end && source.charAt(after) == '[') {
            int label = closing(after, '[', ']');
            return label < 0 ? after : label + 1;
        }
        return after;
    }

    private int closing(int from, char open, char close) {
        int depth = 0;
        for (int i = from; i < end; i++) {
            char unit = source.charAt(i);
            if (unit == '\\') {
                i++;
            } else if (unit == open) {
                depth++;
            } else if (unit == close && --depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
