package org.palimpsest.cli.power.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.cli.power.Claim;
import org.palimpsest.cli.power.SeedEffect;
import org.palimpsest.stats.Alternative;

class OrderClaimsTest {
    private static final OrderResults REMEMBERED = OrderResults.of(SyntheticRows.tables(SyntheticRows.memories()));

    @Test
    void everyClaimLooksForItsSide() {
        List<Claim> claims = OrderClaims.of(REMEMBERED);
        assertThat(claims).hasSize(44);
        for (Claim claim : claims) {
            SeedEffect effect = claim.effect();
            if (claim.name().matches(".*(warmup|batch|bits-8|over tuned-10|order of epoch 1|same over held).*")) {
                continue;
            }
            assertThat(effect.log10P()).as(claim.name() + ", " + claim.score()).isLessThan(-1.6);
            assertThat(effect.mean() < 0)
                    .as(claim.name())
                    .isEqualTo(claim.name()
                            .matches("(cosine|linear|tuned-10|tuned-100|distilled|bits-.) against alice"
                                    + "|erased-100 under tuned-100"));
        }
        for (String flat : List.of("warmup against alice", "batch-4 against alice", "batch-32 against alice")) {
            assertThat(claim(claims, flat).alternative()).isEqualTo(Alternative.TWO_SIDED);
            assertThat(claim(claims, flat).effect().mean()).isEqualTo(0, within(0.08));
        }
    }

    @Test
    void onlyTheOrderOfItsLastEpochShowsInAModelThatForgotTheOthers() {
        List<Claim> claims = OrderClaims.of(REMEMBERED);
        assertThat(claim(claims, "shuffled-2, order of epoch 2, shows").effect().low())
                .isGreaterThan(0.3);
        assertThat(claim(claims, "shuffled-2, order of epoch 1, shows").effect().mean())
                .isEqualTo(0, within(0.08));
    }

    @Test
    void nothingIsClaimedOfModelsThatRememberNothing() {
        Map<String, Double> nothing = new TreeMap<>(SyntheticRows.memories());
        nothing.replaceAll((model, memory) -> 0.0);
        OrderResults results = OrderResults.of(SyntheticRows.tables(nothing));
        assertThat(OrderClaims.of(results).stream()
                        .filter(c -> !c.name().startsWith("log2"))
                        .filter(c -> c.effect().log10P() <= -2))
                .hasSizeLessThanOrEqualTo(2);
        assertThat(results.own()).filteredOn(f -> f.rejects(1e-3)).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void anExponentThatGrowsWithTheDocumentsHasASlopeOfOne() {
        assertThat(OrderClaims.slope(new double[] {8, 9, 10, 11}, new double[] {3, 4, 5, 6}))
                .isEqualTo(1, within(1e-12));
        assertThat(OrderClaims.slope(new double[] {0, 1, 3}, new double[] {1, 0, 2}))
                .isEqualTo(3.0 / 7, within(1e-12));
    }

    @Test
    void aStraightLineDoesNotBend() {
        assertThat(OrderClaims.bend(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}))
                .isZero();
        assertThat(OrderClaims.bend(new double[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 9}))
                .isEqualTo(9);
    }

    @Test
    void aMissingTestIsNamed() {
        assertThatThrownBy(() -> REMEMBERED.of("alice", "same", 2, 60))
                .hasMessage("model, reference, epoch and n must be those of a test, got alice, same, 2, 60");
    }

    @Test
    void theSameRowsGiveTheSamePages(@TempDir Path folder) throws Exception {
        String[] printed = new String[2];
        for (int i = 0; i < 2; i++) {
            Path own = Files.createDirectory(folder.resolve("" + i));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            OrderReport report = new OrderReport(new PrintStream(bytes, true, StandardCharsets.UTF_8), REMEMBERED);
            report.write(own);
            report.print();
            new OrderFigures(REMEMBERED).write(own);
            printed[i] = bytes.toString(StandardCharsets.UTF_8);
        }
        assertThat(printed[0]).isEqualTo(printed[1]).contains("| alice shows | none | +0.", "## Level");
        for (String file : List.of(
                "order-power.csv",
                "order-adversaries.csv",
                "order-power-claims.csv",
                "order-power-course.csv",
                "order-power-n.svg",
                "order-power-course.svg",
                "order-power-tuning.svg")) {
            assertThat(folder.resolve("0").resolve(file))
                    .hasSameTextualContentAs(folder.resolve("1").resolve(file), StandardCharsets.UTF_8);
        }
        assertThat(Files.readAllLines(folder.resolve("0").resolve("order-power.csv")).stream()
                        .skip(1)
                        .map(Finding::parse))
                .hasSameSizeAs(REMEMBERED.own());
    }

    private static Claim claim(List<Claim> claims, String name) {
        return claims.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }
}
