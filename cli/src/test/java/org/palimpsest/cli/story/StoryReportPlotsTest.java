package org.palimpsest.cli.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.palimpsest.cli.report.Series;
import org.palimpsest.cli.report.SvgStyling;
import org.palimpsest.stats.Randomisation;

class StoryReportPlotsTest {
    @Test
    void binsHoldNeighboursOnce() {
        double[] values = new double[61];
        Arrays.setAll(values, i -> i);
        double[] means = StoryReportPlots.binned(values);
        assertThat(means).hasSize(30);
        assertThat(means).containsExactly(StoryReportPlots.centres(61, 30), within(1e-12));
        assertThat(means[0]).isEqualTo(0.5);
        assertThat(means[29]).isEqualTo(59.0);
    }

    @Test
    void fewValuesAreTheirOwnBins() {
        assertThat(StoryReportPlots.binned(new double[] {3, 1})).containsExactly(3, 1);
    }

    @Test
    void laterTextOfBobIsLower() {
        String svg = StoryReportPlots.losses(SampleStory.evidence(Randomisation.VERIFIED))
                .render(SvgStyling.INHERITED);
        assertThat(svg).contains("Alice").contains("Bob").contains("Carol").doesNotContain("Reference");
        double[] falling = StoryReportPlots.losses(SampleStory.evidence(Randomisation.VERIFIED), Role.BOB);
        assertThat(Arrays.stream(falling, 0, 10).average().orElseThrow())
                .isGreaterThan(Arrays.stream(falling, 20, 30).average().orElseThrow() + 0.5);
        assertThat(Arrays.stream(falling).sum()).isCloseTo(0, within(1e-9));
    }

    @Test
    void wealthBeginsAtOne() {
        StoryEvidence evidence = SampleStory.evidence(Randomisation.VERIFIED);
        Series bob = StoryReportPlots.wealthPath(evidence.suspects().get(1));
        assertThat(bob.y().get(0)).isZero();
        assertThat(bob.y().get(bob.y().size() - 1))
                .isEqualTo(evidence.suspects().get(1).order().log10E());
        assertThat(bob.x().get(bob.x().size() - 1)).isEqualTo(SampleStory.DOCUMENTS / 2.0);
    }
}
