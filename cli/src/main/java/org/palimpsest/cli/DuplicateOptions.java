package org.palimpsest.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.duplicates.MinHashScheme;
import org.palimpsest.corpus.duplicates.Words;
import picocli.CommandLine.Option;

/** Which documents are nearly the same. */
final class DuplicateOptions {
    private static final double RECALL = 0.95;
    private static final int DEFAULT_SHINGLE = 5;

    @Option(
            names = "--scheme",
            paramLabel = "NAME",
            description =
                    "Shingles, bands and rows of fineweb, slimpajama, redpajama2, lee or gpt3. Default: fineweb, or"
                            + " with --threshold what finds 95 %% of the pairs there.")
    private @Nullable DuplicateScheme preset;

    @Option(
            names = "--threshold",
            paramLabel = "S",
            converter = Level.class,
            description = "Join only pairs whose exact Jaccard similarity is at least S. Default: all candidates.")
    @Nullable
    Double threshold;

    @Option(
            names = "--shingle",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Words or tokens a shingle. Default: the scheme's, else 5.")
    private @Nullable Integer shingle;

    @Option(
            names = "--minima",
            paramLabel = "M",
            defaultValue = "256",
            converter = AtLeastOne.class,
            description = "With --threshold: length of a signature at most. Default: ${DEFAULT-VALUE}.")
    private int minima = 256;

    MinHashScheme scheme(CommonOptions common) {
        if (preset == null && threshold != null) {
            try {
                return MinHashScheme.forThreshold(
                        shingle == null ? DEFAULT_SHINGLE : shingle, Words.FOLDED, threshold, RECALL, minima);
            } catch (IllegalArgumentException e) {
                throw common.usage("--threshold: " + e.getMessage());
            }
        }
        MinHashScheme scheme = (preset == null ? DuplicateScheme.FINEWEB : preset).scheme();
        return shingle == null
                ? scheme
                : new MinHashScheme(scheme.name(), shingle, scheme.words(), scheme.bands(), scheme.rows());
    }

    static Map<String, Object> json(MinHashScheme scheme) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (double similarity : new double[] {0.6, 0.7, 0.8, 0.9}) {
            found.put(Double.toString(similarity), scheme.candidateProbability(similarity));
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", scheme.name());
        row.put("shingle", scheme.shingle());
        row.put("bands", scheme.bands());
        row.put("rows", scheme.rows());
        row.put("candidateProbability", found);
        return row;
    }
}
