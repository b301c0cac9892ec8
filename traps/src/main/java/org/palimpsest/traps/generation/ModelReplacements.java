package org.palimpsest.traps.generation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.Tokenizer;
import org.palimpsest.inference.likelihood.TokenScorer;
import org.palimpsest.inference.likelihood.TokenScores;
import org.palimpsest.inference.likelihood.TopTokens;
import org.palimpsest.traps.family.KeyedStream;
import org.palimpsest.traps.family.SpacedPositions;
import org.palimpsest.traps.registry.ListOrigin;
import org.palimpsest.traps.registry.ListedCandidate;
import org.palimpsest.traps.registry.ListedCandidates;

/**
 * Gives every candidate of a list fuzzy copies: {@code replaced} of its tokens are replaced by tokens that a model finds likely
 * there, at a set of positions that no other copy has, with {@code run} untouched tokens or more between two of them. Each
 * replacement is uniform among the model's likeliest tokens behind the text before it, without the token itself.
 *
 * <p>Shilov, Meeus and de Montjoye, "The Mosaic Memory of Large Language Models", arXiv 2405.15523, where a masked model
 * draws from its 10 likeliest tokens; here a causal model reads what stands before.
 *
 * @param scorer a model that names its likeliest tokens
 * @param tokenizer its tokenizer
 * @param replaced tokens that a copy replaces, 1 or more
 * @param run least number of untouched tokens between two replaced ones, 0 or more
 * @param copies copies a candidate, 1 or more
 */
public record ModelReplacements(TokenScorer scorer, Tokenizer tokenizer, int replaced, int run, int copies) {
    private static final int ATTEMPTS = 1000;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number is out of range
     */
    public ModelReplacements {
        if (replaced < 1 || run < 0 || copies < 1) {
            throw new IllegalArgumentException("replaced and copies must be 1 or more and run 0 or more, got "
                    + replaced + ", " + copies + " and " + run);
        }
    }

    /**
     * Makes the copies of every candidate, published or not, in the same way.
     *
     * @param list candidates without wordings
     * @param stream source of all randomness; candidate c of group g takes its stream {@code fuzzy|g|c}
     * @return the same candidates with copies as wordings
     * @throws IllegalArgumentException if a candidate is too short, or has too few copies that differ and can be written as text
     */
    public ListedCandidates apply(ListedCandidates list, KeyedStream stream) {
        List<List<ListedCandidate>> groups = new ArrayList<>();
        for (int g = 0; g < list.groups().size(); g++) {
            List<ListedCandidate> group = list.groups().get(g);
            List<TokenScores> scores = scorer.score(IntStream.range(0, group.size())
                    .mapToObj(c -> Document.of("candidate " + c, group.get(c).text()))
                    .toList());
            List<ListedCandidate> fuzzy = new ArrayList<>();
            for (int c = 0; c < group.size(); c++) {
                String text = group.get(c).text();
                fuzzy.add(new ListedCandidate(
                        text, copies(text, scores.get(c), stream.relabelled("fuzzy|" + g + "|" + c))));
            }
            groups.add(fuzzy);
        }
        Map<String, Object> made = new LinkedHashMap<>(list.origin().made());
        made.put("replaced", replaced);
        made.put("run", run);
        made.put("copies", copies);
        made.put("replacements", scorer.fingerprint());
        ListOrigin origin = list.origin().withMade(made);
        return new ListedCandidates(list.name(), groups, origin);
    }

    private List<String> copies(String text, TokenScores scores, KeyedStream stream) {
        TopTokens top = scores.top();
        if (top == null || top.k() < 2) {
            throw new IllegalArgumentException(
                    "the model must name 2 likeliest tokens or more, got none for \"" + text + "\"");
        }
        int[] likeliest = top.ids();
        int first = scores.tokens().length - top.size();
        SpacedPositions positions = new SpacedPositions(top.size(), replaced, run);
        Set<List<Integer>> taken = new LinkedHashSet<>();
        Set<String> copies = new LinkedHashSet<>();
        for (int attempt = 0; attempt < ATTEMPTS * this.copies && copies.size() < this.copies; attempt++) {
            int[] drawn = positions.draw(stream);
            List<Integer> set = IntStream.of(drawn).boxed().toList();
            int[] tokens = scores.tokens();
            for (int place : drawn) {
                tokens[first + place] = other(tokens[first + place], likeliest, place * top.k(), top.k(), stream);
            }
            String copy = tokenizer.decode(tokens);
            if (!taken.contains(set)
                    && copy.equals(copy.strip())
                    && copy.indexOf('\uFFFD') < 0
                    && !copy.equals(text)
                    && copies.add(copy)) {
                taken.add(set);
            }
        }
        if (copies.size() < this.copies) {
            throw new IllegalArgumentException("copies must be at most " + copies.size() + " for \"" + text
                    + "\", the sets of positions that were found, got " + this.copies);
        }
        return List.copyOf(copies);
    }

    private static int other(int token, int[] likeliest, int from, int k, KeyedStream stream) {
        int[] ids = IntStream.range(from, from + k)
                .map(i -> likeliest[i])
                .filter(id -> id != token)
                .toArray();
        return ids[stream.nextInt(ids.length)];
    }
}
