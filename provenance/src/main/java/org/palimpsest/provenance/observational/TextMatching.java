package org.palimpsest.provenance.observational;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.palimpsest.corpus.index.ConcurrentQueries;
import org.palimpsest.corpus.index.MatchedPlaces;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import org.palimpsest.corpus.run.Fingerprint;

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
    private final Set<String> seen = new HashSet<>();
    private TextMatches found = TextMatches.NONE;

    /** What one text adds. */
    @SuppressWarnings("ArrayRecordComponent") // handed from one method to the next
    private record Addition(long[] documents, double[] weights, TextMatches found) {}

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
            if (seen.add(Fingerprint.sha256(Arrays.toString(text)))) {
                fresh.add(text);
            } else {
                found = found.plus(new TextMatches(0, 1, 0, 0, 0, 0));
            }
        }
        for (Addition addition : queries.each(fresh, this::match)) {
            for (int i = 0; i < addition.documents.length; i++) {
                weights[(int) addition.documents[i]] += addition.weights[i];
            }
            found = found.plus(addition.found);
        }
    }

    private Addition match(int[] text) {
        return new OneText(index.tokens(), scratch.get()).of(text);
    }

    /** The matches of one text. */
    private final class OneText {
        private final long corpus;
        private final double[] sums;
        private long[] touched = new long[1024];
        private int size;
        private long matched;
        private long capped;
        private long places;

        OneText(long corpus, double[] sums) {
            this.corpus = corpus;
            this.sums = sums;
        }

        Addition of(int[] text) {
            index.matchedPlaces(
                    text,
                    new MatchedPlaces.Options(options.shortest(), options.longest(), options.cap(), options.seed()),
                    (at, length, count, documents, kept) -> add(count, documents, kept));
            long[] documents = Arrays.copyOf(touched, size);
            double[] added = new double[size];
            for (int i = 0; i < size; i++) {
                added[i] = Math.min(options.perText(), sums[(int) documents[i]]);
                sums[(int) documents[i]] = 0;
            }
            return new Addition(documents, added, new TextMatches(1, 0, text.length, matched, capped, places));
        }

        private void add(long count, long[] documents, int kept) {
            matched++;
            places += count;
            capped += kept < count ? 1 : 0;
            double weight = options.weight().of(count, corpus) * count / kept;
            if (weight > 0) {
                for (int i = 0; i < kept; i++) {
                    add(documents[i], weight);
                }
            }
        }

        private void add(long document, double weight) {
            int at = (int) document;
            if (sums[at] == 0) {
                touched = size < touched.length ? touched : Arrays.copyOf(touched, 2 * size);
                touched[size++] = document;
            }
            sums[at] += weight;
        }
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
