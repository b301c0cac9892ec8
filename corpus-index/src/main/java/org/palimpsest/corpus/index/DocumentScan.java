package org.palimpsest.corpus.index;

import java.util.Arrays;
import java.util.List;

/** Looks for phrases in the tokens of one document, place by place. */
final class DocumentScan {
    private final int[] tokens;

    DocumentScan(int[] tokens) {
        this.tokens = tokens;
    }

    /** The first place from {@code from} on at which a phrase begins, -1 if there is none. */
    int next(int[] phrase, int from) {
        for (int at = from; at + phrase.length <= tokens.length; at++) {
            if (tokens[at] == phrase[0] && Arrays.equals(tokens, at, at + phrase.length, phrase, 0, phrase.length)) {
                return at;
            }
        }
        return -1;
    }

    boolean holds(int[] phrase) {
        return next(phrase, 0) >= 0;
    }

    /** How often a phrase begins. */
    long count(int[] phrase) {
        long count = 0;
        for (int at = next(phrase, 0); at >= 0; at = next(phrase, at + 1)) {
            count++;
        }
        return count;
    }

    /**
     * Whether phrases have places of which the first and the last are at most {@code within} tokens apart: the earliest of
     * the chosen places moves on until they are, or there is none left.
     */
    boolean holdsWithin(List<int[]> phrases, long within) {
        int[] places = new int[phrases.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = next(phrases.get(i), 0);
            if (places[i] < 0) {
                return false;
            }
        }
        while (true) {
            int earliest = 0;
            int latest = 0;
            for (int i = 1; i < places.length; i++) {
                earliest = places[i] < places[earliest] ? i : earliest;
                latest = places[i] > places[latest] ? i : latest;
            }
            if (places[latest] - places[earliest] <= within) {
                return true;
            }
            places[earliest] = next(phrases.get(earliest), places[earliest] + 1);
            if (places[earliest] < 0) {
                return false;
            }
        }
    }
}
