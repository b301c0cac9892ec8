package org.palimpsest.provenance.observational;

import org.palimpsest.corpus.index.SharedMatches;
import org.palimpsest.corpus.index.SuffixArrayIndex;

/**
 * What {@link TextMatching} does, for the documents of one shard of a corpus: weights are bit for bit those of the whole, as a
 * document's sum has the same terms in the same order. Memory: 16 bytes a document of the shard. Not for several threads at once.
 */
public final class ShardMatching {
    private final SuffixArrayIndex shard;
    private final MatchOptions options;
    private final long corpus;
    private final double[] scratch;
    private final double[] weights;

    /**
     * Matching that has seen no text.
     *
     * @param shard opened alone
     * @param corpus tokens of all shards, without separators
     * @param options which phrases count
     */
    public ShardMatching(SuffixArrayIndex shard, long corpus, MatchOptions options) {
        this.shard = shard;
        this.corpus = corpus;
        this.options = options;
        int documents = Math.toIntExact(shard.documents());
        this.scratch = new double[documents];
        this.weights = new double[documents];
    }

    /**
     * Adds a text; of texts that repeat each other token for token only the first may come.
     *
     * @param text token ids
     * @param shared what all shards together have of it
     */
    public void add(int[] text, SharedMatches shared) {
        TextWeights sums = new TextWeights(options, corpus, scratch);
        shard.matchedPlaces(text, shared, TextWeights.places(options), sums);
        sums.of(text.length).addTo(weights);
    }

    /**
     * What all texts so far add up to.
     *
     * @return a weight for each document of the shard
     */
    public double[] weights() {
        return weights.clone();
    }
}
