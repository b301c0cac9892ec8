package org.palimpsest.provenance.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.palimpsest.corpus.Document;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.inference.generation.TextGenerator;
import org.palimpsest.stats.RandomStream;

/**
 * How much of a document's continuation a model writes by itself: the longest common subsequence of words of the true continuation and of
 * the model's, over the words of the true one. Needs nothing but generated text.
 *
 * @param generator the model
 * @param prefixWords words of the document that are given to it, at least 1
 * @param words of the true continuation, at least 1; a document without as many after the prefix is not asked about
 * @param options how the model writes; greedy unless it cannot
 * @param seed of the order of questions
 */
public record ContinuationMatch(
        TextGenerator generator, int prefixWords, int words, GenerationOptions options, long seed)
        implements DocumentScore {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number is below 1
     */
    public ContinuationMatch {
        if (prefixWords < 1 || words < 1) {
            throw new IllegalArgumentException(
                    "prefixWords and words must be at least 1, got " + prefixWords + " and " + words);
        }
    }

    @Override
    public double[] score(List<Document> documents) {
        double[] scores = new double[documents.size()];
        Arrays.fill(scores, Double.NaN);
        List<Integer> asked = new ArrayList<>();
        List<String> prompts = new ArrayList<>();
        List<List<String>> truths = new ArrayList<>();
        for (int i : RandomStream.permutation(documents.size(), RandomStream.of(seed, "order of questions"))) {
            WordCut cut = WordCut.of(documents.get(i).text(), prefixWords, words);
            if (cut != null) {
                asked.add(i);
                prompts.add(cut.prefix());
                truths.add(cut.words());
            }
        }
        List<String> written = generator.generate(prompts, options);
        for (int k = 0; k < asked.size(); k++) {
            List<String> reply = WordCut.words(written.get(k));
            scores[asked.get(k)] = commonSubsequence(truths.get(k), reply) / (double) words;
        }
        return scores;
    }

    private static int commonSubsequence(List<String> truth, List<String> reply) {
        int[] row = new int[reply.size() + 1];
        for (String word : truth) {
            int diagonal = 0;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                row[j] = word.equals(reply.get(j - 1)) ? diagonal + 1 : Math.max(above, row[j - 1]);
                diagonal = above;
            }
        }
        return row[reply.size()];
    }
}
