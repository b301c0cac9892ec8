package org.palimpsest.provenance.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.stats.SpearmanTest;

/** The numbers that the authors print, from rows with the same correlation and n. */
class QueryPaperTest {
    /** Correlations and p-values of Kuditipudi et al. 2025: README and notebooks; log10 p by mpmath. */
    @ParameterizedTest
    @CsvSource({
        "README 6.9b-deduped against 6.9b, 99997, -0.07789184431337588, -133.631187109625",
        "TinyStories 10 epochs, 10000, -0.36053128584531285, -303.955615581209",
        "student of a teacher's text, 10000, -0.030245459942454603, -2.60423979626064",
        "TinyStories 100k documents, 5000, -0.155325925893037, -27.6473534478155",
        "TinyStories 100k documents again, 5000, -0.22231911126076442, -56.3090259729179",
    })
    void rowsOfTheSameCorrelationGiveThePrintedP(String name, int n, double rho, double log10P) {
        double[] losses = PaperRows.losses(n, rho, 1);
        double[] positions = IntStream.range(0, n).mapToDouble(i -> 3 * i).toArray();
        double[] liked = Arrays.stream(losses).map(v -> -v).toArray();
        QueryTest.Result result = QueryTest.withDefaults().withPermutations(99).test(positions, liked);
        assertThat(result.statistic()).as(name).isCloseTo(-rho, within(1e-11));
        assertThat(result.twoSidedLog10P()).as(name).isCloseTo(log10P, within(1e-6));
        assertThat(result.log10P()).as(name).isCloseTo(log10P - Math.log10(2), within(1e-6));
        assertThat(SpearmanTest.log10TwoSidedP(rho, n)).as(name).isCloseTo(log10P, within(1e-9));
    }
}
