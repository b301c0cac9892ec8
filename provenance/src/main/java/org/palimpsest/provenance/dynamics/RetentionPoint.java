package org.palimpsest.provenance.dynamics;

import org.palimpsest.stats.RatioInterval;

/**
 * What is left of the gain, some steps after the peak.
 *
 * @param fromSteps least number of steps since the peak
 * @param toSteps greatest number
 * @param retained share of the gain that is left: sum over facts of what is left over sum of gains
 */
public record RetentionPoint(long fromSteps, long toSteps, RatioInterval.Estimate retained) {}
