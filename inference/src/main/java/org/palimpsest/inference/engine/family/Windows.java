package org.palimpsest.inference.engine.family;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How many tokens each layer sees: {@code layer_types} where the file lists them, else the family's own rule; {@code
 * sliding_window} is the number for those that slide.
 */
final class Windows {
    private static final int UNLESS_SAID = 4096;

    private Windows() {}

    /**
     * The window of every layer; 0 = all tokens.
     *
     * @param config the fields
     * @param layers how many layers there are
     * @param slides the layers that slide by the family's rule
     */
    static List<Integer> read(ConfigFields config, int layers, IntPredicate slides) {
        List<String> types = config.texts("layer_types");
        if (!types.isEmpty() && types.size() != layers) {
            throw config.wrong("layer_types", "a list of " + layers);
        }
        return IntStream.range(0, layers)
                .mapToObj(i -> {
                    if (types.isEmpty()) {
                        return slides.test(i) ? window(config) : 0;
                    }
                    return switch (types.get(i)) {
                        case "full_attention" -> 0;
                        case "sliding_attention" -> {
                            if (window(config) == 0) {
                                throw config.wrong(
                                        "sliding_window", "a number where layer_types has sliding_attention");
                            }
                            yield window(config);
                        }
                        default -> throw config.wrong("layer_types", "full_attention or sliding_attention");
                    };
                })
                .toList();
    }

    /** {@code sliding_window}; null means none. */
    private static int window(ConfigFields config) {
        return config.sizeOrNull("sliding_window", UNLESS_SAID, 0);
    }
}
