package org.palimpsest.provenance.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.RatioInterval;
import org.palimpsest.stats.SpearmanTest;
import org.palimpsest.stats.TestResult;

/**
 * Effectivity, retainability, decay and learnability threshold (Chang et al. 2024, arXiv 2406.11813), kind by kind of probes.
 *
 * <p>The peak of an exposure is the best reading within a window after it. <em>Effectivity</em> is the rise from the last reading
 * before the exposure to its peak. <em>Retainability</em> is {@code R(t) = (l(peak + t) - l_before) / (l(peak) - l_before)} with the
 * peak after the last exposure and the last reading before the first; a line {@code R(t) = b - a log10 t} is fitted, a being the
 * <em>decay</em> and its zero {@code 10^(b/a)} the <em>learnability threshold</em>: facts seen less often than that do not
 * accumulate.
 *
 * <p>The paper divides probe by probe, which blows up where a gain is near 0, and drops outliers. Here what is left is fitted fact by
 * fact in nats and divided once, mean over mean: the threshold then does not depend on the gain at all. Intervals are studentised
 * cluster bootstraps over facts, so they hold for facts drawn from the same source, not for the run: another training seed is
 * another story.
 */
public final class LearningDynamics {
    private static final LearningDynamics DEFAULTS = new LearningDynamics(Options.defaults());

    private final Options options;
    private final RatioInterval intervals;

    private LearningDynamics(Options options) {
        this.options = options;
        this.intervals = RatioInterval.withDefaults()
                .withResamples(options.resamples())
                .withConfidence(options.confidence())
                .withSeed(options.seed());
    }

    /** The analysis with {@link Options#defaults()}. */
    public static LearningDynamics withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same with other options.
     *
     * @param chosen to be fixed before the table is seen
     */
    public LearningDynamics with(Options chosen) {
        return new LearningDynamics(chosen);
    }

    /**
     * How a table is analysed.
     *
     * @param window steps after an exposure in which its peak is sought, at least 1
     * @param peaks how the peak is found
     * @param outliers facts are left out whose effectivity or slope lies more than this many interquartile ranges below the first
     *     or above the third quartile; 0 leaves out none. The paper's code has 2.0
     * @param maxLag readings later than this many steps after the peak are not fitted: beyond the threshold nothing is left to lose and
     *     the line bends
     * @param resamples of the bootstrap, at least 100
     * @param confidence of intervals, in (0, 1)
     * @param seed of halves and resamples
     */
    public record Options(
            long window, PeakRule peaks, double outliers, long maxLag, int resamples, double confidence, long seed) {
        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if one is outside its range
         */
        public Options {
            if (window < 1 || maxLag < 1) {
                throw new IllegalArgumentException(
                        "window and max lag must be at least 1 step, got " + window + " and " + maxLag);
            }
            if (!(outliers >= 0)) {
                throw new IllegalArgumentException("outliers must be at least 0, got " + outliers);
            }
            if (resamples < 100) {
                throw new IllegalArgumentException("resamples must be at least 100, got " + resamples);
            }
            if (!(confidence > 0 && confidence < 1)) {
                throw new IllegalArgumentException("confidence must be in (0, 1), got " + confidence);
            }
        }

        /** Window of 50 steps, cross-fitted peaks, no outliers left out, all lags, 1,999 resamples, confidence 0.95, seed 0. */
        public static Options defaults() {
            return new Options(50, PeakRule.CROSS_FITTED, 0, Long.MAX_VALUE, 1_999, 0.95, 0);
        }
    }

    /**
     * Analyses a table. O(readings + facts times resamples).
     *
     * @param table probes by checkpoints
     * @throws IllegalArgumentException if no kind has 2 usable facts whose mean gain is not 0
     */
    public Result of(ProbeTable table) {
        List<KindDynamics> kinds = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (String kind : table.kinds()) {
            KindDynamics dynamics = of(table, kind);
            if (dynamics == null) {
                refused.add(kind);
            } else {
                kinds.add(dynamics);
            }
        }
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException(
                    "2 facts of a kind are needed with a reading before their first exposure, one within "
                            + options.window() + " steps after an exposure and 2 later ones; there are none among "
                            + table.probes() + " probes");
        }
        List<AxisContrast> contrasts = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            for (int j = i + 1; j < kinds.size(); j++) {
                AxisContrast contrast = contrast(kinds.get(i), kinds.get(j));
                if (contrast != null) {
                    contrasts.add(contrast);
                }
            }
        }
        return new Result(kinds, contrasts, refused, table.unexposed());
    }

    private @Nullable KindDynamics of(ProbeTable table, String kind) {
        Map<String, List<Trace>> byFact = table.facts(kind);
        List<List<Trace>> traces = List.copyOf(byFact.values());
        Peaks peaks = new Peaks(traces, options.window(), options.peaks(), options.seed());
        List<MeasuredFact> usable = new ArrayList<>();
        int number = 0;
        for (Map.Entry<String, List<Trace>> fact : byFact.entrySet()) {
            int f = number++;
            List<MeasuredProbe> probes = new ArrayList<>();
            for (Trace trace : fact.getValue()) {
                MeasuredProbe probe = MeasuredProbe.of(trace, e -> peaks.of(f, trace, e), options.maxLag());
                if (probe != null) {
                    probes.add(probe);
                }
            }
            if (!probes.isEmpty()) {
                usable.add(MeasuredFact.of(fact.getKey(), probes));
            }
        }
        List<MeasuredFact> kept = OutlierRule.of(options.outliers()).kept(usable);
        if (kept.size() < 2 || mean(kept, FactDynamics::gain) == 0 || mean(kept, FactDynamics::slope) == 0) {
            return null;
        }
        RatioInterval.Estimate decay =
                intervals.of(minus(values(kept, FactDynamics::slope)), values(kept, FactDynamics::gain));
        boolean forgets = decay.interval().low() > 0;
        return new KindDynamics(
                kind,
                kept.stream().map(MeasuredFact::fact).toList(),
                byFact.size() - usable.size(),
                usable.size() - kept.size(),
                intervals.ofMean(values(kept, FactDynamics::effectivity)),
                intervals.ofMean(values(kept, FactDynamics::gain)),
                decay,
                forgets
                        ? intervals.of(values(kept, FactDynamics::intercept), minus(values(kept, FactDynamics::slope)))
                        : null,
                new RetentionCurve(intervals).of(kept));
    }

    private @Nullable AxisContrast contrast(KindDynamics first, KindDynamics second) {
        Map<String, FactDynamics> others = second.facts().stream()
                .collect(Collectors.toMap(FactDynamics::fact, fact -> fact, (a, b) -> a, TreeMap::new));
        List<FactDynamics[]> both = new ArrayList<>();
        for (FactDynamics fact : first.facts()) {
            FactDynamics other = others.get(fact.fact());
            if (other != null) {
                both.add(new FactDynamics[] {fact, other});
            }
        }
        if (both.size() < 2) {
            return null;
        }
        double[] differences = both.stream()
                .mapToDouble(pair -> pair[0].effectivity() - pair[1].effectivity())
                .toArray();
        return new AxisContrast(
                first.kind(), second.kind(), both.size(), intervals.ofMean(differences), correlation(both));
    }

    private static @Nullable TestResult correlation(List<FactDynamics[]> both) {
        double[] x = both.stream().mapToDouble(pair -> pair[0].gain()).toArray();
        double[] y = both.stream().mapToDouble(pair -> pair[1].gain()).toArray();
        boolean varies = Arrays.stream(x).distinct().count() > 1
                && Arrays.stream(y).distinct().count() > 1;
        return x.length < 3 || !varies
                ? null
                : SpearmanTest.withDefaults().with(Alternative.TWO_SIDED).test(x, y);
    }

    private static double[] values(List<MeasuredFact> facts, ToDoubleFunction<FactDynamics> value) {
        return facts.stream()
                .mapToDouble(fact -> value.applyAsDouble(fact.fact()))
                .toArray();
    }

    private static double mean(List<MeasuredFact> facts, ToDoubleFunction<FactDynamics> value) {
        return Arrays.stream(values(facts, value)).average().orElse(0);
    }

    private static double[] minus(double[] values) {
        return Arrays.stream(values).map(value -> -value).toArray();
    }

    /**
     * The outcome.
     *
     * @param kinds kinds of probes, in alphabetical order
     * @param contrasts pairs of kinds that share facts
     * @param refused kinds with fewer than 2 usable facts, or no gain
     * @param unexposed facts with readings and no exposure
     */
    public record Result(List<KindDynamics> kinds, List<AxisContrast> contrasts, List<String> refused, int unexposed) {
        /** Copies. */
        public Result {
            kinds = List.copyOf(kinds);
            contrasts = List.copyOf(contrasts);
            refused = List.copyOf(refused);
        }
    }
}
