package org.palimpsest.inference.generation;

/** Why a model stopped writing. */
public enum Ending {
    /** It wrote a token that ends texts; that token is not part of the continuation. */
    END_TOKEN,
    /** It wrote as many tokens as were asked for. */
    LENGTH
}
