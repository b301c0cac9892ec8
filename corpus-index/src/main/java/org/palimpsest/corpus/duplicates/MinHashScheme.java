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
     * FineWeb: 5-grams of words, 14 bands of 8; finds 92.4 % at similarity .8 (Penedo et al. 2024, arXiv 2406.17557,
     * section 3.4; the defaults of its library datatrove).
     *
     * @return the scheme
     */
    public static MinHashScheme fineWeb() {
        return new MinHashScheme("fineweb", 5, Words.FOLDED, 14, 8);
    }

    /**
     * SlimPajama: 13-grams of lower-case words, similarity .8 (Soboleva et al. 2023). The published figures are 128 minima
     * and the threshold; 9 bands of 13 are what the library it used, datasketch, chooses for them. They find only 39.9 %
     * at .8.
     *
     * @return the scheme
     */
    public static MinHashScheme slimPajama() {
        return new MinHashScheme("slimpajama", 13, Words.PLAIN, 9, 13);
    }

    /**
     * RedPajama-V2 at similarity .7: 14 bands of 9 (of 128 minima; the data card's field {@code minhash_signature_0.7}).
     * The card gives no shingle length; 13, as in SlimPajama, is ours.
     *
     * @return the scheme
     */
    public static MinHashScheme redPajama2() {
        return new MinHashScheme("redpajama-v2", 13, Words.PLAIN, 14, 9);
    }

    /**
     * Lee et al. 2022 (arXiv 2107.06499, appendix A): 5-grams, 9,000 minima in 450 bands of 20. RefinedWeb (Penedo et al.
     * 2023, arXiv 2306.01116) has the same figures and calls them 20 buckets of 450; read as 20 bands of 450 rows they
     * would find nothing but exact copies, so they are read as Lee's.
     *
     * @return the scheme
     */
    public static MinHashScheme lee() {
        return new MinHashScheme("lee", 5, Words.PLAIN, 450, 20);
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
