package org.palimpsest.traps.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A part of a trap that tells its candidates apart, behind words that all of them share. Only such parts are worth scoring: what
 * is shared adds the same to every candidate.
 *
 * <p>Where all candidates have as many sentences, and each sentence begins alike in all of them, as in statements of a fact, every
 * sentence is a part; else the text as a whole is one. The cut is a function of the set of candidates and never of which one was
 * published, so that tests stay exact.
 *
 * @param shared words that all candidates begin with, without white space at the end; may be empty
 * @param drawn what follows in each candidate, in their order
 */
record ScoredPart(String shared, List<String> drawn) {
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+");

    ScoredPart {
        drawn = List.copyOf(drawn);
    }

    /** The parts of a trap; one or more. */
    static List<ScoredPart> of(List<String> candidates) {
        List<List<String>> sentences = candidates.stream()
                .map(text -> List.of(SENTENCE_END.split(text)))
                .toList();
        int count = sentences.get(0).size();
        if (count > 1 && sentences.stream().allMatch(split -> split.size() == count)) {
            List<ScoredPart> parts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int at = i;
                parts.add(whole(sentences.stream().map(split -> split.get(at)).toList()));
            }
            if (parts.stream().noneMatch(part -> part.shared.isEmpty())) {
                return parts;
            }
        }
        return List.of(whole(candidates));
    }

    /** The words that all texts begin with, less the last word of the shortest, and the rest of each. */
    private static ScoredPart whole(List<String> texts) {
        String first = texts.get(0);
        int shared = first.length();
        for (String text : texts) {
            shared = Math.min(shared, common(first, text));
        }
        int end = shared;
        while (end > 0 && !cutsAll(texts, end)) {
            end--;
        }
        int cut = end;
        return new ScoredPart(
                first.substring(0, cut).stripTrailing(),
                texts.stream().map(text -> text.substring(cut)).toList());
    }

    /** Whether a word ends before this place and something follows it in every text. */
    private static boolean cutsAll(List<String> texts, int place) {
        return Character.isWhitespace(texts.get(0).charAt(place - 1))
                && texts.stream().allMatch(text -> text.length() > place);
    }

    private static int common(String a, String b) {
        int length = Math.min(a.length(), b.length());
        int i = 0;
        while (i < length && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        return i;
    }
}
