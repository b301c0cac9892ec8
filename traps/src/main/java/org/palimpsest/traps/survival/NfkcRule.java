package org.palimpsest.traps.survival;

import java.text.Normalizer;
import java.text.Normalizer.Form;

/** Writes texts in Unicode's compatibility composition (UAX #15, NFKC). Characters that change lose their mark. */
public record NfkcRule() implements DocumentRule {
    @Override
    public String name() {
        return "nfkc";
    }

    @Override
    public String source() {
        return "Unicode UAX #15";
    }

    @Override
    public Ruling judge(MarkedText marked) {
        String text = marked.text();
        if (Normalizer.isNormalized(text, Form.NFKC)) {
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
            String normal = Normalizer.normalize(piece, Form.NFKC);
            if (normal.equals(piece)) {
                revision.keep(start, end);
            } else {
                revision.put(normal);
            }
            start = end;
        }
        return Ruling.change(revision.done(), "nfkc");
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
