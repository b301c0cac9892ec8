package org.palimpsest.cli.power.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.stats.Alternative;

class TextPowerAnalysisTest {
    @TempDir
    private Path folder;

    private static ReshuffleRow row(long seed, int retrained, String bob, double temperature, int tokens, double t) {
        return new ReshuffleRow(seed, retrained, bob, temperature, tokens, 0, 0, 19, t, -1.5, 2);
    }

    @Test
    void rowsAreReadAsTheyAreWritten() {
        ReshuffleRow one = new ReshuffleRow(3, 10, "tuned-80-3", 0.9, 6_400, 7, 1, 19, 2.5, -1.25, 4);
        assertThat(one.line()).isEqualTo("3,10,tuned-80-3,0.9,6400,7,1,19,2.5000,-1.2500,4");
        assertThat(ReshuffleRow.parse(one.line())).isEqualTo(one);
        assertThat(one.rankP()).isEqualTo(0.2);
        PartitionRow other = new PartitionRow(2, "people", Double.NaN, 1_000, 500, 0.75, -0.125, -3.5, 0.0625);
        assertThat(other.line()).isEqualTo("2,people,NaN,1000,500,0.7500,-0.12500,-3.5000,0.0625");
        assertThat(PartitionRow.parse(other.line())).isEqualTo(other);
    }

    @Test
    void fileGrowsByBlocksAndKeepsItsHeader() throws IOException {
        RowFile file = new RowFile(folder.resolve("rows.csv"), "a,b");
        assertThat(file.rows()).isEmpty();
        file.add(List.of("1,2", "12,3"));
        file.add(List.of("2,4"));
        assertThat(Files.readAllLines(file.file())).containsExactly("a,b", "1,2", "12,3", "2,4");
        assertThat(file.has("12,")).isTrue();
        assertThat(file.has("3,")).isFalse();
        assertThatThrownBy(() -> new RowFile(file.file(), "b,a").rows())
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("rows.csv must begin with b,a");
    }

    @Test
    void aSeedCountsOnceHoweverManyRowsItHas() {
        Seeds<ReshuffleRow> seeds = new Seeds<>(
                List.of(
                        row(2, 4, "same", 0.9, 320, 10),
                        row(1, 4, "same", 0.9, 320, 1),
                        row(1, 4, "same", 0.9, 320, 3),
                        row(1, 2, "same", 0.9, 320, 99)),
                ReshuffleRow::seed);
        assertThat(seeds.means(TextClaims.same(4, 0.9, 320), ReshuffleRow::t))
                .isEqualTo(new TreeMap<>(Map.of(1L, 2.0, 2L, 10.0)));
        assertThat(seeds.median(r -> true, ReshuffleRow::t)).isEqualTo(6.5);
        assertThat(seeds.median(r -> r.retrained() == 4, ReshuffleRow::t)).isEqualTo(3);
        assertThat(seeds.median(r -> false, ReshuffleRow::t)).isNaN();
    }

    @Test
    void differencesAndSlopesAreSeedBySeed() {
        assertThat(Seeds.difference(seeds(5, 7), seeds(1, 10, 3))).isEqualTo(seeds(4, -3));
        SortedMap<Long, Double> slopes =
                Seeds.slope(new double[] {0, 1, 3}, List.of(seeds(1, 0, 9), seeds(3, 0), seeds(7, 14)));
        assertThat(slopes).hasSize(2);
        assertThat(slopes.get(1L)).isEqualTo(2, within(1e-12));
        // least squares of (0, 0), (1, 0), (3, 14)
        assertThat(slopes.get(2L)).isEqualTo(5, within(1e-12));
    }

    private static SortedMap<Long, Double> seeds(double... values) {
        SortedMap<Long, Double> seeds = new TreeMap<>();
        for (double value : values) {
            seeds.put(seeds.size() + 1L, value);
        }
        return seeds;
    }

    @Test
    void scoreOfASetIsTheMeanOfItsTextsUnderEachModel() {
        Map<String, double[]> scores =
                Map.of("a", new double[] {-1, -2, -3}, "b", new double[] {-3, -2, -5}, "c", new double[] {9, 9, 9});
        assertThat(ReshuffleAudits.means(List.of("a", "b"), scores)).containsExactly(-2, -2, -4);
        assertThat(ReshuffleAudits.test(new double[] {-1, -3, -2}).rank().statistic())
                .isEqualTo(1);
        assertThat(ReshuffleAudits.test(new double[] {-3, -1, -2}).rank().statistic())
                .isEqualTo(3);
    }

    /** Rows of two seeds in which every claim holds by a known amount. */
    private static List<ReshuffleRow> reshuffled() {
        List<ReshuffleRow> rows = new ArrayList<>();
        for (long seed : new long[] {1, 2}) {
            for (int retrained : TextPowerBench.RETRAINED) {
                for (int tokens : List.of(320, 3_200, 32_000)) {
                    rows.add(row(seed, retrained, "same", 0.9, tokens, retrained + Math.log10(tokens / 320.0) + seed));
                }
                rows.add(row(seed, retrained, "order-9", 0.9, 3_200, seed == 1 ? 1 : -1));
                rows.add(row(seed, retrained, "people", Double.NaN, 3_200, seed == 1 ? 1 : -1));
            }
            for (double temperature : TextPowerBench.OTHER_TEMPERATURES) {
                rows.add(row(seed, 2, "same", temperature, 320, -temperature));
                rows.add(row(seed, 2, "same", temperature, 3_200, -temperature));
            }
            for (int[] tuning : TextPowerBench.TUNED) {
                String name = "tuned-" + tuning[0] + "-" + tuning[1];
                rows.add(row(seed, 10, name, 0.9, 6_400, 2));
                rows.add(new ReshuffleRow(seed, 10, name, 0.9, 6_400, 0, 1, 19, 6 + seed, -4, 1));
            }
            rows.add(new ReshuffleRow(seed, 10, "same", 0.9, 6_400, 0, 1, 19, 50, -4, 1));
        }
        return rows;
    }

    private static List<PartitionRow> partitioned() {
        List<PartitionRow> rows = new ArrayList<>();
        for (long seed : new long[] {1, 2}) {
            rows.add(new PartitionRow(seed, "final", 0.8, 100_000, 500, 0.9, 0.01 * seed, -1, 0.5));
            rows.add(new PartitionRow(seed, "half", 0.8, 100_000, 500, 0.9, -0.02 * seed, -1, 0.5));
            for (int epochs : Alice.EPOCHS) {
                double rho = -0.1 * seed * Math.log(epochs) / Math.log(2);
                rows.add(new PartitionRow(seed, "epochs-" + epochs, 0.8, 30_000, 500, 0.9, rho, -9, 0.001));
                for (int few : List.of(1_000, 3_000, 10_000)) {
                    rows.add(new PartitionRow(seed, "epochs-" + epochs, 0.8, few, 500, 0.9, rho / 2, -2, 0.01));
                }
            }
        }
        return rows;
    }

    private static List<Double> claim(String name) {
        return TextClaims.of(reshuffled(), partitioned()).stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow()
                .seeds();
    }

    private static void assertClaim(String name, double first, double second) {
        assertThat(claim(name)).as(name).hasSize(2);
        assertThat(claim(name).get(0)).as(name).isEqualTo(first, within(1e-9));
        assertThat(claim(name).get(1)).as(name).isEqualTo(second, within(1e-9));
    }

    @Test
    void claimsHaveTheSignOfWhatIsSaid() {
        assertClaim("320 tokens, 4 % retrained: t", 5, 6);
        assertClaim("32,000 tokens over 3,200, 2 %: t", 1, 1);
        assertClaim("10 % retrained over 2 %, 320 tokens: t", 8, 8);
        assertClaim("temperature 0.9 over 1.4, 3,200 tokens, 2 %: t", 5.4, 6.4);
        assertClaim("tuned-80-30, lost: t", 10, 11);
        assertClaim("tuned-80-30, left: t", 2, 2);
        assertClaim("tuned-80-30, won by adaptation: t", 5, 6);
        assertClaim("text of another order: t", 1, -1);
        assertClaim("partition, finished, 100,000 tokens: rho", 0.01, 0.02);
        assertClaim("partition, half-way, 100,000 tokens: -rho", 0.02, 0.04);
        assertClaim("partition, repeats doubled: -rho", 0.1, 0.2);
        assertClaim("partition, half seen 16 times, 30,000 tokens over 1,000: -rho", 0.2, 0.4);
    }

    @Test
    void claimsOnInnocentsAreTwoSidedAndTheOthersAreNot() {
        TextClaims.of(reshuffled(), partitioned())
                .forEach(c -> assertThat(c.alternative())
                        .as(c.name())
                        .isEqualTo(c.name().startsWith("text of") ? Alternative.TWO_SIDED : Alternative.GREATER));
    }

    @Test
    void reportNeedsRowsAlone() throws IOException {
        TextPowerBench.reshuffleRows(folder)
                .add(reshuffled().stream().map(ReshuffleRow::line).toList());
        PartitionBench.rows(folder)
                .add(partitioned().stream().map(PartitionRow::line).toList());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            TextPowerReport.report(folder, out);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("| tuned-80-30, left: t | +2.000 [+2.000, +2.000] | 2 of 2 | 1.0 | 1.0 |")
                .contains("| epochs-16 | 0.8 | 30000 | -0.6000");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .contains(
                            "text-power-claims.csv",
                            "text-power-tokens.svg",
                            "text-power-temperature.svg",
                            "text-power-tuning.svg",
                            "text-power-partition.svg");
        }
    }
}
