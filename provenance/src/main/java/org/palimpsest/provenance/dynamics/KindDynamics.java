package org.palimpsest.provenance.dynamics;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.stats.RatioInterval;

/**
 * Learning and forgetting of the facts that probes of one kind ask for.
 *
 * @param kind of the probes
 * @param facts facts that the estimates rest on
 * @param unusable facts without a reading before the first exposure, within a window after one, or at two times after the peak
 * @param outliers facts that the outlier rule left out
 * @param effectivity mean rise at an exposure, in nats
 * @param gain mean rise from before the first exposure to the peak after the last, in nats
 * @param decay a in {@code R(t) = b - a log10 t}: share of the gain that is lost in a tenfold of steps
 * @param log10Threshold log10 of the steps after which nothing of the gain is left, the zero of the line; null where the interval of
 *     the decay reaches 0, so that no time need be enough
 * @param curve R at times, over facts that have readings there
 */
public record KindDynamics(
        String kind,
        List<FactDynamics> facts,
        int unusable,
        int outliers,
        RatioInterval.Estimate effectivity,
        RatioInterval.Estimate gain,
        RatioInterval.Estimate decay,
        RatioInterval.@Nullable Estimate log10Threshold,
        List<RetentionPoint> curve) {
    /** Copies. */
    public KindDynamics {
        facts = List.copyOf(facts);
        curve = List.copyOf(curve);
    }
}
