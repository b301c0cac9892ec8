package org.palimpsest.provenance.observational;

import java.util.Arrays;
import org.palimpsest.corpus.index.MatchedPlaces;

/** What the places of one text's phrases weigh, by document. Not for several threads at once. */
final class TextWeights implements MatchedPlaces {
    private final MatchOptions options;
    private final long corpus;
    private final double[] sums;
    private long[] touched = new long[1024];
    private int size;
    private long matched;
    private long capped;
    private long places;

    /** What one text adds. */
    @SuppressWarnings("ArrayRecordComponent") // handed from one method to the next
    record Addition(long[] documents, double[] weights, TextMatches found) {
        void addTo(double[] all) {
            for (int i = 0; i < documents.length; i++) {
                all[(int) documents[i]] += weights[i];
            }
        }
    }

    /**
     * Nothing yet.
     *
     * @param corpus tokens of the whole corpus
     * @param sums scratch space, all 0: one for each document; all 0 again after {@link #of}
     */
    TextWeights(MatchOptions options, long corpus, double[] sums) {
        this.options = options;
        this.corpus = corpus;
        this.sums = sums;
    }

    static MatchedPlaces.Options places(MatchOptions options) {
        return new MatchedPlaces.Options(options.shortest(), options.longest(), options.cap(), options.seed());
    }

    @Override
    public void visit(int at, int length, long count, long[] documents, int kept) {
        long drawn = Math.min(count, options.cap());
        matched++;
        places += count;
        capped += drawn < count ? 1 : 0;
        double weight = options.weight().of(count, corpus) * count / drawn;
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

    /** What a text of so many tokens adds whose matches have been shown. */
    Addition of(int tokens) {
        long[] documents = Arrays.copyOf(touched, size);
        double[] added = new double[size];
        for (int i = 0; i < size; i++) {
            added[i] = Math.min(options.perText(), sums[(int) documents[i]]);
            sums[(int) documents[i]] = 0;
        }
        return new Addition(documents, added, new TextMatches(1, 0, tokens, matched, capped, places));
    }
}
