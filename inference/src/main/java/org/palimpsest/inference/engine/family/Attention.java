package org.palimpsest.inference.engine.family;

/**
 * What one layer of attention does with its logits q k'.
 *
 * @param scale factor of the logits, usually 1 / sqrt(D)
 * @param window how many tokens a token sees, itself included; 0 = all before it
 * @param softCap c of c tanh(z / c), applied to the scaled logits; 0 = none
 */
record Attention(double scale, int window, double softCap) {
    /** The attention of Vaswani et al. (2017), equation 1, over all tokens so far. */
    static Attention full(int headSize) {
        return new Attention(1 / Math.sqrt(headSize), 0, 0);
    }

    Attention withScale(double factor) {
        return new Attention(factor, window, softCap);
    }

    Attention withWindow(int tokens) {
        return new Attention(scale, tokens, softCap);
    }

    Attention withSoftCap(double cap) {
        return new Attention(scale, window, cap);
    }
}
