package org.palimpsest.cli.story;

import org.palimpsest.stats.RandomStream;

/** The generator of training orders: a uniform permutation from a stream keyed by seed and role. */
public final class TrainingOrder {
    private TrainingOrder() {}

    /**
     * Alice's order under a seed.
     *
     * @param seed of the story
     * @param documents how many are trained on
     * @return position to index of the document
     */
    public static int[] draw(long seed, int documents) {
        return draw(seed, Role.ALICE, documents);
    }

    /** The order in which a model sees its documents: position to index. */
    static int[] draw(long seed, Role role, int documents) {
        return RandomStream.permutation(documents, RandomStream.of(seed, "training order of " + role.key()));
    }
}
