package org.palimpsest.provenance.dataset;

import org.jspecify.annotations.Nullable;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.Conclusion;
import org.palimpsest.stats.DetectableEffect;
import org.palimpsest.stats.PowerPlan;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.RocPower;
import org.palimpsest.stats.TestResult;
import org.palimpsest.stats.Verdict;

/**
 * The exchangeable units of a test of two sets: what a permutation of labels moves.
 *
 * @param suspect units of the suspect set, at least 1
 * @param other units of the other set, at least 1
 * @param log10Assignments base-10 logarithm of the number of different assignments of the labels
 */
public record Units(int suspect, int other, double log10Assignments) {
    /**
     * Counts the units of labelled texts.
     *
     * @param suspect for each text whether it is of the suspect set
     * @param clusters which texts belong together
     * @throws IllegalArgumentException if there are not as many labels as texts
     */
    public static Units of(boolean[] suspect, Clusters clusters) {
        boolean mixed = clusters.mixed(suspect);
        int[] in = new int[clusters.count()];
        int[] size = new int[clusters.count()];
        int[] of = clusters.of();
        for (int i = 0; i < suspect.length; i++) {
            in[of[i]] += suspect[i] ? 1 : 0;
            size[of[i]]++;
        }
        int suspects = 0;
        int others = 0;
        double assignments = 0;
        for (int c = 0; c < size.length; c++) {
            suspects += mixed ? in[c] : in[c] > 0 ? 1 : 0;
            others += mixed ? size[c] - in[c] : in[c] == 0 ? 1 : 0;
            assignments += mixed ? log10Choices(size[c], in[c]) : 0;
        }
        return new Units(suspects, others, mixed ? assignments : log10Choices(suspects + others, suspects));
    }

    /** log10 of n over k. */
    private static double log10Choices(int n, int k) {
        double sum = 0;
        for (int i = 1; i <= Math.min(k, n - k); i++) {
            sum += Math.log10((double) (n - i + 1) / i);
        }
        return sum;
    }

    /**
     * Base-10 logarithm of the smallest p-value that a test by permutations of these labels could give.
     *
     * @param permutations B, at least 1
     */
    public double log10Floor(int permutations) {
        return Math.min(0, Math.max(-Math.log10(1.0 + permutations), -log10Assignments));
    }

    /**
     * The conclusion from a test of two sets. Its detectable effect is the area that the Mann-Whitney test of these units would
     * have found; texts of one cluster count once, so it is on the safe side.
     *
     * @param test the outcome
     * @param log10Floor base-10 logarithm of the smallest p-value that the test could have given
     * @param alpha level in (0, 1)
     * @param randomisation what is known: refuted where text alone tells the sets apart
     * @throws IllegalArgumentException if a number is outside its range
     */
    public Conclusion conclude(TestResult test, double log10Floor, double alpha, Randomisation randomisation) {
        DetectableEffect detectable = suspect < 2 || other < 2
                ? null
                : PowerPlan.of(
                                RocPower.mannWhitney(alpha, Alternative.GREATER, (double) other / suspect),
                                Conclusion.POWER)
                        .detectable(suspect);
        return conclude(test, log10Floor, alpha, randomisation, detectable);
    }

    static Conclusion conclude(
            TestResult test,
            double log10Floor,
            double alpha,
            Randomisation randomisation,
            @Nullable DetectableEffect detectable) {
        Verdict verdict = Verdict.of(test.log10PValue(), log10Floor, alpha, randomisation);
        boolean blind = verdict == Verdict.NO_EVIDENCE && detectable == null;
        return new Conclusion(blind ? Verdict.UNDERPOWERED : verdict, test, alpha, detectable);
    }
}
