package org.palimpsest.provenance.dynamics;

import org.jspecify.annotations.Nullable;
import org.palimpsest.stats.RatioInterval;
import org.palimpsest.stats.TestResult;

/**
 * Two axes of the same facts, such as wording and content: they can move apart (Kirchenbauer et al. 2025, arXiv 2506.05639).
 *
 * @param first kind of probes, such as {@code knowledge}
 * @param second another, such as {@code verbatim}
 * @param facts facts that have both
 * @param effectivityDifference mean over facts of the first's effectivity less the second's, in nats
 * @param correlation Spearman's correlation of the two gains over facts, two-sided; null with fewer than 3 facts or a constant gain
 */
public record AxisContrast(
        String first,
        String second,
        int facts,
        RatioInterval.Estimate effectivityDifference,
        @Nullable TestResult correlation) {}
