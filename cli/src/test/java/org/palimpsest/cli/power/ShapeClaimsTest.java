package org.palimpsest.cli.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.RandomStream;

class ShapeClaimsTest {
    private static final List<String> MAIN = List.of("loss", "ratio", "context", "int8", "int4", "int3", "prompted");

    /** Points of a design whose traps stand as far above 99 normal controls as their condition says. */
    private static List<Point> points(Design design, String score, ToDoubleFunction<Condition> effect) {
        List<Point> points = new ArrayList<>();
        for (int seed = 1; seed <= 5; seed++) {
            RandomGenerator random = RandomStream.of(seed, "synthetic " + score);
            for (Condition condition : design.conditions()) {
                double[] controls =
                        random.doubles(99).map(u -> random.nextGaussian()).toArray();
                for (int i = 0; i < condition.traps(); i++) {
                    double value = effect.applyAsDouble(condition) + random.nextGaussian();
                    points.add(new Point(score, condition.label(), seed, "t#" + i, value, controls));
                }
            }
        }
        return points;
    }

    private static Results results(ToDoubleFunction<Condition> effect) {
        Results results = new Results();
        MAIN.forEach(score -> results.main().put(score, points(Design.main(), score, effect)));
        for (String attack : Experiment.ATTACKS) {
            ToDoubleFunction<Condition> left = c -> attack.equals("none") ? 2 : 1;
            results.attacked().put(attack, points(Design.attacked(), attack, left));
            results.attacked().put(attack + "-loss", points(Design.attacked(), attack + "-loss", left));
        }
        return results;
    }

    private static Map<String, SeedEffect> claims(Results results) {
        Map<String, SeedEffect> effects = new LinkedHashMap<>();
        ShapeClaims.of(results.main(), results.attacked())
                .forEach(c -> effects.put(c.name() + ", " + c.score(), c.effect()));
        return effects;
    }

    @Test
    void everyClaimLooksForThePublishedSide() {
        Map<String, SeedEffect> claims = claims(results(c -> Math.log(c.copies()) / Math.log(2) / 4
                + Math.log(c.length()) / 2
                + (c.wording() == Wording.RANDOM ? 1 : 0)
                - c.replaced() / 25.0
                + (c.period() == Period.LATE ? 2 : 0)
                - 2));
        assertThat(claims).hasSize(40);
        claims.forEach((name, effect) -> {
            if (name.matches("(copies|length|random over|late).*")) {
                assertThat(effect.low()).as(name).isPositive();
                assertThat(effect.log10P()).as(name).isLessThan(-1.6);
            } else if (name.matches("(R doubled|perplexity|ngrams|paraphrase).*")) {
                assertThat(effect.high()).as(name).isNegative();
                assertThat(effect.log10P()).as(name).isLessThan(-1.6);
            }
        });
        assertThat(new Named<>(claims).get("copies doubled, 1-256, z, loss").mean())
                .isEqualTo(0.25, within(0.05));
        assertThat(new Named<>(claims)
                        .get("random over fluent, 8-256 copies, z, loss")
                        .mean())
                .isEqualTo(1, within(0.3));
    }

    @Test
    void nothingIsClaimedOfTrapsThatDoNothing() {
        Results results = results(c -> 0);
        long shown = claims(results).entrySet().stream()
                .filter(e -> !e.getKey().matches("(perplexity|ngrams|paraphrase).*"))
                .filter(e -> e.getValue().log10P() <= Math.log10(0.01))
                .count();
        assertThat(shown).isLessThanOrEqualTo(2);
    }

    @Test
    void aSlopeComparesInsideGroupsOnly() {
        Trend trend = new Trend(Condition::copies, Condition::cell);
        List<Point> points = new ArrayList<>();
        for (int length : new int[] {25, 50}) {
            for (int copies : length == 25 ? new int[] {1, 3} : new int[] {8, 9, 10}) {
                String label = Condition.dose(length, Wording.FLUENT, copies, 1).label();
                points.add(new Point("s", label, 1, "t", 2 * copies - 100.0 * length, new double[] {0}));
            }
        }
        assertThat(trend.slope(points, Point::published)).isEqualTo(2, within(1e-9));
        assertThatThrownBy(() -> trend.slope(points.subList(0, 1), Point::published))
                .hasMessage("points of a group must differ in what they are regressed on, got groups [25-fluent]");
    }

    /** The interval and p of R's {@code t.test(c(1, 2, 3, 4, 6), alternative = "greater")} and its two-sided interval. */
    @Test
    void aSeedCountsOnce() {
        SeedEffect effect = SeedEffect.of(new double[] {1, 2, 3, 4, 6}, Alternative.GREATER);
        assertThat(effect.mean()).isEqualTo(3.2);
        assertThat(effect.low()).isEqualTo(0.8116116119, within(1e-6));
        assertThat(effect.high()).isEqualTo(5.5883883881, within(1e-6));
        assertThat(Math.pow(10, effect.log10P())).isEqualTo(0.0102379372105, within(1e-8));
        assertThat(SeedEffect.of(new double[] {-1, 0, 0, 2}, Alternative.LESS).positive())
                .isEqualTo(1);
        assertThat(SeedEffect.of(new double[] {0, 0}, Alternative.GREATER).log10P())
                .isZero();
        assertThatThrownBy(() -> SeedEffect.of(new double[1], Alternative.GREATER))
                .hasMessage("values must hold at least 2 seeds, got 1");
    }

    @Test
    void aLabelIsReadBack() {
        for (Condition condition : Design.main().conditions()) {
            assertThat(Condition.parse(condition.label()).label()).isEqualTo(condition.label());
            assertThat(Condition.parse(condition.label()).length()).isEqualTo(condition.length());
        }
    }

    @Test
    void thePooledTestRanksEveryTrapInItsOwnCellAndSeed() {
        double[] low = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        double[] high = {101, 102, 103, 104, 105, 106, 107, 108, 109};
        List<Point> points = new ArrayList<>();
        for (long seed = 1; seed <= 2; seed++) {
            points.add(new Point("s", "dose/25-fluent/x1", seed, "a", 10, low));
            points.add(new Point("s", "dose/50-fluent/x1", seed, "b", 110, high));
        }
        assertThat(PointSummary.log10P(points)).isEqualTo(-4, within(1e-9));
    }

    @Test
    void aTrapIsFoundByItsRankAmongItselfAndTheControls() {
        double[] controls = new double[99];
        for (int i = 0; i < controls.length; i++) {
            controls[i] = i;
        }
        List<Point> points = List.of(
                new Point("s", "c", 1, "fifth", 94.5, controls), new Point("s", "c", 1, "sixth", 93.5, controls));
        assertThat(AdversaryTables.share(points, 0.05)).isEqualTo(0.5);
        assertThat(AdversaryTables.share(points, 0.06)).isEqualTo(1);
        assertThat(AdversaryTables.share(points, 0.01)).isZero();
    }

    @Test
    void theSamePointsGiveTheSameFigures(@TempDir Path folder) throws Exception {
        Results results = results(c -> Math.log(c.copies()));
        for (String name : List.of("a", "b")) {
            Path own = Files.createDirectory(folder.resolve(name));
            new PowerFigures(results).write(own);
        }
        for (String figure : List.of("auc", "z", "rho", "attacks")) {
            Path one = folder.resolve("a").resolve("trap-power-" + figure + ".svg");
            assertThat(one)
                    .hasSameTextualContentAs(
                            folder.resolve("b").resolve(one.getFileName().toString()), StandardCharsets.UTF_8)
                    .content()
                    .startsWith("<svg")
                    .endsWith("</svg>\n");
        }
    }
}
