package org.palimpsest.inference.attack;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palimpsest.inference.likelihood.ScoreRow;

/**
 * SaMIA: mean over sampled continuations of ROUGE-1 recall against the true one (Kaneko et al. 2024, arXiv 2404.11262). It needs
 * the model's output alone.
 *
 * <p>Words are what white space parts. The prompt is the first floor(w/2) of the text's w words and the true continuation the rest.
 * The variants {@code generation:N} hold continuations as {@code text}, without the prompt. Recall = words of the true continuation
 * that are found in the sample, each at most as often as it stands there, over all words of the true continuation.
 *
 * @param weight what each recall is multiplied with
 */
public record Samia(Weight weight) implements MembershipAttack {
    private static final String VARIANTS = "generation:";

    @Override
    public String name() {
        return weight == Weight.NONE ? "samia" : "samia_zlib";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.TEXT, Need.GENERATIONS);
    }

    @Override
    public List<String> variants() {
        return List.of(VARIANTS);
    }

    @Override
    public double score(ScoredText text) throws UndefinedScoreException {
        List<String> words = Words.of(text.text());
        if (words.isEmpty()) {
            throw new UndefinedScoreException("the text has no word");
        }
        List<String> truth = words.subList(words.size() / 2, words.size());
        List<ScoreRow> samples = text.variantsOf(VARIANTS);
        double sum = 0;
        for (ScoreRow sample : samples) {
            sum += score(sample.text(), truth);
        }
        return sum / samples.size();
    }

    private double score(@Nullable String continuation, List<String> truth) throws UndefinedScoreException {
        if (continuation == null) {
            throw new UndefinedScoreException("a sampled continuation has no text");
        }
        List<String> sample = Words.of(continuation);
        double recall = recall(sample, truth);
        return weight == Weight.NONE ? recall : recall * ZlibSize.of(String.join(" ", sample));
    }

    private static double recall(List<String> sample, List<String> truth) {
        Map<String, Integer> left = new HashMap<>();
        sample.forEach(word -> left.merge(word, 1, Integer::sum));
        int found = 0;
        for (String word : truth) {
            int count = left.getOrDefault(word, 0);
            if (count > 0) {
                left.put(word, count - 1);
                found++;
            }
        }
        return (double) found / truth.size();
    }

    /** What a recall is multiplied with. */
    public enum Weight {
        /** Nothing. */
        NONE,
        /** Bytes of the sample under zlib, so that a sample that repeats itself counts for less. */
        ZLIB
    }
}
