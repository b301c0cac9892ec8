package org.palimpsest.traps.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.traps.registry.Trap;

class PlacementCheckTest {
    private static final List<Trap> TRAPS = List.of(
            new Trap("t0", "ghost", "alpha beta gamma"), new Trap("t1", "fuzzy", "x", List.of("one two", "one three")));

    @TempDir
    Path folder;

    @Test
    void namesWhatIsMissingMovedAndExtra() throws Exception {
        Path corpus = Files.writeString(folder.resolve("c.jsonl"), """
                {"id":"a","text":"here alpha beta gamma stays"}
                {"id":"b","text":"now it is alpha beta gamma"}
                {"id":"c","text":"nothing is left"}
                {"id":"d","text":"one two and one three and one three"}
                """);
        Path placements = Files.writeString(folder.resolve("p.jsonl"), """
                {"document":"a","trap":"t0","offset":5,"copy":1}
                {"document":"b","trap":"t0","offset":3,"copy":2}
                {"document":"c","trap":"t0","offset":0,"copy":3}
                {"document":"d","trap":"t1","offset":0,"copy":1}
                {"document":"d","trap":"t1","offset":12,"copy":2}
                {"document":"e","trap":"t0","offset":0,"copy":4}
                """);
        PlacementReport report = PlacementCheck.of(TRAPS).check(placements, List.of(corpus));
        assertThat(report.findings())
                .containsExactly(
                        new Finding(PlacementState.MOVED, "b", "t0", 2, 3, 10),
                        new Finding(PlacementState.MISSING, "c", "t0", 3, 0, -1),
                        new Finding(PlacementState.EXTRA, "d", "t1", 0, -1, 26),
                        new Finding(PlacementState.NO_DOCUMENT, "e", "t0", 4, 0, -1));
        assertThat(report.placements()).isEqualTo(6);
        assertThat(report.inPlace()).isEqualTo(3);
        assertThat(report.whole()).isFalse();
        assertThat(report.count(PlacementState.EXTRA)).isOne();
    }

    @Test
    void refusesRowsOfOtherTraps() throws Exception {
        Path placements = Files.writeString(
                folder.resolve("p.jsonl"), "{\"document\":\"a\",\"trap\":\"t9\",\"offset\":5,\"copy\":1}\n");
        assertThatExceptionOfType(CorruptInputException.class)
                .isThrownBy(() -> PlacementCheck.of(TRAPS).check(placements, List.of()))
                .withMessageContaining("p.jsonl, line 1: trap \"t9\" is not among the traps given");
    }

    @Test
    void theSearchFindsWhatPlainSearchFinds() {
        RandomGenerator random = RandomStream.of(3, "search");
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                text.append((char) ('a' + random.nextInt(2)));
            }
            String in = text.toString();
            List<String> texts = List.of(in.substring(3, 6), in.substring(10, 15), "abab", "bbbbbbbb");
            TreeSet<String> found = new TreeSet<>();
            new TextSearch(texts).search(in, (t, offset) -> found.add(t + offset));
            TreeSet<String> expected = new TreeSet<>();
            for (String t : texts) {
                for (int at = in.indexOf(t); at >= 0; at = in.indexOf(t, at + 1)) {
                    expected.add(t + at);
                }
            }
            assertThat(found).isEqualTo(expected);
        }
    }
}
