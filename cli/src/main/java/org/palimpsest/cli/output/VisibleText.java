package org.palimpsest.cli.output;

import java.util.Locale;

/**
 * Text of unknown origin made safe to show: nothing in it can move a cursor, hide, reorder or end what stands around it.
 *
 * <p>C0 controls become their pictures (U+2400..U+2421), C1 controls, lone surrogates and non-characters become U+FFFD,
 * and characters that reorder a line (Unicode Standard Annex 9) are written out as {@code [U+202E]}.
 */
public final class VisibleText {
    private VisibleText() {}

    /** The text on one line: line breaks and tabs become pictures too. Linear in the length. */
    public static String line(String text) {
        return visible(text, false);
    }

    /** The text with its line feeds and tabs; {@code \r\n} counts as a line feed. Linear in the length. */
    public static String block(String text) {
        return visible(text.replace("\r\n", "\n"), true);
    }

    /** Columns that the text takes on a terminal: wide characters two, combining marks none. */
    public static int width(String text) {
        return text.codePoints().map(VisibleText::columns).sum();
    }

    private static String visible(String text, boolean keepBreaks) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (keepBreaks && (c == '\n' || c == '\t')) {
                out.appendCodePoint(c);
            } else if (c < 0x20) {
                out.appendCodePoint(0x2400 + c);
            } else if (c == 0x7f) {
                out.append('\u2421');
            } else if (isBroken(c)) {
                out.append('\ufffd');
            } else if (isReordering(c)) {
                out.append(String.format(Locale.ROOT, "[U+%04X]", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static boolean isBroken(int c) {
        return (c >= 0x80 && c < 0xa0) || (c >= 0xd800 && c <= 0xdfff) || (c & 0xfffe) == 0xfffe;
    }

    private static boolean isReordering(int c) {
        return c == 0x061c
                || c == 0x200e
                || c == 0x200f
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }

    private static int columns(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return isWide(c) ? 2 : 1;
    }

    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115f)
                || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff)
                || (c >= 0xfe30 && c <= 0xfe6f)
                || (c >= 0xff00 && c <= 0xff60)
                || (c >= 0xffe0 && c <= 0xffe6)
                || (c >= 0x1f300 && c <= 0x1faff)
                || (c >= 0x20000 && c <= 0x3fffd);
    }
}
