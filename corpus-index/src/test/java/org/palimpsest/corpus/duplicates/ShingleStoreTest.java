package org.palimpsest.corpus.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.stats.RandomStream;

class ShingleStoreTest {
    @TempDir
    Path folder;

    @Test
    void similaritiesAreThoseOfTheSetsThatWereAdded() throws IOException {
        RandomGenerator random = RandomStream.of(1, "store");
        List<ShingleSet> sets = new ArrayList<>();
        try (ShingleStore store = ShingleStore.in(folder)) {
            for (int i = 0; i < 200; i++) {
                int size = i % 7 == 0 ? 0 : 20_000;
                sets.add(ShingleSet.ofTokens(random.ints(size, 0, 30_000).toArray(), 1));
                assertThat(store.add("ü" + i, sets.get(i))).isEqualTo(i);
            }
            for (int round = 0; round < 500; round++) {
                int one = random.nextInt(200);
                int other = random.nextInt(200);
                assertThat(store.id(one)).isEqualTo("ü" + one);
                assertThat(store.jaccard(one, other)).isEqualTo(sets.get(one).jaccard(sets.get(other)));
            }
            assertThat(store.documents()).isEqualTo(200);
            assertThatThrownBy(() -> store.id(200))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("document must be in [0, 200), got 200");
        }
        assertThat(folder).isEmptyDirectory();
    }
}
