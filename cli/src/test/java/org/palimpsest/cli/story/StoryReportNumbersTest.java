package org.palimpsest.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoryReportNumbersTest {
    @Test
    void signs() {
        assertThat(StoryReportNumbers.signed(0.4083, 3)).isEqualTo("+0.408");
        assertThat(StoryReportNumbers.signed(-0.025, 2)).isEqualTo("-0.03");
        assertThat(StoryReportNumbers.signed(-0.0001, 3)).isEqualTo("+0.000");
    }

    @Test
    void eValues() {
        assertThat(StoryReportNumbers.eValue(81.68)).isEqualTo("10^81.7");
        assertThat(StoryReportNumbers.eValue(3)).isEqualTo("1,000");
        assertThat(StoryReportNumbers.eValue(0.5)).isEqualTo("3.2");
        assertThat(StoryReportNumbers.eValue(-0.68)).isEqualTo("0.209");
        assertThat(StoryReportNumbers.eValue(-5.25)).isEqualTo("10^-5.3");
    }

    @Test
    void settingsHaveNoExponent() {
        assertThat(StoryReportNumbers.plain(5e-4)).isEqualTo("0.0005");
        assertThat(StoryReportNumbers.plain(0.01)).isEqualTo("0.01");
    }
}
