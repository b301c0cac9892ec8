package org.palimpsest.corpus.duplicates;

/**
 * What near-duplicates are for a pipeline: shingles of n words, and a signature of bands times rows minima. Two documents
 * are candidates if all rows of a band agree, which happens with probability 1 - (1 - s^rows)^bands at Jaccard similarity s
 * (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, section 3.4).
 *
 * @param name whose scheme it is
 * @param shingle words or tokens a shingle, at least 1
 * @param words how a text becomes words
 * @param bands number of bands, at least 1
 * @param rows minima a band, at least 1
 */
public record MinHashScheme(String name, int shingle, Words words, int bands, int rows) {
    private static final int MOST_MINIMA = 1 << 20;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number is below 1, or bands times rows above 1,048,576
     */
    public MinHashScheme {
        if (shingle < 1 || bands < 1 || rows < 1) {
            throw new IllegalArgumentException(
                    "shingle, bands and rows must be at least 1, got " + shingle + ", " + bands + " and " + rows);
        }
        if ((long) bands * rows > MOST_MINIMA) {
            throw new IllegalArgumentException(
                    "bands times rows must be at most " + MOST_MINIMA + ", got " + bands + " times " + rows);
        }
    }

    /**
     * FineWeb: 5-grams of words, 14 bands of 8, meant for similarity .75; finds 56, 77, 92 and 98.8 % at .7, .75, .8 and .85
     * (Penedo et al. 2024, arXiv 2406.17557, section 3.4 and appendix E.1; the defaults of its library datatrove). Candidates
     * are joined as they are, without a look at the texts.
     *
     * @return the scheme
     */
    public static MinHashScheme fineWeb() {
        return new MinHashScheme("fineweb", 5, Words.FOLDED, 14, 8);
    }

    /**
     * SlimPajama: 13-grams of lower-case words without punctuation, similarity .8 (Soboleva et al. 2023). The published
     * figures are the threshold and, in the published code, 128 minima; 9 bands of 13 are what the library it used, datasketch, chooses for them. They find only 39.9 %
     * at .8.
     *
     * @return the scheme
     */
    public static MinHashScheme slimPajama() {
        return new MinHashScheme("slimpajama", 13, Words.PLAIN, 9, 13);
    }

    /**
     * RedPajama-V2 at similarity .7: 14 bands of 9 (of 128 minima; the data card's field {@code minhash_signature_0.7}) over
     * 13-grams of words (the published configuration {@code rp_v2.0.conf}: n-gram size 13, 128 permutations, similarities 1,
     * .9, .8 and .7). Its pipeline gives texts below 13 words no signature; here such a text is one shingle.
     *
     * @return the scheme
     */
    public static MinHashScheme redPajama2() {
        return new MinHashScheme("redpajama-v2", 13, Words.PLAIN, 14, 9);
    }

    /**
     * Lee et al. 2022 (arXiv 2107.06499, section 4.2 and appendix A): 5-grams, 9,000 minima in 450 bands of 20. The paper
     * writes b = 20 for what is called rows here, and r = 450 for bands; candidates are then verified (Jaccard .8 and edit
     * similarity .8). RefinedWeb (Penedo et al. 2023, arXiv 2306.01116) has the same figures; its section 3.3 calls them 20
     * buckets of 450, its appendix G.3.1 450 buckets of 20. Only the second finds more than exact copies.
     *
     * @return the scheme
     */
    public static MinHashScheme lee() {
        return new MinHashScheme("lee", 5, Words.PLAIN, 450, 20);
    }

    /**
     * GPT-3: Spark's MinHashLSH with 10 hashes over the words of a document (Brown et al. 2020, arXiv 2005.14165, appendix
     * A). Spark joins where any hash agrees, so these are 10 bands of 1; the features are those of its quality classifier, a
     * bag of words. The threshold of the join is not published. At similarity .3 already 97 % are candidates: expect as many
     * pairs as there are, and verify them.
     *
     * @return the scheme
     */
    public static MinHashScheme gpt3() {
        return new MinHashScheme("gpt-3", 1, Words.PLAIN, 10, 1);
    }

    /**
     * The steepest scheme that still finds a share of the pairs at a threshold: of all with {@code bands·rows} within the
     * bound, the one with most rows whose recall at the threshold is reached, with as few bands as that takes: bands =
     * ⌈ln(1 − recall) / ln(1 − threshold^rows)⌉. More rows mean fewer candidates below the threshold.
     *
     * @param shingle words or tokens a shingle, at least 1
     * @param words how a text becomes words
     * @param threshold Jaccard similarity, in (0, 1)
     * @param recall share of pairs at the threshold to be found, in (0, 1)
     * @param mostMinima bound of the signature's length, at least 1
     * @return the scheme, named after the threshold
     * @throws IllegalArgumentException if a number is out of range, or no scheme within the bound reaches the recall
     */
    public static MinHashScheme forThreshold(
            int shingle, Words words, double threshold, double recall, int mostMinima) {
        if (!(threshold > 0 && threshold < 1 && recall > 0 && recall < 1)) {
            throw new IllegalArgumentException(
                    "threshold and recall must be in (0, 1), got " + threshold + " and " + recall);
        }
        for (int rows = mostMinima; rows >= 1; rows--) {
            double bands = Math.ceil(Math.log1p(-recall) / Math.log1p(-Math.pow(threshold, rows)));
            if (bands * rows <= mostMinima) {
                return new MinHashScheme("jaccard-" + threshold, shingle, words, (int) Math.max(1, bands), rows);
            }
        }
        throw new IllegalArgumentException("no bands and rows of at most " + mostMinima + " minima find " + recall
                + " at " + threshold + "; allow more minima or ask for less");
    }

    /** Returns the length of a signature: bands times rows. */
    public int minima() {
        return bands * rows;
    }

    /**
     * How likely two documents are to be candidates: 1 - (1 - s^rows)^bands.
     *
     * @param similarity their Jaccard similarity s, in [0, 1]
     * @return the probability
     * @throws IllegalArgumentException if the similarity is outside [0, 1]
     */
    public double candidateProbability(double similarity) {
        if (!(similarity >= 0 && similarity <= 1)) {
            throw new IllegalArgumentException("similarity must be in [0, 1], got " + similarity);
        }
        return -Math.expm1(bands * Math.log1p(-Math.pow(similarity, rows)));
    }

    /** Returns where the probability of being candidates rises most steeply, about: (1/bands)^(1/rows). */
    public double threshold() {
        return Math.pow(1.0 / bands, 1.0 / rows);
    }
}
