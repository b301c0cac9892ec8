package org.palimpsest.inference.endpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint says of the tokens it read, and perhaps of one that it wrote after them.
 *
 * @param strings each token as the server spells it; null where it does not say
 * @param ids each token's id; {@link #NO_ID} where the server does not say
 * @param logProbsNats each token's log-probability; NaN where the server gives null, which it may for the first alone
 * @param textOffsets where the server says that each token begins, in units of its own; null where it does not say
 * @param written how many of the last tokens the model wrote itself: 0, 1, or {@link #NOT_SAID}
 */
@SuppressWarnings("ArrayRecordComponent") // internal and never compared; a number for every token
record ReadTokens(
        List<@Nullable String> strings, int[] ids, double[] logProbsNats, int @Nullable [] textOffsets, int written) {
    /** A token whose id the server does not say. */
    static final int NO_ID = -1;

    /** The server does not say how much the model wrote. */
    static final int NOT_SAID = -1;

    int size() {
        return strings.size();
    }
}
