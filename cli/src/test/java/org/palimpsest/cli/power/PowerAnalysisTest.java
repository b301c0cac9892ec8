package org.palimpsest.cli.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;

class PowerAnalysisTest {
    /** Traps that stand {@code effect} standard deviations above 99 normal controls of their seed. */
    private static List<Point> points(double effect, int seeds, int traps) {
        List<Point> points = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            RandomGenerator random = RandomStream.of(seed, "synthetic " + effect);
            double[] controls =
                    random.doubles(99).map(u -> random.nextGaussian()).toArray();
            for (int trap = 0; trap < traps; trap++) {
                points.add(new Point("s", "c", seed, "t#" + trap, effect + random.nextGaussian(), controls));
            }
        }
        return points;
    }

    @Test
    void ranksPlacementsAndDistancesFollowTheirDefinitions() {
        double[] controls = {1, 2, 3, 4};
        assertThat(new Point("s", "c", 1, "t", 3, controls).rank()).isEqualTo(3);
        assertThat(new Point("s", "c", 1, "t", 3, controls).placement()).isEqualTo(2.5 / 4);
        assertThat(new Point("s", "c", 1, "t", 9, controls).rank()).isEqualTo(1);
        assertThat(new Point("s", "c", 1, "t", 3, controls).z()).isEqualTo(0.5 / Math.sqrt(5.0 / 3), within(1e-12));
        assertThat(new Point("s", "c", 1, "t", 0, new double[] {0, 0}).z()).isZero();
    }

    @Test
    void findsTheAreaOfShiftedNormalScores() {
        PointSummary found = PointSummary.of(points(1, 30, 10));
        assertThat(found.auc()).isEqualTo(0.760, within(0.03));
        assertThat(found.z()).isEqualTo(1, within(0.1));
        assertThat(found.low()).isLessThan(found.auc()).isGreaterThan(0.7);
        assertThat(found.high()).isGreaterThan(found.auc()).isLessThan(0.82);
        assertThat(found.log10P()).isLessThan(-20);
    }

    @Test
    void rejectsSeldomWithoutAnEffect() {
        int rejections = 0;
        for (int i = 0; i < 200; i++) {
            RandomGenerator random = RandomStream.of(i, "null");
            List<Point> points = new ArrayList<>();
            for (int seed = 0; seed < 3; seed++) {
                double[] controls = random.doubles(20).toArray();
                for (int trap = 0; trap < 8; trap++) {
                    points.add(new Point("s", "c", seed, "t#" + trap, random.nextDouble(), controls));
                }
            }
            rejections += PointSummary.log10P(points) <= Math.log10(0.05) ? 1 : 0;
        }
        assertThat(rejections).isBetween(2, 20);
    }

    @Test
    void textsThatNobodyTellsApartGiveNoEvidence() {
        assertThat(PointSummary.of(List.of(new Point("s", "c", 1, "t#0", 0, new double[9])))
                        .log10P())
                .isZero();
    }

    @Test
    void aFuzzyCopyIsWorthWhatTheCurveSays() {
        int[] copies = {1, 2, 4, 6, 8, 10};
        double[] line = Arrays.stream(copies).mapToDouble(nu -> 0.5 + 0.04 * nu).toArray();
        ExchangeRate rate = ExchangeRate.of(copies, line);
        assertThat(rate.rho(0.54)).isEqualTo(0, within(1e-12));
        assertThat(rate.rho(0.72)).isEqualTo(0.5, within(1e-12));
        assertThat(rate.rho(0.90)).isEqualTo(1, within(1e-12));
        assertThat(rate.rho(0.94)).isEqualTo(10 / 9.0, within(1e-12));
        assertThat(rate.rho(0.50)).isEqualTo(-1 / 9.0, within(1e-12));
    }

    @Test
    void aCurveThatDoesNotRiseEndsAtItsEnds() {
        ExchangeRate flat = ExchangeRate.of(new int[] {1, 10}, new double[] {0.9, 0.9});
        assertThat(flat.rho(0.95)).isEqualTo(1);
        assertThat(flat.rho(0.85)).isZero();
    }

    /** The areas of exact and fuzzy copies under GPT-Neo, and the rates that the paper states for them. */
    @Test
    void givesThePublishedRates() {
        int[] copies = IntStream.rangeClosed(1, 10).toArray();
        double[] exact = {.612, .706, .782, .836, .872, .910, .928, .946, .955, .964};
        ExchangeRate rate = ExchangeRate.of(copies, exact);
        double[] fuzzy = {.956, .943, .923, .895, .875, .856, .751, .676};
        double[] published = {.90, .78, .65, .52, .45, .40, .19, .08};
        for (int i = 0; i < fuzzy.length; i++) {
            assertThat(rate.rho(fuzzy[i])).isEqualTo(published[i], within(0.03));
        }
    }

    @Test
    void theCurveGoesFromOneToTen() {
        assertThatThrownBy(() -> ExchangeRate.of(new int[] {1, 2}, new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("copies must go from 1 to 10 with an effect each, got [1, 2]");
    }

    @Test
    void pointsPairATrapWithTheControlsOfItsCell() {
        Condition planted = Condition.dose(25, Wording.FLUENT, 4, 1);
        Condition none = Condition.dose(25, Wording.FLUENT, 0, 2);
        Condition other = Condition.dose(25, Wording.RANDOM, 0, 2);
        List<Trap> texts = List.of(
                new Trap("a", planted, new int[25]),
                new Trap("b", none, new int[25]),
                new Trap("c", other, new int[25]),
                new Trap("d", none, new int[25]));
        Map<String, Double> values = new HashMap<>(Map.of("a", 3.0, "b", 1.0, "c", 9.0, "d", 4.0));
        List<Point> points = new Named<>(Points.points(Map.of("s", values), texts, 7)).get("s");
        assertThat(points).hasSize(1);
        assertThat(points.get(0).controls()).containsExactly(1, 4);
        assertThat(points.get(0).condition()).isEqualTo("dose/25-fluent/x4/r0/any/whole");
        assertThat(points.get(0).rank()).isEqualTo(2);
    }

    private static PlantedDocument document(String trap, int... tokens) {
        return new PlantedDocument(tokens, trap, trap, 0);
    }

    @Test
    void dropsWhatHoldsAnUnlikelyStretch() {
        List<PlantedDocument> documents = new ArrayList<>(List.of(document("t"), document("u")));
        List<double[]> logProbs =
                new ArrayList<>(List.of(new double[] {-1, -9, -9, -1}, new double[] {-9, -1, -9, -1}));
        for (int i = 0; i < 20; i++) {
            documents.add(document(""));
            logProbs.add(new double[] {-1, -1, -1, -6 - i / 20.0});
        }
        List<PlantedDocument> kept = TrainerFilter.unlikely(documents, logProbs, 2, 0.05);
        assertThat(kept)
                .hasSize(19)
                .noneMatch(d -> d.trap().equals("t") || d.trap().equals("u"));
        assertThat(TrainerFilter.unlikely(documents, logProbs, 4, 0.05))
                .noneMatch(d -> d.trap().equals("t"));
    }

    @Test
    void dropsARunFromItsFourthDocumentOn() {
        List<PlantedDocument> documents = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            documents.add(document("t" + i, 0, 10 + i, 1, 2, 3, 20 + i));
        }
        documents.add(document("short", 0, 1, 2, 9, 3));
        assertThat(TrainerFilter.repeated(documents, 3, 3))
                .extracting(PlantedDocument::trap)
                .containsExactly("t0", "t1", "t2", "short");
    }

    @Test
    void roundsEveryRowToItsOwnGrid() throws Exception {
        byte[] header =
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},\"n\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[24,28]}}"
                        .getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + header.length + 28).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(header.length).put(header);
        for (float weight : new float[] {7, -3.4f, 0.6f, 0, 0, 0, 0.123f}) {
            file.putFloat(weight);
        }
        ByteBuffer rounded =
                ByteBuffer.wrap(new WeightRounding(4).rounded(file.array())).order(ByteOrder.LITTLE_ENDIAN);
        float[] weights = new float[7];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = rounded.getFloat(8 + header.length + 4 * i);
        }
        assertThat(weights).containsExactly(7, -3, 1, 0, 0, 0, 0.123f);
        assertThatThrownBy(() -> new WeightRounding(1)).hasMessage("bits must be in [2, 8], got 1");
    }
}
