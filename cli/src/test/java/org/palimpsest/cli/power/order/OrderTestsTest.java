package org.palimpsest.cli.power.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.stats.RandomStream;

class OrderTestsTest {
    private static final int N = 200;

    /** A suspect whose log-likelihood is the reference's and a hundredth of its place, exactly. */
    private static LossTable exact(long seed) {
        int[] places = RandomStream.permutation(N, RandomStream.of(seed, "places"));
        int[] later = RandomStream.permutation(N, RandomStream.of(seed, "later places"));
        double[] base =
                RandomStream.of(seed, "base").doubles(N).map(u -> 10 * u).toArray();
        Map<String, double[]> scores = new LinkedHashMap<>();
        for (String model : List.of("alice", "linear", "tuned-100")) {
            scores.put(model, sum(base, places, 0.01));
        }
        scores.put("shuffled-2", sum(base, later, 0.01));
        scores.put("same", base);
        scores.put("held", sum(base, places, -0.01));
        return new LossTable(List.of(places, later), scores);
    }

    private static double[] sum(double[] base, int[] places, double slope) {
        return IntStream.range(0, N)
                .mapToDouble(i -> base[i] + slope * places[i])
                .toArray();
    }

    private static Finding of(List<Finding> findings, String model, String reference, int epoch) {
        return findings.stream()
                .filter(f ->
                        f.model().equals(model) && f.reference().equals(reference) && f.epoch() == epoch && f.n() == N)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theReferenceIsTakenOffOnceAndLaterIsLikelier() {
        List<Finding> own = OrderTests.own(1, exact(1));
        Finding alice = of(own, "alice", "same", 1);
        assertThat(alice.rho()).isEqualTo(1, within(1e-12));
        assertThat(alice.permutationP()).isEqualTo(1 / 2000.0);
        assertThat(alice.log10P()).isLessThan(-100);
        assertThat(alice.rejects(1e-3)).isTrue();
        assertThat(of(own, "alice", Finding.NONE, 1).rho()).isBetween(0.05, 0.35);
        assertThat(of(own, "held", "same", 1).rho()).isEqualTo(-1, within(1e-12));
        assertThat(of(own, "held", "same", 1).permutationP()).isEqualTo(1);
        assertThat(own).noneMatch(f -> f.model().equals(f.reference()));
    }

    @Test
    void everyEpochHasItsOwnOrder() {
        List<Finding> own = OrderTests.own(1, exact(1));
        assertThat(of(own, "shuffled-2", "same", 2).rho()).isEqualTo(1, within(1e-12));
        assertThat(of(own, "shuffled-2", "same", 1).rho()).isEqualTo(0, within(0.2));
        assertThat(own.stream().filter(f -> f.epoch() == 2).map(Finding::model).distinct())
                .containsExactly("shuffled-2");
    }

    @Test
    void theSweepAsksTheFirstDocuments() {
        LossTable table = exact(1);
        assertThat(OrderTests.own(1, table).stream()
                        .filter(f -> f.model().equals("linear") && f.reference().equals("same"))
                        .map(Finding::n))
                .containsExactly(N, 60, 125);
    }

    @Test
    void aForeignOrderComesWithItsOwnReference() {
        LossTable first = exact(1);
        LossTable second = exact(2);
        List<Finding> foreign = OrderTests.foreign(Map.of(1L, first, 2L, second));
        assertThat(foreign).hasSize(2 * 6 * 3);
        double[] scores = IntStream.range(0, N)
                .mapToDouble(i -> first.of("alice")[i] - second.of("same")[i])
                .toArray();
        Finding found = foreign.stream()
                .filter(f -> f.seed() == 1
                        && f.order() == 2
                        && f.model().equals("alice")
                        && f.reference().equals("same"))
                .findFirst()
                .orElseThrow();
        assertThat(found.rho())
                .isEqualTo(org.palimpsest.stats.SpearmanTest.correlation(second.places(1), scores), within(1e-12));
        assertThat(found.permutationP()).isNaN();
    }

    @Test
    void freshOrdersAreEachDrawnOnce() {
        List<Finding> fresh = OrderTests.fresh(1, exact(1));
        assertThat(fresh).hasSize((6 * 3 - 2) * OrderTests.FRESH);
        assertThat(fresh.stream().map(Finding::rho).distinct()).hasSameSizeAs(fresh);
        assertThat(fresh).allMatch(f -> Math.abs(f.rho()) < 0.4);
        assertThat(fresh).as("later is likelier").allMatch(f -> (f.log10P() < Math.log10(0.5)) == (f.rho() > 0));
    }

    @Test
    void tenthsAreMeansOverTheOrder() {
        double[] tenths = OrderTests.tenths(exact(1), "alice", "same");
        for (int i = 0; i < 10; i++) {
            assertThat(tenths[i]).isEqualTo(0.2 * (i - 4.5), within(1e-9));
        }
    }

    @Test
    void aFindingIsReadBack() {
        Finding drawn = new Finding(3, 3, 2, "shuffled-2", "same", 3_000, -0.125, -0.5, 0.875);
        Finding law = new Finding(3, -2, 1, "alice", "none", 3_000, 0.25, -40.5, Double.NaN);
        assertThat(Finding.parse(drawn.row())).isEqualTo(drawn);
        assertThat(Finding.parse(law.row())).isEqualTo(law);
        assertThat(law.rejects(1e-3)).isTrue();
        assertThat(drawn.rejects(0.875)).isTrue();
        assertThat(drawn.rejects(0.5)).isFalse();
        assertThatThrownBy(() -> Finding.parse("1,2")).hasMessage("a row must have 9 fields, got 2: 1,2");
    }

    @Test
    void rowsAreReadBack(@TempDir Path folder) throws Exception {
        LossTable table = exact(1);
        Path file = LossTable.file(folder, 1);
        table.write(file);
        LossTable read = LossTable.read(file);
        assertThat(read.places(2)).isEqualTo(table.places(2));
        assertThat(read.scores().keySet())
                .containsExactlyElementsOf(table.scores().keySet());
        assertThat(read.of("alice")).containsExactly(table.of("alice"), within(1e-6));
        assertThatThrownBy(() -> read.of("bob")).hasMessageContaining("got bob");
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, 3), StandardCharsets.UTF_8);
        Files.writeString(file, "4,1\n", java.nio.file.StandardOpenOption.APPEND);
        assertThatThrownBy(() -> LossTable.read(file))
                .isInstanceOf(java.io.IOException.class)
                .hasMessage(
                        file + ", line 4: expected document 2 and 9 fields, found 4 and 2; delete the file and train"
                                + " again");
    }

    @Test
    void aDocumentStandsWhereItsOrderPutsIt() {
        List<int[]> positions = OrderExperiment.positions(7);
        for (int epoch = 0; epoch < OrderCorpus.EPOCHS; epoch++) {
            int[] order = OrderCorpus.order(7, epoch);
            for (int t : new int[] {0, 1, 1_500, OrderCorpus.DOCUMENTS - 1}) {
                assertThat(positions.get(epoch)[order[t]]).isEqualTo(t);
            }
        }
        assertThat(OrderCorpus.order(7, 0))
                .isNotEqualTo(OrderCorpus.order(7, 1))
                .isNotEqualTo(OrderCorpus.order(8, 0));
    }

    @Test
    void weightsAreMixedAndHeadersKept() {
        byte[] mixed = new WeightMixture(0.25).mixed(file(1, -4), file(3, 4));
        ByteBuffer read = ByteBuffer.wrap(mixed).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(read.getLong(0)).isEqualTo(2);
        assertThat(read.getFloat(10)).isEqualTo(1.5f);
        assertThat(read.getFloat(14)).isEqualTo(-2f);
        assertThatThrownBy(() -> new WeightMixture(0.5).mixed(file(1, 2), file(1)))
                .hasMessage("two models must have tensors of the same names and shapes, got files of 18 and 14 bytes");
        assertThatThrownBy(() -> new WeightMixture(1.5)).hasMessage("share must be in [0, 1], got 1.5");
    }

    private static byte[] file(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(10 + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(2).put("{}".getBytes(StandardCharsets.UTF_8));
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    @Test
    void rejectionsAreCountedWithTheirInterval() {
        Finding hit = new Finding(1, 2, 1, "alice", "none", 100, 0.5, -4, Double.NaN);
        Finding miss = new Finding(1, 2, 1, "alice", "none", 100, 0.1, -1, Double.NaN);
        assertThat(FalsePositives.share(List.of(hit, miss, miss, miss), 1e-3)).isEqualTo("1 | [0.0063, 0.8059]");
        assertThat(FalsePositives.share(List.of(miss, miss), 0.05)).isEqualTo("0 | [0.0000, 0.8419]");
    }
}
