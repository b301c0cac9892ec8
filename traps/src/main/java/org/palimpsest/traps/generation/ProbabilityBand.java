package org.palimpsest.traps.generation;

/**
 * A closed range of probabilities.
 *
 * @param low in [0, 1]
 * @param high in [low, 1]
 */
public record ProbabilityBand(double low, double high) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if an end is out of range
     */
    public ProbabilityBand {
        if (!(low >= 0 && low <= high && high <= 1)) {
            throw new IllegalArgumentException(
                    "a band of probabilities must be LOW-HIGH with 0 <= LOW <= HIGH <= 1, got " + low + "-" + high);
        }
    }

    /**
     * Whether a probability lies in the band.
     *
     * @param probability in [0, 1]
     * @return whether it does
     */
    public boolean contains(double probability) {
        return probability >= low && probability <= high;
    }
}
