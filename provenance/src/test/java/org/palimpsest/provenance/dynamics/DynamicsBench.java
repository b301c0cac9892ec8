package org.palimpsest.provenance.dynamics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.stats.Interval;
import org.palimpsest.stats.RatioInterval;

/**
 * The table of {@code docs/experiments/dynamics.md}: how often intervals cover what is true of synthetic runs. Arguments: number of
 * tables, seed, CSV file to write.
 */
final class DynamicsBench {
    private DynamicsBench() {}

    static Map<String, SyntheticRun> designs() {
        Map<String, SyntheticRun> designs = new LinkedHashMap<>();
        designs.put("120 facts, equal exposures", new SyntheticRun(120, 1, 2, 0, 0.25, 4.6, 0.3, 1));
        designs.put("120 facts, 1 to 5 exposures", new SyntheticRun(120, 1, 2, 0.3, 0.25, 4.6, 0.3, 5));
        designs.put("40 facts, 1 to 5 exposures", new SyntheticRun(40, 1, 2, 0.3, 0.25, 4.6, 0.3, 5));
        designs.put("40 facts, noisy", new SyntheticRun(40, 1, 1, 0.3, 0.25, 4.6, 1, 5));
        designs.put("40 facts, 3 probes each, skewed effects", new SyntheticRun(40, 3, 1, 0.6, 0.25, 4.6, 0.5, 5));
        designs.put("20 facts, skewed effects", new SyntheticRun(20, 1, 2, 0.6, 0.25, 4.6, 0.5, 5));
        designs.put("40 facts, slow forgetting", new SyntheticRun(40, 1, 2, 0.3, 0.1, 10, 0.3, 5));
        return designs;
    }

    /** Hits of the truth by the intervals of effectivity, decay, log10 threshold, and by two simpler ways. */
    static int[] covered(SyntheticRun run, int tables, long seed) {
        LearningDynamics.Options ours =
                new LearningDynamics.Options(50, PeakRule.CROSS_FITTED, 0, Long.MAX_VALUE, 999, 0.95, seed);
        LearningDynamics.Options highest =
                new LearningDynamics.Options(50, PeakRule.HIGHEST, 0, Long.MAX_VALUE, 999, 0.95, seed);
        return IntStream.range(0, tables)
                .parallel()
                .mapToObj(i -> {
                    ProbeTable table = run.table(seed + i);
                    KindDynamics one = LearningDynamics.withDefaults()
                            .with(ours)
                            .of(table)
                            .kinds()
                            .get(0);
                    KindDynamics two = LearningDynamics.withDefaults()
                            .with(highest)
                            .of(table)
                            .kinds()
                            .get(0);
                    return new int[] {
                        hit(one.effectivity(), run.effect()),
                        hit(one.decay(), run.decay()),
                        hit(one.log10Threshold(), run.log10Threshold()),
                        hit(two.effectivity(), run.effect()),
                        hit(two.decay(), run.decay()),
                        hit(two.log10Threshold(), run.log10Threshold())
                    };
                })
                .reduce(
                        new int[6],
                        (a, b) -> IntStream.range(0, 6).map(i -> a[i] + b[i]).toArray());
    }

    private static int hit(RatioInterval.@Nullable Estimate estimate, double truth) {
        return estimate != null && estimate.interval().contains(truth) ? 1 : 0;
    }

    public static void main(String[] arguments) throws IOException {
        int tables = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        List<String> lines = new ArrayList<>();
        lines.add("design,peaks,quantity,tables,covered,low,high");
        String[] quantities = {"effectivity", "decay", "log10 threshold"};
        for (Map.Entry<String, SyntheticRun> design : designs().entrySet()) {
            int[] hits = covered(design.getValue(), tables, seed);
            for (int i = 0; i < 6; i++) {
                Interval interval = Interval.clopperPearson(hits[i], tables, 0.95);
                lines.add(String.format(
                        Locale.ROOT,
                        "\"%s\",%s,%s,%d,%.4f,%.4f,%.4f",
                        design.getKey(),
                        i < 3 ? "cross-fitted" : "highest",
                        quantities[i % 3],
                        tables,
                        hits[i] / (double) tables,
                        interval.low(),
                        interval.high()));
                System.out.println(lines.get(lines.size() - 1));
            }
        }
        Files.write(Path.of(arguments[2]), lines, StandardCharsets.UTF_8);
    }
}
