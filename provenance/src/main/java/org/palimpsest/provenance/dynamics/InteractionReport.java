package org.palimpsest.provenance.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.ContrastInterval;
import org.palimpsest.stats.MultipleTesting;
import org.palimpsest.stats.PermutationTest;
import org.palimpsest.stats.RatioInterval;
import org.palimpsest.stats.TestResult;

/**
 * Whether experiments of one training run disturb each other: for each experiment the difference of its arms, and for each pair
 * how that difference changes where the other experiment is on.
 *
 * <p>Both p-values are by randomisation, two-sided, {@code (1 + b) / (1 + B)}, exact if arms and switches were drawn at random and
 * independently. Arms: H0 says that the arm changes no outcome; arms are permuted among units whose switches agree. Interaction:
 * H0 says that the switch of the other experiment changes no outcome of this one; switches are permuted within arms. The statistic is
 * the interaction, so a switch that moves both arms alike is found no more often than by chance, but does widen the law. Holm's
 * adjustment runs over all pairs. Differences and interactions have 95 % intervals by a bootstrap of clusters, see {@link
 * ContrastInterval}.
 *
 * @param permutations B, at least 1
 * @param seed of the permutations
 */
public record InteractionReport(int permutations, long seed) {
    private static final String NULL_ARM = "the arm changes no outcome";
    private static final String NULL_SWITCH = "within the arms, the switch of the other experiment changes no outcome";

    /**
     * Checks the number of permutations.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public InteractionReport {
        if (permutations < 1) {
            throw new IllegalArgumentException("permutations must be at least 1, got " + permutations);
        }
    }

    /** 9,999 permutations, seed 0. */
    public static InteractionReport withDefaults() {
        return new InteractionReport(9_999, 0);
    }

    /**
     * Reports on a run.
     *
     * @param outcomes of all experiments
     * @throws IllegalArgumentException if there is no experiment with 2 units in each arm
     */
    public Result of(List<ArmOutcome> outcomes) {
        Map<String, List<ArmOutcome>> experiments = new LinkedHashMap<>();
        outcomes.forEach(one -> experiments
                .computeIfAbsent(one.experiment(), name -> new ArrayList<>())
                .add(one));
        List<ArmEffect> arms = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        experiments.forEach((name, units) -> {
            if (count(units, true) < 2 || count(units, false) < 2) {
                refused.add(name + ": 2 units in each arm are needed, got " + count(units, true) + " treated and "
                        + count(units, false) + " control");
                return;
            }
            arms.add(arm(name, units));
            TreeSet<String> others = new TreeSet<>();
            units.forEach(unit -> others.addAll(unit.others().keySet()));
            others.remove(name);
            others.forEach(other -> pair(name, other, units, pairs, refused));
        });
        if (arms.isEmpty()) {
            throw new IllegalArgumentException("no experiment has 2 units in each arm: " + String.join("; ", refused));
        }
        return new Result(arms, adjusted(pairs), refused);
    }

    private ArmEffect arm(String name, List<ArmOutcome> units) {
        Map<Map<String, Boolean>, Integer> blocks = new LinkedHashMap<>();
        int[] block = new int[units.size()];
        double[] values = new double[units.size()];
        boolean[] treated = new boolean[units.size()];
        for (int i = 0; i < block.length; i++) {
            Integer number = blocks.putIfAbsent(units.get(i).others(), blocks.size());
            block[i] = number == null ? blocks.size() - 1 : number;
            values[i] = units.get(i).outcome();
            treated[i] = units.get(i).treated();
        }
        TestResult test = test().withBlocks(block)
                .test(block.length, order -> difference(values, treated, order))
                .test();
        int[] cells = new int[units.size()];
        Arrays.setAll(cells, i -> treated[i] ? 1 : 0);
        return new ArmEffect(name, interval(units, values, cells, -1, 1), named(NULL_ARM, test));
    }

    private void pair(String name, String other, List<ArmOutcome> all, List<Pair> pairs, List<String> refused) {
        List<ArmOutcome> units =
                all.stream().filter(unit -> unit.others().containsKey(other)).toList();
        int n = units.size();
        double[] values = new double[n];
        int[] arm = new int[n];
        boolean[] on = new boolean[n];
        int[] cells = new int[4];
        for (int i = 0; i < n; i++) {
            values[i] = units.get(i).outcome();
            arm[i] = units.get(i).treated() ? 1 : 0;
            on[i] = Boolean.TRUE.equals(units.get(i).others().get(other));
            cells[2 * arm[i] + (on[i] ? 1 : 0)]++;
        }
        for (int cell : cells) {
            if (cell < 2) {
                refused.add(name + " with " + other + ": 2 units are needed in each arm with the other on and off, got "
                        + cells[3] + " and " + cells[2] + " treated, " + cells[1] + " and " + cells[0] + " control");
                return;
            }
        }
        int[] identity = new int[n];
        Arrays.setAll(identity, i -> i);
        double whenOn = armDifference(values, arm, on, identity, true);
        double whenOff = armDifference(values, arm, on, identity, false);
        TestResult test = test().withBlocks(arm)
                .test(
                        n,
                        order -> armDifference(values, arm, on, order, true)
                                - armDifference(values, arm, on, order, false))
                .test();
        int[] both = new int[n];
        Arrays.setAll(both, i -> 2 * arm[i] + (on[i] ? 1 : 0));
        pairs.add(new Pair(
                name,
                other,
                whenOn,
                whenOff,
                interval(units, values, both, 1, -1, -1, 1),
                named(NULL_SWITCH, test),
                0));
    }

    private RatioInterval.Estimate interval(
            List<ArmOutcome> units, double[] values, int[] cells, double... coefficients) {
        Map<String, Integer> named = new LinkedHashMap<>();
        int[] clusters = new int[values.length];
        for (int i = 0; i < clusters.length; i++) {
            String cluster = units.get(i).cluster();
            // units by themselves have numbers below 0, apart from those of named clusters
            clusters[i] = cluster == null ? -1 - i : named.computeIfAbsent(cluster, name -> named.size());
        }
        return ContrastInterval.withDefaults().withSeed(seed).of(values, cells, clusters, coefficients);
    }

    private PermutationTest test() {
        return PermutationTest.withDefaults()
                .with(Alternative.TWO_SIDED)
                .withPermutations(permutations)
                .withSeed(seed);
    }

    private static double difference(double[] values, boolean[] treated, int[] order) {
        double[] sums = new double[2];
        int[] counts = new int[2];
        for (int i = 0; i < values.length; i++) {
            int side = treated[order[i]] ? 1 : 0;
            sums[side] += values[i];
            counts[side]++;
        }
        return sums[1] / counts[1] - sums[0] / counts[0];
    }

    /** Mean of treated less control units whose switch, after permutation, is as asked. */
    private static double armDifference(double[] values, int[] arm, boolean[] on, int[] order, boolean asked) {
        double[] sums = new double[2];
        int[] counts = new int[2];
        for (int i = 0; i < values.length; i++) {
            if (on[order[i]] == asked) {
                sums[arm[i]] += values[i];
                counts[arm[i]]++;
            }
        }
        return sums[1] / counts[1] - sums[0] / counts[0];
    }

    private static int count(List<ArmOutcome> units, boolean treated) {
        return (int) units.stream().filter(unit -> unit.treated() == treated).count();
    }

    private static List<Pair> adjusted(List<Pair> pairs) {
        double[] holm = MultipleTesting.holm(
                pairs.stream().mapToDouble(pair -> pair.test().log10PValue()).toArray());
        List<Pair> adjusted = new ArrayList<>();
        for (int i = 0; i < holm.length; i++) {
            Pair pair = pairs.get(i);
            adjusted.add(new Pair(
                    pair.experiment(), pair.other(), pair.on(), pair.off(), pair.interaction(), pair.test(), holm[i]));
        }
        return adjusted;
    }

    private static TestResult named(String nullHypothesis, TestResult test) {
        return new TestResult(
                nullHypothesis,
                test.statistic(),
                test.pValue(),
                test.log10PValue(),
                test.alternative(),
                test.method(),
                test.n());
    }

    /**
     * The difference of an experiment's arms.
     *
     * @param experiment its name
     * @param difference mean outcome of the treated less the control units
     * @param test its randomisation test
     */
    public record ArmEffect(String experiment, RatioInterval.Estimate difference, TestResult test) {}

    /**
     * What another experiment does to an experiment.
     *
     * @param experiment whose arms are compared
     * @param other which is on or off
     * @param on difference of the arms where the other is on
     * @param off difference of the arms where it is off
     * @param interaction the change of the difference, {@code on - off}
     * @param test randomisation test of it
     * @param holmLog10P base-10 logarithm of its p-value, adjusted over all pairs
     */
    public record Pair(
            String experiment,
            String other,
            double on,
            double off,
            RatioInterval.Estimate interaction,
            TestResult test,
            double holmLog10P) {}

    /**
     * The report.
     *
     * @param arms experiments in the order of first outcomes
     * @param pairs pairs of experiments
     * @param refused what has too few units, with the reason
     */
    public record Result(List<ArmEffect> arms, List<Pair> pairs, List<String> refused) {
        /** Copies. */
        public Result {
            arms = List.copyOf(arms);
            pairs = List.copyOf(pairs);
            refused = List.copyOf(refused);
        }
    }
}
