package org.palimpsest.provenance.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The audits of {@code docs/experiments/dataset-calibration.md}, fewer of them. */
class DatasetCalibrationTest {
    private static List<NullAudits.Audit> audits(String procedure) {
        return NullAudits.all().stream()
                .filter(audit -> audit.procedure().contains(procedure))
                .filter(audit -> !audit.design().contains("36 "))
                .toList();
    }

    @Test
    void ourTestsKeepTheirLevel() {
        for (NullAudits.Audit audit : audits("(ours)")) {
            double[] p = audit.run(60, 7);
            assertThat(NullAudits.Audit.interval(p, 0.05).low())
                    .as(audit.test() + ", " + audit.design() + ", " + audit.procedure())
                    .isLessThanOrEqualTo(0.05);
        }
    }

    @Test
    void thePublishedRecipeOfDatasetInferenceAccusesTheInnocent() {
        NullSets tails = new NullSets(200, 1, 36, 0, 2);
        NullSets authors = new NullSets(40, 10, 12, 0.5, 0);
        int byLimits = 0;
        int byAuthors = 0;
        int runs = 30;
        for (int i = 0; i < runs; i++) {
            byLimits += NullSets.published(tails.draw(i), i) <= 0.05 ? 1 : 0;
            byAuthors += NullSets.published(authors.draw(i), i) <= 0.05 ? 1 : 0;
        }
        assertThat(byLimits).isGreaterThan(runs / 3);
        assertThat(byAuthors).isGreaterThan(runs * 3 / 4);
    }
}
