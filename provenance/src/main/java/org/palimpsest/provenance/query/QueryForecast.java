package org.palimpsest.provenance.query;

import org.palimpsest.stats.PowerPlan;

/**
 * How many documents a query test takes, from a correlation that a pilot found or a paper printed. By Fisher's z, one-sided.
 *
 * @param correlation of position and score, in (0, 1)
 * @param alpha level that the p-value is to reach, in (0, 1)
 * @param power wanted chance of reaching it, in (alpha, 1)
 */
public record QueryForecast(double correlation, double alpha, double power) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public QueryForecast {
        if (!(correlation > 0 && correlation < 1)) {
            throw new IllegalArgumentException("correlation must be in (0, 1), later likelier, got " + correlation);
        }
        PowerPlan.sampleSizeForCorrelation(correlation, alpha, power);
    }

    /**
     * Documents that it takes.
     *
     * @param design which documents are asked about
     * @return at least 4
     */
    public long documents(RowDesign design) {
        return PowerPlan.sampleSizeForCorrelation(correlationIn(design), alpha, power);
    }

    /** The correlation among the documents of a design, where the mean score is a straight line in the position. */
    double correlationIn(RowDesign design) {
        double slope = correlation * correlation / ((1 - correlation) * (1 + correlation)) * design.gain();
        return Math.sqrt(slope / (1 + slope));
    }
}
