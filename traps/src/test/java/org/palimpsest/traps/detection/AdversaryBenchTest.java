package org.palimpsest.traps.detection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.palimpsest.stats.Interval;
import org.palimpsest.traps.family.GhostSentenceFamily;

class AdversaryBenchTest {
    private static final GhostSentenceFamily GHOSTS = GhostSentenceFamily.withDefaults();

    @Test
    void noAdversaryMakesFalsePositives() {
        for (Adversary adversary : Adversaries.all()) {
            int rejections = AdversaryBench.rejections(GHOSTS, adversary, 0, 200, 1);
            assertThat(Interval.clopperPearson(rejections, 200, 0.999).low())
                    .as(adversary.name())
                    .isLessThanOrEqualTo(0.01);
        }
    }

    @Test
    void filtersAndRefusalsTakePowerAndRoundingLeavesMost() {
        assertThat(AdversaryBench.rejections(GHOSTS, new Adversaries.None(), 8, 40, 1))
                .isGreaterThan(36);
        assertThat(AdversaryBench.rejections(GHOSTS, new Adversaries.CountFilter(4), 8, 40, 1))
                .isLessThan(8);
        assertThat(AdversaryBench.rejections(GHOSTS, new Adversaries.Refusing(), 8, 40, 1))
                .isZero();
        assertThat(AdversaryBench.rejections(GHOSTS, new Adversaries.Quantised(1.5), 8, 40, 1))
                .isGreaterThan(20);
    }
}
