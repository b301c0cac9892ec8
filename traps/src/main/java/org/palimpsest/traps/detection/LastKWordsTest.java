package org.palimpsest.traps.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.stats.GuessBound;
import org.palimpsest.stats.TestResult;

/**
 * The last-k words test, which needs no more than text from the model: given all words of a ghost but the last k, does it
 * write those? Punctuation after a word is passed over.
 *
 * <p>H0: the model is independent of the ghosts. The last k words are then uniform among V^k sequences whatever the model
 * writes, so one guess hits with chance at most V^-k, and g guesses at the same secret, which hit and miss together, with
 * chance at most {@code q = min(1, g V^-k)} (union bound). Secrets are independent draws, so {@code p = P[Bin(n, q) >= hits]}
 * over the n distinct secrets, q that of the secret with the most guesses. The p-value is never too small; it is exact where
 * every guess is a sequence of list words and every secret is guessed once.
 *
 * <p>Zhao et al., arXiv 2403.15740, section on the last-k words test; the union bound is ours.
 */
public final class LastKWordsTest {
    private static final LastKWordsTest DEFAULTS = new LastKWordsTest(1, 7776);
    private static final String TRAILING = ".,;:!?\"')]}";

    private final int words;
    private final int vocabularySize;

    private LastKWordsTest(int words, int vocabularySize) {
        this.words = words;
        this.vocabularySize = vocabularySize;
    }

    /**
     * One word from a list of 7,776.
     *
     * @return the test
     */
    public static LastKWordsTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same test of another number of last words.
     *
     * @param k 1 or more
     * @return a new test
     * @throws IllegalArgumentException if k is below 1
     */
    public LastKWordsTest withWords(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be 1 or more, got " + k);
        }
        return new LastKWordsTest(k, vocabularySize);
    }

    /**
     * The same test for another word list.
     *
     * @param size number of words V of the list that the ghosts were drawn from, 2 or more
     * @return a new test
     * @throws IllegalArgumentException if the size is below 2
     */
    public LastKWordsTest withVocabularySize(int size) {
        if (size < 2) {
            throw new IllegalArgumentException("vocabulary size must be 2 or more, got " + size);
        }
        return new LastKWordsTest(words, size);
    }

    /**
     * Tests one model: one call of the model with all prompts. Ghosts with the same text count as one secret.
     *
     * @param ghosts published ghosts, one or more, each of more than k words, of which the last k were drawn at random
     * @param model the model
     * @return p-value and hits
     * @throws IllegalArgumentException if there is no ghost, a ghost has k words or fewer, or the model returns another number
     *     of texts than it got prompts
     */
    public Result test(List<GhostPrompt> ghosts, Continuation model) {
        Map<String, List<GhostPrompt>> secrets = new LinkedHashMap<>();
        List<String> prompts = new ArrayList<>();
        for (GhostPrompt ghost : ghosts) {
            secrets.computeIfAbsent(ghost.text(), unused -> new ArrayList<>()).add(ghost);
            ghost.contexts().forEach(context -> prompts.add(prompt(ghost, context)));
        }
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("ghosts must hold 1 ghost or more, got 0");
        }
        List<String> texts = model.complete(prompts, words);
        if (texts.size() != prompts.size()) {
            throw new IllegalArgumentException(
                    "the model must return " + prompts.size() + " continuations, got " + texts.size());
        }
        Map<String, Integer> hits = new LinkedHashMap<>();
        int next = 0;
        for (GhostPrompt ghost : ghosts) {
            for (int i = 0; i < ghost.contexts().size(); i++) {
                hits.merge(ghost.text(), isHit(ghost, texts.get(next++)) ? 1 : 0, Integer::sum);
            }
        }
        return result(secrets, hits);
    }

    private Result result(Map<String, List<GhostPrompt>> secrets, Map<String, Integer> hits) {
        long[] guesses = new long[secrets.size()];
        int hitSecrets = 0;
        int hitGuesses = 0;
        int next = 0;
        for (Map.Entry<String, List<GhostPrompt>> secret : secrets.entrySet()) {
            guesses[next++] = secret.getValue().stream()
                    .mapToLong(ghost -> ghost.contexts().size())
                    .sum();
            int ownHits = hits.getOrDefault(secret.getKey(), 0);
            hitGuesses += ownHits;
            hitSecrets += ownHits > 0 ? 1 : 0;
        }
        GuessBound bound = new GuessBound(vocabularySize, words);
        double chance =
                Math.pow(10, bound.log10Chance(Arrays.stream(guesses).max().orElseThrow()));
        int all = Math.toIntExact(Arrays.stream(guesses).sum());
        return new Result(bound.test(guesses, hitSecrets), chance, secrets.size(), hitSecrets, all, hitGuesses);
    }

    private String prompt(GhostPrompt ghost, String context) {
        List<String> all = ghost.words();
        if (all.size() <= words) {
            throw new IllegalArgumentException(
                    "trap " + ghost.trap() + " must have more than k = " + words + " words, got " + all.size());
        }
        String start = String.join(" ", all.subList(0, all.size() - words));
        if (context.isEmpty()) {
            return start;
        }
        return Character.isWhitespace(context.charAt(context.length() - 1)) ? context + start : context + " " + start;
    }

    private boolean isHit(GhostPrompt ghost, String continuation) {
        List<String> all = ghost.words();
        String[] written = continuation.strip().split("\\s+", words + 1);
        if (written.length < words) {
            return false;
        }
        for (int i = 0; i < words; i++) {
            if (!bare(written[i]).equals(bare(all.get(all.size() - words + i)))) {
                return false;
            }
        }
        return true;
    }

    /** A word without punctuation after it, since a sentence may end behind the ghost. */
    private static String bare(String word) {
        int end = word.length();
        while (end > 1 && TRAILING.indexOf(word.charAt(end - 1)) >= 0) {
            end--;
        }
        return word.substring(0, end);
    }

    /**
     * Outcome of the test of one model.
     *
     * @param test p-value; its statistic is the number of secrets that were hit
     * @param chance largest chance q of hitting one secret under H0
     * @param secrets number of distinct ghosts
     * @param hitSecrets ghosts whose last words were written at least once (user identification)
     * @param guesses number of prompts
     * @param hitGuesses prompts that were hit (document identification); descriptive
     */
    public record Result(TestResult test, double chance, int secrets, int hitSecrets, int guesses, int hitGuesses) {}
}
