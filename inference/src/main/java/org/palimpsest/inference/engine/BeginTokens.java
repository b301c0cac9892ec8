package org.palimpsest.inference.engine;

import org.palimpsest.inference.engine.family.Architecture;

/** The BOS token before tokens. */
final class BeginTokens {
    private BeginTokens() {}

    /** The tokens with the model's BOS token before them, or alone where it has none. */
    static int[] before(Architecture config, int[] tokens) {
        if (config.beginToken() < 0) {
            return tokens;
        }
        int[] all = new int[tokens.length + 1];
        all[0] = config.beginToken();
        System.arraycopy(tokens, 0, all, 1, tokens.length);
        return all;
    }

    /** What is thrown where a BOS token is asked for and there is none. */
    static IllegalArgumentException missing(Checkpoint model) {
        return new IllegalArgumentException(
                "the model has no BOS token: bos_token_id in " + model.folder().resolve("config.json")
                        + " must be in [0, " + model.config().vocabularySize() + ")");
    }
}
