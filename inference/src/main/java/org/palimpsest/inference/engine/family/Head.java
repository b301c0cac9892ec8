package org.palimpsest.inference.engine.family;

import java.util.List;
import java.util.stream.Stream;

/**
 * The output layer, from the last hidden states to logits.
 *
 * @param weight the tensor; that of the embedding if the two are tied
 * @param bias the tensor of its bias, or empty
 * @param softCap c of c tanh(z / c) on the logits; 0 = none
 * @param otherNames under which the tensor may be stored instead: a file that keeps one of two tied tensors may keep
 *     either, and the layer itself is {@code lm_head} in files of some versions
 */
record Head(String weight, String bias, double softCap, List<String> otherNames) {
    private static final String USUAL = "lm_head";

    /** {@code lm_head}, or the embedding where {@code tie_word_embeddings} says so. */
    static Head read(ConfigFields config, String embedding, boolean tiedUnlessSaid) {
        return read(config, embedding, USUAL, tiedUnlessSaid);
    }

    static Head read(ConfigFields config, String embedding, String name, boolean tiedUnlessSaid) {
        boolean tied = config.flag("tie_word_embeddings", tiedUnlessSaid);
        return new Head(
                (tied ? embedding : name) + ".weight",
                "",
                0,
                Stream.of(name, USUAL)
                        .filter(other -> tied || !other.equals(name))
                        .distinct()
                        .map(other -> other + ".weight")
                        .toList());
    }

    Head withBias(String name) {
        return new Head(weight, name, softCap, otherNames);
    }

    Head withSoftCap(double cap) {
        return new Head(weight, bias, cap, otherNames);
    }
}
