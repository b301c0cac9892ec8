package org.palimpsest.traps.survival;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How shares of repeated text are measured. The paper defines them in words, and its two public implementations differ from it
 * and from each other, enough to let one copy more or fewer through.
 */
public enum RepetitionMeasure {
    /**
     * As Rae et al. 2021 (arXiv 2112.11446, appendix A.1.1) write: characters of words; an n-gram is a duplicate if it occurred
     * before, and a character in several duplicate n-grams counts once.
     */
    PAPER {
        @Override
        double top(NgramText text, int n) {
            return text.ratio(text.topGram(n, false), text.wordCharacters());
        }

        @Override
        double repeated(NgramText text, int n) {
            LongSet seen = new LongSet();
            long characters = 0;
            int covered = 0;
            for (int at = 0; at + n <= text.words(); at++) {
                if (!seen.add(text.gram(at, n))) {
                    characters += text.characters(Math.max(at, covered), at + n);
                    covered = at + n;
                }
            }
            return text.ratio(characters, text.wordCharacters());
        }
    },

    /**
     * As datatrove ({@code gopher_repetition_filter.py}): words by a tokenizer; over the characters of the whole text, white
     * space included; behind a duplicate n-gram the search goes on with the next n words.
     */
    DATATROVE {
        @Override
        double top(NgramText text, int n) {
            return text.ratio(text.topGram(n, true), text.length());
        }

        @Override
        double repeated(NgramText text, int n) {
            LongSet seen = new LongSet();
            long characters = 0;
            int at = 0;
            while (at + n <= text.words()) {
                boolean fresh = seen.add(text.gram(at, n));
                characters += fresh ? 0 : text.characters(at, at + n);
                at += fresh ? 1 : n;
            }
            return text.ratio(characters, text.length());
        }
    },

    /**
     * As Dolma ({@code dolma/taggers/gopher.py}): all occurrences of n-grams that occur twice, the first included, over all
     * n-grams, by characters of words.
     */
    DOLMA {
        @Override
        double top(NgramText text, int n) {
            return text.ratio(text.topGram(n, false), text.wordCharacters());
        }

        @Override
        double repeated(NgramText text, int n) {
            long[] grams = text.grams(n);
            long[] sorted = grams.clone();
            Arrays.sort(sorted);
            long repeated = 0;
            long all = 0;
            for (int at = 0; at < grams.length; at++) {
                int characters = text.characters(at, at + n);
                int found = Arrays.binarySearch(sorted, grams[at]);
                boolean twice = (found > 0 && sorted[found - 1] == grams[at])
                        || (found + 1 < sorted.length && sorted[found + 1] == grams[at]);
                repeated += twice ? characters : 0;
                all += characters;
            }
            return text.ratio(repeated, all);
        }
    };

    /** The share of characters in the commonest n-gram. */
    abstract double top(NgramText text, int n);

    /** The share of characters in duplicate n-grams. */
    abstract double repeated(NgramText text, int n);

    /** How words are found. */
    WordSplit split() {
        return this == DATATROVE ? WordSplit.PIECES : WordSplit.WHITE_SPACE;
    }

    /** Duplicates among pieces of a text: how many and of how many characters, shares of all pieces and of the text. */
    Shares pieces(String text, List<Span> pieces, int wordCharacters) {
        Map<String, Integer> counts = new HashMap<>();
        pieces.forEach(piece -> counts.merge(piece.of(text), 1, Integer::sum));
        long number = 0;
        long characters = 0;
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            int count = entry.getValue();
            int repeats = this == DOLMA && count > 1 ? count : count - 1;
            number += repeats;
            characters += (long) repeats * entry.getKey().length();
        }
        int whole = this == DOLMA ? wordCharacters : text.length();
        return new Shares((double) number / pieces.size(), whole == 0 ? 0 : (double) characters / whole);
    }

    /**
     * Shares of duplicates.
     *
     * @param number of pieces
     * @param characters of characters
     */
    record Shares(double number, double characters) {}
}
