package org.palimpsest.cli;

import java.nio.file.Path;
import org.palimpsest.corpus.index.AdditiveSmoothing;
import org.palimpsest.corpus.index.InterpolatedSmoothing;
import org.palimpsest.corpus.index.Smoothing;

/**
 * A corpus as a model: {@code index:DIR}, {@code index:DIR#interpolated=WEIGHT} or {@code index:DIR#additive=ALPHA}.
 *
 * @param folder the index
 * @param smoothing what becomes of probabilities of 0
 */
record IndexReference(Path folder, Smoothing smoothing) {
    private static final String SCHEME = "index:";
    private static final double WEIGHT = 0.01;

    static boolean is(String reference) {
        return reference.startsWith(SCHEME);
    }

    /**
     * Reads a reference.
     *
     * @throws UsageException if it has no folder, or a smoothing that is none
     */
    static IndexReference parse(String reference) {
        String rest = reference.substring(SCHEME.length());
        int mark = rest.lastIndexOf('#');
        String folder = mark < 0 ? rest : rest.substring(0, mark);
        if (folder.isEmpty()) {
            throw new UsageException("a corpus as a model is index:DIR, got \"" + reference + "\"");
        }
        return new IndexReference(
                Path.of(folder),
                mark < 0 ? new InterpolatedSmoothing(WEIGHT) : smoothing(reference, rest.substring(mark + 1)));
    }

    private static Smoothing smoothing(String reference, String rule) {
        int sign = rule.indexOf('=');
        String name = sign < 0 ? rule : rule.substring(0, sign);
        if (sign >= 0 && (name.equals("interpolated") || name.equals("additive"))) {
            try {
                double value = Double.parseDouble(rule.substring(sign + 1));
                return name.equals("additive") ? new AdditiveSmoothing(value) : new InterpolatedSmoothing(value);
            } catch (NumberFormatException e) {
                throw new UsageException(reference + ": " + rule.substring(sign + 1) + " is not a number");
            } catch (IllegalArgumentException e) {
                throw new UsageException(reference + ": " + e.getMessage());
            }
        }
        throw new UsageException(
                reference + ": after # stands interpolated=WEIGHT or additive=ALPHA, got \"" + rule + "\"");
    }
}
