package org.palimpsest.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PValueFormatTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "0.99996, > 0.999",
        "0.9994, 0.999",
        "0.5, 0.50",
        "0.61, 0.61",
        "0.123456, 0.123",
        "0.01, 0.010",
        "0.0300, 0.030",
        "0.000456, 0.000456",
        "0.0001, 0.00010",
        "0.00009, 10^-4.0",
        "1e-300, 10^-300.0",
        "4.9e-324, 10^-323.3",
        "0, < 10^-323"
    })
    void writesNumbers(double p, String expected) {
        assertThat(PValueFormat.of(p)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "-73.2, 10^-73.2",
        "-1234.56, 10^-1234.6",
        "-4.05, 10^-4.1",
        "-4, 0.00010",
        "-2, 0.010",
        "0, 1",
        "-0.0, 1"
    })
    void writesLogarithms(double log10P, String expected) {
        assertThat(PValueFormat.ofLog10(log10P)).isEqualTo(expected);
    }

    @Test
    void writesSentences() {
        assertThat(PValueFormat.equation(-73.2)).isEqualTo("p = 10^-73.2");
        assertThat(PValueFormat.equation(Math.log10(0.9999))).isEqualTo("p > 0.999");
    }

    @Test
    void ignoresTheDefaultLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(PValueFormat.ofLog10(-73.2)).isEqualTo("10^-73.2");
            assertThat(PValueFormat.of(0.031)).isEqualTo("0.031");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void refusesWhatIsNoProbability() {
        assertThatThrownBy(() -> PValueFormat.of(1.5)).hasMessage("p must be in [0, 1], got 1.5");
        assertThatThrownBy(() -> PValueFormat.of(Double.NaN)).hasMessage("p must be in [0, 1], got NaN");
        assertThatThrownBy(() -> PValueFormat.ofLog10(0.1)).hasMessage("log10 p must be finite and at most 0, got 0.1");
        assertThatThrownBy(() -> PValueFormat.ofLog10(Double.NEGATIVE_INFINITY))
                .hasMessage("log10 p must be finite and at most 0, got -Infinity");
    }
}
