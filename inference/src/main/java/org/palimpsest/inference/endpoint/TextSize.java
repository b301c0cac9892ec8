package org.palimpsest.inference.endpoint;

import java.util.stream.IntStream;

/** Sizes of texts. */
final class TextSize {
    private TextSize() {}

    /** Bytes of a text's UTF-8. */
    static long utf8Bytes(String text) {
        return text.codePoints()
                .mapToLong(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4)
                .sum();
    }

    /** Where half of a surrogate pair stands alone, which no JSON in UTF-8 can carry; -1 if nowhere. */
    static int loneSurrogate(String text) {
        return IntStream.range(0, text.length())
                .filter(i -> Character.isHighSurrogate(text.charAt(i))
                        ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
                        : Character.isLowSurrogate(text.charAt(i))
                                && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1))))
                .findFirst()
                .orElse(-1);
    }
}
