package org.palimpsest.traps.survival;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** How a text is cut into the units that exact substrings are counted in: bytes, words, or the tokens of a tokenizer. */
@FunctionalInterface
public interface Spelling {
    /**
     * Spells a text.
     *
     * @param text any text
     * @return its units
     */
    SpelledText spell(String text);

    /**
     * Bytes of UTF-8.
     *
     * @return the spelling
     */
    static Spelling bytes() {
        return text -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int[] units = new int[bytes.length];
            int[] starts = new int[bytes.length + 1];
            int at = 0;
            for (int i = 0; i < text.length(); ) {
                int character = text.codePointAt(i);
                int width = width(character);
                for (int k = 0; k < width; k++, at++) {
                    units[at] = bytes[at] & 0xff;
                    starts[at] = i;
                }
                i += Character.charCount(character);
            }
            starts[at] = text.length();
            return new SpelledText(units, starts);
        };
    }

    /** Bytes in UTF-8; half a surrogate pair becomes a question mark. */
    private static int width(int character) {
        if (character < 0x80 || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE)) {
            return 1;
        }
        if (character < 0x800) {
            return 2;
        }
        return character < 0x10000 ? 3 : 4;
    }

    /**
     * Words and punctuation, each with the white space behind it.
     *
     * @return the spelling
     */
    static Spelling pieces() {
        return text -> {
            List<Span> pieces = WordSplit.PIECES.of(text);
            int[] units = new int[pieces.size()];
            int[] starts = new int[pieces.size() + 1];
            for (int i = 0; i < units.length; i++) {
                units[i] = Arrays.hashCode(
                        text.substring(pieces.get(i).start(), pieces.get(i).end())
                                .toCharArray());
                starts[i] = pieces.get(i).start();
            }
            starts[units.length] = text.length();
            return new SpelledText(units, starts);
        };
    }
}
