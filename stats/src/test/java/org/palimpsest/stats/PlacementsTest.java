package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PlacementsTest {
    @Test
    void membersCountWhatLiesBelowAndOthersWhatLiesAbove() {
        double[] members = {3, 1, 2, 2};
        double[] others = {2, 0, 5};
        Placements found = Placements.of(members, others);
        assertThat(found.members()).containsExactly(2, 1, 1.5, 1.5);
        assertThat(found.nonMembers()).containsExactly(2, 4, 0);
        assertThat(Arrays.stream(found.members()).sum())
                .isEqualTo(Arrays.stream(found.nonMembers()).sum());
    }
}
