package org.palimpsest.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StyleTest {
    private static final Map<String, String> EMPTY = Map.of();

    @Test
    void autoColoursTerminalsOnly() {
        assertThat(Style.choose(ColorMode.AUTO, true, EMPTY)).isEqualTo(Style.ANSI);
        assertThat(Style.choose(ColorMode.AUTO, false, EMPTY)).isEqualTo(Style.PLAIN);
    }

    @Test
    void theEnvironmentCanRefuseColour() {
        assertThat(Style.choose(ColorMode.AUTO, true, Map.of("NO_COLOR", "1"))).isEqualTo(Style.PLAIN);
        assertThat(Style.choose(ColorMode.AUTO, true, Map.of("NO_COLOR", ""))).isEqualTo(Style.ANSI);
        assertThat(Style.choose(ColorMode.AUTO, true, Map.of("TERM", "dumb"))).isEqualTo(Style.PLAIN);
    }

    @Test
    void theFlagWins() {
        assertThat(Style.choose(ColorMode.ALWAYS, false, Map.of("NO_COLOR", "1")))
                .isEqualTo(Style.ANSI);
        assertThat(Style.choose(ColorMode.NEVER, true, EMPTY)).isEqualTo(Style.PLAIN);
    }

    @Test
    void paintsByRole() {
        assertThat(Style.PLAIN.paint(Ink.ERROR, "no")).isEqualTo("no");
        assertThat(Style.ANSI.paint(Ink.ERROR, "no")).isEqualTo("\u001b[1;31mno\u001b[0m");
        assertThat(Style.ANSI.paint(Ink.PLAIN, "no")).isEqualTo("no");
        assertThat(Style.ANSI.paint(Ink.ERROR, "")).isEmpty();
    }
}
