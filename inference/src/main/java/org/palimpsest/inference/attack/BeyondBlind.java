package org.palimpsest.inference.attack;

import org.palimpsest.stats.Interval;

/**
 * How much more an attack tells than the strongest blind baseline, on the same texts. The baseline is the one of the largest
 * area, which luck lifts a little, so the difference leans to the low side.
 *
 * @param baseline name of the baseline
 * @param n texts that both score
 * @param difference area of the attack less the cross-fitted area of the baseline on these texts, in [-1, 1]
 * @param interval of the difference, paired by text and asymptotic
 */
public record BeyondBlind(String baseline, int n, double difference, Interval interval) {}
