package org.palimpsest.provenance.observational;

import java.util.ArrayList;
import java.util.List;
import org.palimpsest.corpus.index.ConcurrentQueries;
import org.palimpsest.corpus.index.SuffixArrayIndex;

/**
 * Weighs the documents of a corpus by how much text of the suspect they have: for every token of a text the longest phrase of
 * the corpus that begins there, and a weight for each of its places. The weights depend on the texts and on what the documents
 * say, never on when they were trained on: where a phrase has too many places, a sample is drawn that ignores the order.
 *
 * <p>A text that repeats an earlier one token for token is left out. Memory: 8 bytes a document, and as much again for each
 * thread. The result does not depend on the number of threads. Not for several threads at once.
 */
public final class TextMatching implements AutoCloseable {
    private final SuffixArrayIndex index;
    private final MatchOptions options;
    private final ConcurrentQueries queries;
    private final ThreadLocal<double[]> scratch;
    private final double[] weights;
    private final DistinctTexts seen = new DistinctTexts();
    private TextMatches found = TextMatches.NONE;

    /**
     * Matching that has seen no text.
     *
     * @param index the corpus
     * @param options which phrases count
     * @param threads at least 1
     */
    public TextMatching(SuffixArrayIndex index, MatchOptions options, int threads) {
        this.index = index;
        this.options = options;
        this.queries = ConcurrentQueries.over(index, threads);
        int documents = Math.toIntExact(index.documents());
        this.scratch = ThreadLocal.withInitial(() -> new double[documents]);
        this.weights = new double[documents];
    }

    /**
     * Adds texts.
     *
     * @param texts token ids
     */
    public void add(List<int[]> texts) {
        List<int[]> fresh = new ArrayList<>();
        for (int[] text : texts) {
            if (seen.add(text)) {
                fresh.add(text);
            } else {
                found = found.plus(new TextMatches(0, 1, 0, 0, 0, 0));
            }
        }
        for (TextWeights.Addition addition : queries.each(fresh, this::match)) {
            addition.addTo(weights);
            found = found.plus(addition.found());
        }
    }

    private TextWeights.Addition match(int[] text) {
        TextWeights sums = new TextWeights(options, index.tokens(), scratch.get());
        index.matchedPlaces(text, TextWeights.places(options), sums);
        return sums.of(text.length);
    }

    /**
     * What all texts so far add up to.
     *
     * @return a weight for each document, in the order of the corpus
     */
    public double[] weights() {
        return weights.clone();
    }

    /** What was found in all texts so far. */
    public TextMatches found() {
        return found;
    }

    /** Ends the threads. */
    @Override
    public void close() {
        queries.close();
    }
}
