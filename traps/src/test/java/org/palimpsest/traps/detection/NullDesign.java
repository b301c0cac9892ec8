package org.palimpsest.traps.detection;

import java.util.Map;
import java.util.function.LongFunction;

/**
 * A family with the tests that apply to it.
 *
 * @param family its name
 * @param pValues makes traps and a model that never saw them from a number, and gives the p-value of every test; a test whose
 *     p-value is uniform, not only conservative, has a name that ends in {@link #EXACT}
 */
record NullDesign(String family, LongFunction<Map<String, Double>> pValues) {
    static final String EXACT = " (exact)";
}
