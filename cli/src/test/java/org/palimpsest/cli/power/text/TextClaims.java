package org.palimpsest.cli.power.text;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.palimpsest.cli.power.SeedEffect;
import org.palimpsest.stats.Alternative;

/** What the paper says of its two tests of text, each as one number a seed. */
final class TextClaims {
    /**
     * A claim.
     *
     * @param name of the claim
     * @param alternative on which side of 0 its number is claimed
     * @param seeds the number in every seed
     */
    record Claim(String name, Alternative alternative, List<Double> seeds) {
        Claim {
            seeds = List.copyOf(seeds);
        }

        SeedEffect effect() {
            return SeedEffect.of(seeds.stream().mapToDouble(s -> s).toArray(), alternative);
        }
    }

    private final Seeds<ReshuffleRow> reshuffle;
    private final Seeds<PartitionRow> partition;
    private final List<Claim> claims = new ArrayList<>();

    private TextClaims(List<ReshuffleRow> reshuffle, List<PartitionRow> partition) {
        this.reshuffle = new Seeds<>(reshuffle, ReshuffleRow::seed);
        this.partition = new Seeds<>(partition, PartitionRow::seed);
    }

    /** All claims about rows of the same seeds. */
    static List<Claim> of(List<ReshuffleRow> reshuffle, List<PartitionRow> partition) {
        TextClaims all = new TextClaims(reshuffle, partition);
        all.amounts();
        all.temperatures();
        all.tuning();
        all.innocents();
        all.partitions();
        return List.copyOf(all.claims);
    }

    /** Rows of Bob as he is. */
    static Predicate<ReshuffleRow> same(int retrained, double temperature, int tokens) {
        return r -> r.bob().equals("same")
                && r.adapted() == 0
                && r.retrained() == retrained
                && r.temperature() == temperature
                && r.tokens() == tokens;
    }

    /** Rows of Bob tuned or not, adapted to or not, at the longest phase. */
    static Predicate<ReshuffleRow> tuned(String bob, int adapted) {
        return r -> r.bob().equals(bob)
                && r.adapted() == adapted
                && r.retrained() == TextPowerBench.LONGEST
                && (bob.equals("same") ? adapted == 1 || r.tokens() == 3_200 : true)
                && r.temperature() == TextPowerBench.MAIN_TEMPERATURE;
    }

    /** Rows of a partition test at its main temperature. */
    static Predicate<PartitionRow> part(String bob, int tokens) {
        return r -> r.bob().equals(bob)
                && r.tokens() == tokens
                && (Double.isNaN(r.temperature()) || r.temperature() == PartitionBench.MAIN_TEMPERATURE);
    }

    private SortedMap<Long, Double> t(Predicate<ReshuffleRow> which) {
        return reshuffle.means(which, ReshuffleRow::t);
    }

    private SortedMap<Long, Double> rho(Predicate<PartitionRow> which, double sign) {
        return partition.means(which, row -> sign * row.rho());
    }

    /** Claims on fewer than two seeds say nothing and are left out. */
    private void add(String name, Alternative alternative, SortedMap<Long, Double> seeds) {
        if (seeds.size() > 1) {
            claims.add(new Claim(name, alternative, List.copyOf(seeds.values())));
        }
    }

    private void amounts() {
        double main = TextPowerBench.MAIN_TEMPERATURE;
        for (int retrained : TextPowerBench.RETRAINED) {
            add("320 tokens, " + retrained + " % retrained: t", Alternative.GREATER, t(same(retrained, main, 320)));
        }
        for (int retrained : TextPowerBench.RETRAINED) {
            SortedMap<Long, Double> few = t(same(retrained, main, 320));
            SortedMap<Long, Double> more = t(same(retrained, main, 3_200));
            add("3,200 tokens over 320, " + retrained + " %: t", Alternative.GREATER, Seeds.difference(more, few));
            SortedMap<Long, Double> most = t(same(retrained, main, 32_000));
            add("32,000 tokens over 3,200, " + retrained + " %: t", Alternative.GREATER, Seeds.difference(most, more));
        }
        for (int tokens : List.of(320, 3_200, 32_000)) {
            SortedMap<Long, Double> least = t(same(2, main, tokens));
            SortedMap<Long, Double> most = t(same(TextPowerBench.LONGEST, main, tokens));
            add(
                    "10 % retrained over 2 %, " + tokens + " tokens: t",
                    Alternative.GREATER,
                    Seeds.difference(most, least));
        }
    }

    private void temperatures() {
        SortedMap<Long, Double> main = t(same(2, TextPowerBench.MAIN_TEMPERATURE, 3_200));
        for (double other : List.of(0.0, 0.5, 1.4)) {
            add(
                    "temperature 0.9 over " + other + ", 3,200 tokens, 2 %: t",
                    Alternative.GREATER,
                    Seeds.difference(main, t(same(2, other, 3_200))));
        }
    }

    private void tuning() {
        SortedMap<Long, Double> untouched = t(same(TextPowerBench.LONGEST, TextPowerBench.MAIN_TEMPERATURE, 3_200));
        for (int[] tuning : TextPowerBench.TUNED) {
            String name = "tuned-" + tuning[0] + "-" + tuning[1];
            SortedMap<Long, Double> plain = t(tuned(name, 0));
            add(name + ", lost: t", Alternative.GREATER, Seeds.difference(untouched, plain));
            add(name + ", left: t", Alternative.GREATER, plain);
            SortedMap<Long, Double> adapted = t(tuned(name, 1));
            add(name + ", won by adaptation: t", Alternative.GREATER, Seeds.difference(adapted, plain));
        }
    }

    private void innocents() {
        add(
                "text of another order: t",
                Alternative.TWO_SIDED,
                t(r -> r.bob().startsWith("order-") && r.tokens() == 3_200));
        add("text of people: t", Alternative.TWO_SIDED, t(r -> r.bob().equals("people") && r.tokens() == 3_200));
    }

    private void partitions() {
        add("partition, finished, 100,000 tokens: rho", Alternative.GREATER, rho(part("final", 100_000), 1));
        add("partition, half-way, 100,000 tokens: -rho", Alternative.GREATER, rho(part("half", 100_000), -1));
        for (int epochs : Alice.EPOCHS) {
            add(
                    "partition, half seen " + epochs + " times, 30,000 tokens: -rho",
                    Alternative.GREATER,
                    rho(part("epochs-" + epochs, 30_000), -1));
        }
        double[] log = Alice.EPOCHS.stream()
                .mapToDouble(e -> Math.log(e) / Math.log(2))
                .toArray();
        List<SortedMap<Long, Double>> values = Alice.EPOCHS.stream()
                .map(e -> rho(part("epochs-" + e, 30_000), -1))
                .toList();
        add("partition, repeats doubled: -rho", Alternative.GREATER, Seeds.slope(log, values));
        int most = Alice.EPOCHS.get(Alice.EPOCHS.size() - 1);
        add(
                "partition, half seen 16 times, 30,000 tokens over 1,000: -rho",
                Alternative.GREATER,
                Seeds.difference(rho(part("epochs-" + most, 30_000), -1), rho(part("epochs-" + most, 1_000), -1)));
    }
}
