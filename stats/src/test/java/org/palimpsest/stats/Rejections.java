package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToDoubleFunction;

/** How often a test rejects a true null hypothesis, with 99.9 % Clopper-Pearson intervals. */
record Rejections(int runs, int atFivePercent, int atOnePercent) {

    /** Counts the p-values of runs 0..runs-1. */
    static Rejections count(int runs, IntToDoubleFunction pValueOfRun) {
        int five = 0;
        int one = 0;
        for (int run = 0; run < runs; run++) {
            double p = pValueOfRun.applyAsDouble(run);
            five += p <= 0.05 ? 1 : 0;
            one += p <= 0.01 ? 1 : 0;
        }
        return new Rejections(runs, five, one);
    }

    /** Never more often than the level, within sampling error. */
    void assertConservative() {
        assertThat(Interval.clopperPearson(atFivePercent, runs, 0.999).low())
                .as("rejects at .05: %s", this)
                .isLessThanOrEqualTo(0.05);
        assertThat(Interval.clopperPearson(atOnePercent, runs, 0.999).low())
                .as("rejects at .01: %s", this)
                .isLessThanOrEqualTo(0.01);
    }

    /** Just as often as the level, within sampling error. */
    void assertUniform() {
        assertThat(Interval.clopperPearson(atFivePercent, runs, 0.999).contains(0.05))
                .as("rejects at .05: %s", this)
                .isTrue();
        assertThat(Interval.clopperPearson(atOnePercent, runs, 0.999).contains(0.01))
                .as("rejects at .01: %s", this)
                .isTrue();
    }
}
