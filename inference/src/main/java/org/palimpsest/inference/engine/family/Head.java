package org.palimpsest.inference.engine.family;

/**
 * The output layer, from the last hidden states to logits.
 *
 * @param weight the tensor; that of the embedding if the two are tied
 * @param bias the tensor of its bias, or empty
 * @param softCap c of c tanh(z / c) on the logits; 0 = none
 */
record Head(String weight, String bias, double softCap) {
    /** {@code lm_head}, or the embedding where {@code tie_word_embeddings} says so. */
    static Head read(ConfigFields config, String embedding, boolean tiedUnlessSaid) {
        return read(config, embedding, "lm_head", tiedUnlessSaid);
    }

    static Head read(ConfigFields config, String embedding, String name, boolean tiedUnlessSaid) {
        boolean tied = config.flag("tie_word_embeddings", tiedUnlessSaid);
        return new Head((tied ? embedding : name) + ".weight", "", 0);
    }

    Head withBias(String name) {
        return new Head(weight, name, softCap);
    }

    Head withSoftCap(double cap) {
        return new Head(weight, bias, cap);
    }
}
