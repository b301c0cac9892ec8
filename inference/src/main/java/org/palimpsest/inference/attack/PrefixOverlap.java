package org.palimpsest.inference.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palimpsest.inference.likelihood.ScoreRow;
import org.palimpsest.inference.likelihood.TokenScores;

/**
 * Finds texts that are scored and stand in a prefix too: there the model was shown the answer. A prefix gives its texts away by
 * {@code prefixIds}, and by its tokens where they stand in the row before the text's own.
 */
final class PrefixOverlap {
    /** Texts of fewer tokens stand in many a prefix by accident. */
    private static final int LEAST_TOKENS = 8;

    private PrefixOverlap() {}

    /** Why an attack with these variants must not be run; null if nothing was found. */
    static @Nullable String reason(List<ScoredText> texts, List<String> variants) {
        Set<String> ids = new HashSet<>();
        Map<List<Integer>, List<ScoredText>> beginnings = new HashMap<>();
        for (ScoredText text : texts) {
            ids.add(text.id());
            int[] tokens = tokens(text.base());
            if (tokens.length >= LEAST_TOKENS) {
                beginnings
                        .computeIfAbsent(beginning(tokens, 0), key -> new ArrayList<>())
                        .add(text);
            }
        }
        Set<List<Integer>> searched = new HashSet<>();
        for (ScoredText text : texts) {
            for (String variant : variants) {
                ScoreRow row = text.variants().get(variant);
                String shared = row == null ? null : shared(text, row, ids, beginnings, searched);
                if (shared != null) {
                    return "text " + shared + " stands in " + variant
                            + " and is scored itself; make prefixes of texts that are never scored";
                }
            }
        }
        return null;
    }

    private static @Nullable String shared(
            ScoredText text,
            ScoreRow row,
            Set<String> ids,
            Map<List<Integer>, List<ScoredText>> beginnings,
            Set<List<Integer>> searched) {
        for (String id : row.prefixIds()) {
            if (ids.contains(id)) {
                return id;
            }
        }
        int[] all = tokens(row);
        int own = tokens(text.base()).length;
        if (all.length <= own) {
            return null;
        }
        int[] prefix = Arrays.copyOf(all, all.length - own);
        if (!searched.add(Arrays.stream(prefix).boxed().toList())) {
            return null;
        }
        for (int start = 0; start + LEAST_TOKENS <= prefix.length; start++) {
            for (ScoredText candidate : beginnings.getOrDefault(beginning(prefix, start), List.of())) {
                int[] tokens = tokens(candidate.base());
                int end = start + tokens.length;
                if (end <= prefix.length && Arrays.equals(tokens, 0, tokens.length, prefix, start, end)) {
                    return candidate.id();
                }
            }
        }
        return null;
    }

    private static int[] tokens(ScoreRow row) {
        TokenScores scores = row.scores();
        return scores == null ? new int[0] : scores.tokens();
    }

    private static List<Integer> beginning(int[] tokens, int start) {
        return Arrays.stream(tokens, start, start + LEAST_TOKENS).boxed().toList();
    }
}
