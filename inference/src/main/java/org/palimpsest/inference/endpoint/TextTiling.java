package org.palimpsest.inference.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays tokens out over a text. Tokens of known bytes must follow each other; a part that the server could not write (a
 * replacement character, an empty string for a piece of a character, a token that it does not spell) takes what is left
 * between its neighbours, provided that there is one way to do so.
 *
 * <p>Cost: linear in the text where every token is known; else times the number of ways that stay open, at most {@value
 * #OPEN}.
 */
final class TextTiling {
    private static final char REPLACEMENT = '\ufffd';
    private static final int CHARACTER_BYTES = 4;
    private static final int UNSPELT_BYTES = 128;
    private static final int OPEN = 256;

    private final byte[] text;

    /**
     * A stretch of bytes, with the tokens that end with it: known ones, or between {@code least} and {@code most} unknown
     * ones. These are of characters outside ASCII, except for those of a token that is not spelt.
     */
    @SuppressWarnings("ArrayRecordComponent") // internal and never compared
    private record Stretch(byte @Nullable [] known, int least, int most, boolean spelt, List<Integer> tokens) {}

    /** Positions that can be reached, in rising order, each with its way back and whether it is the only one. */
    @SuppressWarnings("ArrayRecordComponent") // internal and never compared
    private record Front(int[] positions, int[] from, boolean[] unique) {}

    TextTiling(String text) {
        this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Lays tokens out.
     *
     * @param tokens the tokens, null for one that is not spelt
     * @param spelling how they are spelt
     * @return the byte at which each token ends, or null if they do not lay out the text in just one way
     */
    int @Nullable [] ends(List<@Nullable String> tokens, Spelling spelling) {
        List<Stretch> stretches = stretches(tokens, spelling);
        if (stretches == null) {
            return null;
        }
        List<Front> fronts = new ArrayList<>(stretches.size() + 1);
        Front front = new Front(new int[] {0}, new int[] {0}, new boolean[] {true});
        fronts.add(front);
        for (Stretch stretch : stretches) {
            front = after(front, stretch);
            if (front.positions().length == 0 || front.positions().length > OPEN) {
                return null;
            }
            fronts.add(front);
        }
        int last = Arrays.binarySearch(front.positions(), text.length);
        return last < 0 || !front.unique()[last] ? null : back(stretches, fronts, last, tokens.size());
    }

    /** Whether any token has a part that is not known. */
    static boolean hasUnknown(List<@Nullable String> tokens) {
        return tokens.stream().anyMatch(token -> token == null || token.isEmpty() || token.indexOf(REPLACEMENT) >= 0);
    }

    private Front after(Front front, Stretch stretch) {
        byte[] known = stretch.known();
        int size = 0;
        int[] positions = new int[OPEN + 1];
        int[] from = new int[OPEN + 1];
        boolean[] unique = new boolean[OPEN + 1];
        for (int k = 0; k < front.positions().length; k++) {
            int start = front.positions()[k];
            int first = start + (known == null ? stretch.least() : known.length);
            int last = known == null ? reach(start, stretch) : Math.min(text.length, start + known.length);
            if (known != null && (last < first || !Arrays.equals(text, start, first, known, 0, known.length))) {
                continue;
            }
            for (int position = first; position <= last; position++) {
                int at = Arrays.binarySearch(positions, 0, size, position);
                if (at >= 0) {
                    unique[at] = false;
                } else if (size <= OPEN) {
                    positions[size] = position;
                    from[size] = k;
                    unique[size++] = front.unique()[k];
                }
            }
        }
        return new Front(Arrays.copyOf(positions, size), Arrays.copyOf(from, size), Arrays.copyOf(unique, size));
    }

    /** The furthest byte that an unknown stretch from {@code start} can end before. */
    private int reach(int start, Stretch stretch) {
        int end = Math.min(text.length, start + stretch.most());
        if (!stretch.spelt()) {
            return end;
        }
        int position = start;
        while (position < end && text[position] < 0) {
            position++;
        }
        return position;
    }

    private static int[] back(List<Stretch> stretches, List<Front> fronts, int last, int size) {
        int[] ends = new int[size];
        int at = last;
        for (int s = stretches.size(); s > 0; s--) {
            Front front = fronts.get(s);
            int end = front.positions()[at];
            int start = fronts.get(s - 1).positions()[front.from()[at]];
            List<Integer> tokens = stretches.get(s - 1).tokens();
            for (int k = 0; k < tokens.size(); k++) {
                ends[tokens.get(k)] = k == tokens.size() - 1 ? end : start;
            }
            at = front.from()[at];
        }
        return ends;
    }

    /** The tokens as stretches, neighbouring unknown ones joined; each token ends with the last stretch that it is in. */
    private static @Nullable List<Stretch> stretches(List<@Nullable String> tokens, Spelling spelling) {
        List<Stretch> stretches = new ArrayList<>(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (token == null || token.isEmpty()) {
                addUnknown(stretches, 0, token == null ? UNSPELT_BYTES : CHARACTER_BYTES, token != null);
            } else if (!addSpelt(stretches, token, spelling)) {
                return null;
            }
            stretches.get(stretches.size() - 1).tokens().add(i);
        }
        return stretches;
    }

    private static boolean addSpelt(List<Stretch> stretches, String token, Spelling spelling) {
        int first = token.indexOf(REPLACEMENT);
        int last = token.lastIndexOf(REPLACEMENT);
        if (first < 0) {
            return addKnown(stretches, token, spelling);
        }
        boolean before = first == 0 || addKnown(stretches, token.substring(0, first), spelling);
        addUnknown(stretches, 1, CHARACTER_BYTES * (last - first + 1), true);
        return before && (last == token.length() - 1 || addKnown(stretches, token.substring(last + 1), spelling));
    }

    private static boolean addKnown(List<Stretch> stretches, String part, Spelling spelling) {
        byte[] bytes = spelling.bytes(part);
        if (bytes != null) {
            stretches.add(new Stretch(bytes, 0, 0, true, new ArrayList<>(1)));
        }
        return bytes != null;
    }

    private static void addUnknown(List<Stretch> stretches, int least, int most, boolean spelt) {
        Stretch before = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
        if (before == null || before.known() != null) {
            stretches.add(new Stretch(null, least, most, spelt, new ArrayList<>(1)));
        } else {
            stretches.set(
                    stretches.size() - 1,
                    new Stretch(
                            null,
                            before.least() + least,
                            before.most() + most,
                            before.spelt() && spelt,
                            before.tokens()));
        }
    }
}
