package org.palimpsest.traps.survival;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes out characters without width: Unicode's format characters (general category Cf: soft hyphen, zero-width space and
 * joiners, directional marks, byte-order mark, tags) and variation selectors.
 */
public record ZeroWidthRule() implements DocumentRule {
    @Override
    public String name() {
        return "zero-width";
    }

    @Override
    public String source() {
        return "Unicode general category Cf, and variation selectors";
    }

    @Override
    public Ruling judge(MarkedText marked) {
        String text = marked.text();
        List<Span> cut = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            int end = at + Character.charCount(character);
            if (isWithoutWidth(character)) {
                cut.add(new Span(at, end));
            }
            at = end;
        }
        return cut.isEmpty() ? Ruling.keep(marked) : Ruling.change(marked.without(cut), "zero-width");
    }

    private static boolean isWithoutWidth(int character) {
        return Character.getType(character) == Character.FORMAT
                || (character >= 0xFE00 && character <= 0xFE0F)
                || (character >= 0xE0100 && character <= 0xE01EF);
    }
}
