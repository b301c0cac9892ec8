package org.palimpsest.traps.survival;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/**
 * Writes texts in one of Unicode's composed forms (UAX #15). Characters that change lose their mark. Of the 28 look-alikes of Wei,
 * Wang and Jia NFC changes none, NFKC two.
 *
 * @param form NFC, as SlimPajama has it, or NFKC
 */
public record NormalFormRule(Form form) implements DocumentRule {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the form is a decomposed one
     */
    public NormalFormRule {
        if (form != Form.NFC && form != Form.NFKC) {
            throw new IllegalArgumentException("form must be NFC or NFKC, got " + form);
        }
    }

    @Override
    public String name() {
        return form.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String source() {
        return "Unicode UAX #15";
    }

    @Override
    public Ruling judge(MarkedText marked) {
        String text = marked.text();
        if (Normalizer.isNormalized(text, form)) {
            return Ruling.keep(marked);
        }
        TextRevision revision = new TextRevision(marked);
        int start = 0;
        while (start < text.length()) {
            int end = start + Character.charCount(text.codePointAt(start));
            while (end < text.length() && joins(text.codePointAt(end))) {
                end += Character.charCount(text.codePointAt(end));
            }
            String piece = text.substring(start, end);
            String normal = Normalizer.normalize(piece, form);
            if (normal.equals(piece)) {
                revision.keep(start, end);
            } else {
                revision.put(normal);
            }
            start = end;
        }
        return Ruling.change(revision.done(), name());
    }

    /** Whether a character may become one with that before it: marks, vowels and finals of Hangul, kana's voicing. */
    private static boolean joins(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || (character >= 0x1160 && character <= 0x11FF)
                || (character >= 0x3131 && character <= 0x318E)
                || (character >= 0xFF9E && character <= 0xFFDC);
    }
}
