package org.palimpsest.provenance.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.palimpsest.corpus.transcript.Exposure;
import org.palimpsest.stats.RandomStream;

class ExposureRowsTest {
    private static final double[] PLACES = {0, 1, 2, 3, 4, Double.NaN, 7};
    private static final List<@Nullable String> IDS = Arrays.asList("a", "b", "a", null, null, "a", "b");

    @Test
    void theChosenPlaceOfEachIdIsLeft() {
        ExposureRows last = ExposureRows.of(PLACES, IDS, null, Exposure.LAST);
        assertThat(last.rows()).containsExactly(2, 3, 4, 5, 6);
        assertThat(last.positions()).containsExactly(2, 3, 4, Double.NaN, 7);
        assertThat(last.repeated()).isEqualTo(2);
        assertThat(ExposureRows.of(PLACES, IDS, null, Exposure.FIRST).rows()).containsExactly(0, 1, 3, 4, 5);
        ExposureRows mean = ExposureRows.of(PLACES, IDS, null, Exposure.MEAN);
        assertThat(mean.rows()).containsExactly(0, 1, 3, 4, 5);
        assertThat(mean.positions()).containsExactly(1, 4, 3, 4, Double.NaN);
    }

    @Test
    void eachStratumHasItsOwnPlace() {
        int[] strata = {0, 0, 1, 1, 1, 1, 0};
        ExposureRows last = ExposureRows.of(PLACES, IDS, strata, Exposure.LAST);
        assertThat(last.rows()).containsExactly(0, 2, 3, 4, 5, 6);
        assertThat(last.repeated()).isEqualTo(1);
    }

    @Test
    void rowsOfOneIdAtOnePositionStayForSamePositionToJudge() {
        double[] places = {3, 5, 5};
        ExposureRows last = ExposureRows.of(places, List.of("a", "a", "a"), null, Exposure.LAST);
        assertThat(last.positions()).containsExactly(5, 5);
        assertThatThrownBy(() -> ExposureRows.of(places, List.of("a"), null, Exposure.LAST))
                .hasMessage("ids must be as many as positions, got 1 and 3");
    }

    /** Two epochs of 8 documents, each shuffled by itself; scores do not know them: p-values are uniform, or larger. */
    @ParameterizedTest
    @EnumSource(Exposure.class)
    void everyExposureIsCalibratedUnderTheNull(Exposure exposure) {
        RandomGenerator random = RandomStream.of(4, "exposures " + exposure);
        int below = 0;
        int draws = 600;
        for (int draw = 0; draw < draws; draw++) {
            double[] places = new double[16];
            double[] scores = new double[16];
            int[] first = RandomStream.permutation(8, random);
            int[] second = RandomStream.permutation(8, random);
            for (int d = 0; d < 8; d++) {
                places[d] = first[d];
                places[8 + d] = 8 + second[d];
                scores[d] = d * d;
                scores[8 + d] = d * d;
            }
            List<@Nullable String> ids =
                    IntStream.range(0, 16).mapToObj(i -> "d" + i % 8).toList();
            ExposureRows rows = ExposureRows.of(places, ids, null, exposure);
            double[] kept =
                    IntStream.of(rows.rows()).mapToDouble(i -> scores[i]).toArray();
            double p = QueryTest.withDefaults()
                    .withPermutations(99)
                    .withSeed(draw)
                    .test(rows.positions(), kept)
                    .permutationP();
            below += p <= 0.1 ? 1 : 0;
        }
        // binomial(600, 0.1): mean 60, sd 7.3
        assertThat(below).isBetween(32, 88);
    }
}
