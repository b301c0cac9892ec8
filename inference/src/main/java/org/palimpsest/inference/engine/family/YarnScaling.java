package org.palimpsest.inference.engine.family;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Rotary positions for texts longer than a model was trained on (Peng et al. 2023, section 3.4, YaRN): frequencies that
 * turn often within the old length stay, those that hardly turn are divided by the factor, and between them the two are
 * mixed linearly in the number of the pair.
 *
 * @param factor new length over old; as {@code config.json} says it, or the ratio of its two lengths
 * @param first number of the pair up to which frequencies stay
 * @param last number of the pair from which they are divided; above {@code first}
 * @param amplitude factor of what turns: 0.1 ln(factor) + 1 unless the file says otherwise
 */
record YarnScaling(double factor, double first, double last, double amplitude) {
    private static final double LEAST_RAMP = 0.001;

    /**
     * Reads {@code rope_scaling} or {@code rope_parameters}.
     *
     * @param scaling its fields
     * @param width how many coordinates of a head turn
     * @param theta the base
     * @param positions {@code max_position_embeddings}
     */
    static YarnScaling read(ConfigFields scaling, int width, double theta, int positions) {
        if (!(theta > 1)) {
            throw scaling.wrong("rope_theta", "above 1");
        }
        double original = scaling.positive("original_max_position_embeddings", positions);
        double factor = scaling.positive("factor", positions / original);
        double first = pairThatTurns(scaling.positive("beta_fast", 32), width, theta, original);
        double last = pairThatTurns(scaling.positive("beta_slow", 1), width, theta, original);
        if (scaling.flag("truncate", true)) {
            first = Math.floor(first);
            last = Math.ceil(last);
        }
        first = Math.max(first, 0);
        last = Math.min(last, width - 1);
        return new YarnScaling(factor, first, last == first ? last + LEAST_RAMP : last, amplitude(scaling, factor));
    }

    /** The number, perhaps between two, of the pair that turns so many times within the old length. */
    private static double pairThatTurns(double times, int width, double theta, double original) {
        return width * Math.log(original / (times * 2 * Math.PI)) / (2 * Math.log(theta));
    }

    private static double amplitude(ConfigFields scaling, double factor) {
        if (scaling.has("attention_factor")) {
            return scaling.positive("attention_factor", 1);
        }
        if (scaling.has("mscale") && scaling.has("mscale_all_dim")) {
            return temperature(factor, scaling.positive("mscale", 1))
                    / temperature(factor, scaling.positive("mscale_all_dim", 1));
        }
        return temperature(factor, 1);
    }

    private static double temperature(double factor, double weight) {
        return factor <= 1 ? 1 : 0.1 * weight * Math.log(factor) + 1;
    }

    /** The rotation, stretched. */
    Rope of(Rope plain) {
        List<Double> old = plain.frequencies();
        return new Rope(
                plain.style(),
                IntStream.range(0, old.size())
                        .mapToObj(i -> {
                            double divided = Math.min(1, Math.max(0, (i - first) / (last - first)));
                            return old.get(i) * (1 - divided + divided / factor);
                        })
                        .toList(),
                amplitude);
    }
}
