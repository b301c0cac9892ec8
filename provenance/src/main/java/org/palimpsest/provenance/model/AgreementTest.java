package org.palimpsest.provenance.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.BinomialTail;
import org.palimpsest.stats.MultipleTesting;
import org.palimpsest.stats.PValueMethod;
import org.palimpsest.stats.SignFlipTest;
import org.palimpsest.stats.TestResult;

/**
 * Tests whether a suspect agrees with a parent more often than unrelated models do: the next token, or any other answer, after
 * each of many prompts (after Nikolic, Baluta and Saxena 2025, "Model Provenance Testing", arXiv 2502.00706).
 *
 * <p>H0, for each control: over prompts like these the suspect agrees with the parent no more often than this control. Prompts at
 * which only one of the two agrees decide: of d such prompts, the number at which it is the suspect is Binomial(d, 1/2) at
 * most (McNemar's exact test), if prompts are independent. Prompts that come in clusters (of one text) are compared by cluster,
 * with exact or drawn flips of signs. p-values are adjusted by Holm over the controls, and the largest adjusted one is the
 * test's: the suspect must beat <em>every</em> control.
 *
 * <p>What it cannot see: a control that is worse at everything agrees less, so controls must be as able as the suspect and
 * trained on like text; models of one family agree more without descending from one another. O(prompts × controls).
 */
public final class AgreementTest {
    private static final AgreementTest DEFAULTS = new AgreementTest(0);

    private final long seed;

    private AgreementTest(long seed) {
        this.seed = seed;
    }

    /**
     * Seed 0.
     *
     * @return the test
     */
    public static AgreementTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * Sets the seed of flips, where clusters are too many for all of them.
     *
     * @param chosen any number
     * @return a new test
     */
    public AgreementTest withSeed(long chosen) {
        return new AgreementTest(chosen);
    }

    /**
     * The suspect beside one control.
     *
     * @param control its name
     * @param agreement share of prompts at which the control agrees with the parent
     * @param suspectAlone prompts at which the suspect agrees and the control does not
     * @param controlAlone prompts at which the control agrees and the suspect does not
     * @param test of this control alone
     * @param adjustedLog10P base-10 logarithm of the p-value after Holm
     */
    public record Beside(
            String control,
            double agreement,
            long suspectAlone,
            long controlAlone,
            TestResult test,
            double adjustedLog10P) {}

    /**
     * What the test found.
     *
     * @param prompts how many
     * @param agreement share of prompts at which the suspect agrees with the parent
     * @param beside each control, in the order given
     * @param log10P base-10 logarithm of the largest adjusted p-value
     */
    public record Result(int prompts, double agreement, List<Beside> beside, double log10P) {
        /** Copies the list. */
        public Result {
            beside = List.copyOf(beside);
        }
    }

    /**
     * Compares answers at independent prompts.
     *
     * @param parent its answer at each prompt
     * @param suspect the suspect's
     * @param controls those of unrelated models, by name
     * @return what was found
     * @throws IllegalArgumentException if there is no prompt or no control, or numbers of answers differ
     */
    public Result test(List<String> parent, List<String> suspect, Map<String, List<String>> controls) {
        return test(parent, suspect, controls, List.of());
    }

    /**
     * Compares answers at prompts that come in clusters.
     *
     * @param parent its answer at each prompt
     * @param suspect the suspect's
     * @param controls those of unrelated models, by name
     * @param clusters the cluster of each prompt; none: every prompt is its own
     * @return what was found
     * @throws IllegalArgumentException if there is no prompt or no control, or numbers of answers differ
     */
    public Result test(
            List<String> parent, List<String> suspect, Map<String, List<String>> controls, List<String> clusters) {
        if (parent.isEmpty() || controls.isEmpty()) {
            throw new IllegalArgumentException("agreement needs at least 1 prompt and 1 unrelated control, got "
                    + parent.size() + " and " + controls.size());
        }
        boolean[] own = agreements("the suspect", parent, suspect);
        if (!clusters.isEmpty() && clusters.size() != own.length) {
            throw new IllegalArgumentException(
                    "there must be a cluster for each of " + own.length + " prompts, got " + clusters.size());
        }
        List<String> names = new ArrayList<>(controls.keySet());
        List<boolean[]> others = new ArrayList<>();
        List<TestResult> tests = new ArrayList<>();
        for (String name : names) {
            boolean[] other = agreements(name, parent, controls.getOrDefault(name, List.of()));
            others.add(other);
            tests.add(
                    Arrays.equals(own, other)
                            ? TestResult.ofLog10P(h0(name), 0, 0, Alternative.GREATER, PValueMethod.EXACT, own.length)
                            : clusters.isEmpty() ? mcNemar(name, own, other) : byCluster(name, own, other, clusters));
        }
        double[] adjusted = MultipleTesting.holm(
                tests.stream().mapToDouble(TestResult::log10PValue).toArray());
        List<Beside> beside = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            boolean[] other = others.get(i);
            beside.add(new Beside(
                    names.get(i), share(other), alone(own, other), alone(other, own), tests.get(i), adjusted[i]));
        }
        return new Result(
                own.length, share(own), beside, Arrays.stream(adjusted).max().orElse(0));
    }

    private static boolean[] agreements(String name, List<String> parent, List<String> answers) {
        if (answers.size() != parent.size()) {
            throw new IllegalArgumentException(
                    name + " must have an answer at each of " + parent.size() + " prompts, got " + answers.size());
        }
        boolean[] agree = new boolean[parent.size()];
        for (int i = 0; i < agree.length; i++) {
            agree[i] = parent.get(i).equals(answers.get(i));
        }
        return agree;
    }

    private static String h0(String control) {
        return "the suspect agrees with the parent no more often than " + control;
    }

    private static TestResult mcNemar(String name, boolean[] own, boolean[] other) {
        long mine = alone(own, other);
        long theirs = alone(other, own);
        return BinomialTail.test(h0(name), mine + theirs, 0.5, mine);
    }

    private TestResult byCluster(String name, boolean[] own, boolean[] other, List<String> clusters) {
        Map<String, Integer> sums = new LinkedHashMap<>();
        for (int i = 0; i < own.length; i++) {
            sums.merge(clusters.get(i), (own[i] ? 1 : 0) - (other[i] ? 1 : 0), Integer::sum);
        }
        double[] differences =
                sums.values().stream().mapToDouble(Integer::doubleValue).toArray();
        TestResult test = SignFlipTest.withDefaults()
                .with(Alternative.GREATER)
                .withSeed(seed)
                .test(differences);
        return TestResult.ofLog10P(
                h0(name), test.statistic(), test.log10PValue(), test.alternative(), test.method(), differences.length);
    }

    private static long alone(boolean[] one, boolean[] other) {
        long count = 0;
        for (int i = 0; i < one.length; i++) {
            count += one[i] && !other[i] ? 1 : 0;
        }
        return count;
    }

    private static double share(boolean[] agree) {
        long count = 0;
        for (boolean one : agree) {
            count += one ? 1 : 0;
        }
        return (double) count / agree.length;
    }
}
