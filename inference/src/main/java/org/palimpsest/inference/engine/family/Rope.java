package org.palimpsest.inference.engine.family;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rotary positions (Su et al. 2021, section 3.2.2): the pair i of a head turns by the angle t f_i at position t.
 *
 * @param style which coordinates form a pair
 * @param frequencies f_i in radians a token; twice their number is the width that turns, the rest of a head stays
 * @param amplitude factor of the part that turns, usually 1
 */
record Rope(Style style, List<Double> frequencies, double amplitude) {

    /** Which coordinates of a head form a pair. */
    enum Style {
        /** i and i + width / 2. */
        HALF("half_angles", "rotate_half"),
        /** 2 i and 2 i + 1. */
        INTERLEAVED("angles", "rotate_interleaved");

        private final String tables;
        private final String method;

        Style(String tables, String method) {
            this.tables = tables;
            this.method = method;
        }

        /** The method of the program that makes cosines and sines. */
        String tables() {
            return tables;
        }

        /** The method of the program that turns. */
        String method() {
            return method;
        }
    }

    /** f_i = theta^(-2i / width); an odd width has a last frequency too, and turns one more coordinate. */
    static Rope of(Style style, int width, double theta) {
        return new Rope(
                style,
                IntStream.range(0, (width + 1) / 2)
                        .mapToObj(i -> Math.pow(theta, -2.0 * i / width))
                        .toList(),
                1);
    }

    /**
     * Half-split rotary positions as {@code config.json} describes them: {@code rope_theta} and {@code rope_scaling}, or
     * {@code rope_parameters}. The dynamic kind changes nothing in texts up to {@code max_position_embeddings}, and no
     * longer ones are read at once.
     *
     * @param config the fields
     * @param headSize width of a head
     */
    static Rope read(ConfigFields config, int headSize) {
        return read(config, headSize, "rope_theta", "partial_rotary_factor", 1);
    }

    /** The same where base and turning part have other names in the dialect of transformers 4. */
    static Rope read(ConfigFields config, int headSize, String baseField, String partField, double partUnlessSaid) {
        boolean one = config.has("rope_parameters") && !config.has("rope_scaling");
        ConfigFields scaling = config.object(one ? "rope_parameters" : "rope_scaling");
        if (one && !scaling.has("rope_theta") && !scaling.has("rope_type")) {
            throw scaling.wrong("rope_theta", "given for all layers alike");
        }
        double theta = scaling.positive("rope_theta", config.positive(baseField, 10_000));
        double part = scaling.positive("partial_rotary_factor", config.positive(partField, partUnlessSaid));
        int width = (int) (headSize * part);
        if (width < 2 || (width + 1) / 2 * 2 > headSize) {
            throw config.wrong(partField, "such that a part of at least 2 of a head of " + headSize + " turns");
        }
        Rope plain = of(Style.HALF, width, theta);
        String typeField = scaling.has("rope_type") ? "rope_type" : "type";
        return switch (scaling.text(typeField, "default")) {
            case "default", "dynamic" -> plain;
            case "linear" -> plain.scaled(1 / scaling.positive("factor"));
            case "llama3" -> plain.llama3(scaling);
            case "yarn" ->
                YarnScaling.read(scaling, width, theta, config.size("max_position_embeddings"))
                        .of(plain);
            default -> throw scaling.wrong(typeField, "default, dynamic, linear, llama3 or yarn");
        };
    }

    private Rope scaled(double factor) {
        return new Rope(style, frequencies.stream().map(f -> f * factor).toList(), amplitude);
    }

    /**
     * Llama 3.1: wavelengths up to original / high stay, those above original / low are stretched by the factor, and
     * between them the two are mixed linearly in original / wavelength.
     */
    private Rope llama3(ConfigFields scaling) {
        double factor = scaling.positive("factor");
        double low = scaling.number("low_freq_factor");
        double high = scaling.number("high_freq_factor");
        double original = scaling.positive("original_max_position_embeddings");
        if (!(high > low)) {
            throw scaling.wrong("high_freq_factor", "above low_freq_factor = " + low);
        }
        return new Rope(
                style,
                frequencies.stream()
                        .map(f -> {
                            double turns = original * f / (2 * Math.PI);
                            double kept = Math.min(1, Math.max(0, (turns - low) / (high - low)));
                            return f * (kept + (1 - kept) / factor);
                        })
                        .toList(),
                amplitude);
    }

    /** Frequencies and amplitude as arguments of a TorchScript call. */
    String literal() {
        return frequencies.stream().map(f -> Double.toString(f)).collect(Collectors.joining(", ", "[", "], "))
                + amplitude;
    }
}
