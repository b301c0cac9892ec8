package org.palimpsest.provenance.dynamics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.palimpsest.stats.RandomStream;

/**
 * A run with known dynamics: every exposure lifts a fact by its effect, the peak comes {@value #RAMP} steps later, and of what was
 * reached {@code R(t) = a log10(threshold / t)}, at most 1 and at least 0, is left t steps after the peak.
 *
 * @param facts how many
 * @param probes of each fact
 * @param effect mean rise at an exposure, in nats
 * @param skew standard deviation of the logarithm of a fact's own effect; 0: all alike
 * @param decay a
 * @param log10Threshold log10 of the threshold
 * @param noise standard deviation of a reading
 * @param mostExposures facts have 1 to so many exposures at random steps
 */
record SyntheticRun(
        int facts,
        int probes,
        double effect,
        double skew,
        double decay,
        double log10Threshold,
        double noise,
        int mostExposures) {
    static final int RAMP = 20;
    private static final int EVERY = 10;
    private static final int LENGTH = 3_000;

    ProbeTable table(long seed) {
        RandomGenerator random = RandomStream.of(seed, "synthetic run");
        List<ProbeReading> readings = new ArrayList<>();
        Map<String, long[]> exposures = new HashMap<>();
        for (int f = 0; f < facts; f++) {
            int count = mostExposures == 1 ? 1 : random.nextInt(1, mostExposures + 1);
            long[] steps = new long[count];
            steps[0] = random.nextInt(10, 200);
            for (int e = 1; e < count; e++) {
                steps[e] = steps[e - 1] + random.nextInt(60, 200);
            }
            exposures.put("fact" + f, steps);
            double own = effect * Math.exp(skew * random.nextGaussian() - skew * skew / 2);
            double start = -8 + random.nextGaussian();
            for (int p = 0; p < probes; p++) {
                for (int step = 0; step <= LENGTH; step += EVERY) {
                    // Few checkpoints late, as one keeps them.
                    if (step > 1_200 && step % 100 != 0) {
                        continue;
                    }
                    double nats = start - p + level(own, steps, step) + noise * random.nextGaussian();
                    readings.add(new ProbeReading("fact" + f + "/" + p, "fact" + f, "knowledge", step, nats));
                }
            }
        }
        return new ProbeTable(readings, exposures);
    }

    /** What a fact has gained; the model of a step with so many behind it. */
    private double level(double own, long[] exposures, long step) {
        double base = 0;
        double peak = 0;
        long last = -1;
        for (long exposure : exposures) {
            if (exposure >= step) {
                break;
            }
            // The reading before the exposure is the last checkpoint, so the rise counts from there.
            base = last < 0 ? 0 : left(peak, checkpointBefore(exposure) - last);
            peak = base + own;
            last = checkpointBefore(exposure) + RAMP;
        }
        if (last < 0) {
            return 0;
        }
        return step < last ? base + (peak - base) * (step - last + RAMP) / RAMP : left(peak, step - last);
    }

    private static long checkpointBefore(long step) {
        return step / EVERY * EVERY;
    }

    private double left(double peak, long t) {
        if (t <= 0) {
            return peak;
        }
        return peak * Math.max(0, Math.min(1, decay * (log10Threshold - Math.log10((double) t))));
    }
}
