package org.palimpsest.inference.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens of an answer are the text's, and where each stands in it. A character belongs to the token that holds its
 * last byte; where a server does not say which of several tokens hold which part of a character, to the last of them.
 *
 * @param first the text's first token: 1 after a BOS token, else 0
 * @param last the token after the text's last
 * @param offsets {@code last - first + 1} offsets in UTF-16 units, from 0 to the text's length: token {@code first + i}
 *     spans {@code [offsets[i], offsets[i + 1])}
 * @param exact whether each token's bytes are known and are the text's own
 */
@SuppressWarnings("ArrayRecordComponent") // internal and never compared
record Placement(int first, int last, int[] offsets, boolean exact) {
    private static final Pattern SPECIAL = Pattern.compile("<.+>|\\[.+]");

    /**
     * Finds the text's tokens.
     *
     * @param text the text
     * @param read the tokens
     * @param begin whether a BOS token is the first of them; where that is not known, its looks tell
     * @return their placement, or null if they do not lay out the text
     */
    static @Nullable Placement of(String text, ReadTokens read, BeginToken begin) {
        if (read.strings().stream().skip(1).anyMatch(Objects::isNull)) {
            return null;
        }
        for (String space : new String[] {"", " "}) {
            TextTiling tiling = new TextTiling(space + text);
            for (Spelling spelling : Spelling.values()) {
                for (int first : firsts(read, begin)) {
                    for (int written : writtens(read)) {
                        int last = read.size() - written;
                        int[] ends = first < last ? tiling.ends(read.strings().subList(first, last), spelling) : null;
                        if (ends != null) {
                            boolean exact = space.isEmpty()
                                    && (spelling == Spelling.BYTES_ESCAPED || spelling == Spelling.PLAIN)
                                    && !TextTiling.hasUnknown(read.strings().subList(first, last));
                            return new Placement(first, last, units(text, ends, space.length()), exact);
                        }
                    }
                }
            }
        }
        return null;
    }

    private static int[] firsts(ReadTokens read, BeginToken begin) {
        boolean scored = read.size() == 0 || !Double.isNaN(read.logProbsNats()[0]);
        if (begin != BeginToken.UNKNOWN || scored) {
            return new int[] {begin == BeginToken.PREPENDED && !scored ? 1 : 0};
        }
        String token = read.strings().get(0);
        if (token == null || token.isEmpty()) {
            return new int[] {1, 0};
        }
        return SPECIAL.matcher(token).matches() ? new int[] {0, 1} : new int[] {0};
    }

    private static int[] writtens(ReadTokens read) {
        return read.written() == ReadTokens.NOT_SAID ? new int[] {1, 0} : new int[] {read.written()};
    }

    /** Byte offsets as UTF-16 offsets; one inside a character becomes that of its beginning. */
    private static int[] units(String text, int[] ends, int shift) {
        int[] offsets = new int[ends.length + 1];
        int bytes = shift;
        int unit = 0;
        for (int i = 0; i < ends.length; i++) {
            while (unit < text.length()) {
                int character = text.codePointAt(unit);
                int length = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
                if (bytes + length > ends[i]) {
                    break;
                }
                bytes += length;
                unit += Character.charCount(character);
            }
            offsets[i + 1] = unit;
        }
        return offsets;
    }

    /**
     * Whether the server's own offsets say the same, in code points, UTF-16 units or bytes of UTF-8, counted from the
     * text's first token; true where the comparison cannot be made.
     */
    boolean agrees(String text, int @Nullable [] textOffsets) {
        if (textOffsets == null || !exact) {
            return true;
        }
        boolean codePoints = true;
        boolean units = true;
        boolean bytes = true;
        int points = 0;
        int length = 0;
        for (int i = 0; i < last - first; i++) {
            int found = textOffsets[first + i] - textOffsets[first];
            units &= found == offsets[i];
            codePoints &= found == points;
            bytes &= found == length;
            String span = text.substring(offsets[i], offsets[i + 1]);
            points += span.codePointCount(0, span.length());
            length += span.getBytes(StandardCharsets.UTF_8).length;
        }
        return codePoints || units || bytes;
    }

    /** The strings of the tokens, for an error. */
    static String shown(List<@Nullable String> tokens) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(tokens.size(), 6); i++) {
            String token = String.valueOf(tokens.get(i));
            shown.append(i == 0 ? "\"" : ", \"")
                    .append(token, 0, Math.min(token.length(), 20))
                    .append('"');
        }
        return shown.append(tokens.size() > 6 ? ", …" : "").toString();
    }
}
