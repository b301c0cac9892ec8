package org.palimpsest.provenance.observational;

import java.util.Locale;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.OneAgainstManyTest;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.TestResult;
import org.palimpsest.stats.Verdict;

/**
 * The reshuffle test of Kuditipudi et al. (2025, section 4.3.2): whether text of the suspect is likelier under a model that was
 * trained in the true order of the last phase than under models trained by the same code in m orders drawn anew.
 *
 * <p>H0: the text is independent of the true order. If that order was drawn like the others, all m + 1 scores are exchangeable:
 * the rank p-value {@code (1 + #{s >= x}) / (m + 1)} is exact whatever the law of the scores. The p-value of {@code t} with m - 1
 * degrees of freedom is exact for normal scores only, which so few scores cannot show.
 *
 * <p>The verdict rests on the rank p-value alone, for skewed or heavy-tailed scores make t reject 2 to 5 times as
 * often as it says at 0.01.
 * At a level a it needs m of at least {@code 1 / a - 1}: {@value #ADVISED} for 0.05, 99 for 0.01.
 */
public final class ReshuffleTest {
    /** Reshuffled models from which on the rank p-value can reach 0.05. */
    public static final int ADVISED = 19;

    private static final ReshuffleTest DEFAULTS = new ReshuffleTest(0.01, Randomisation.UNVERIFIED);

    private final double alpha;
    private final Randomisation randomisation;

    private ReshuffleTest(double alpha, Randomisation randomisation) {
        this.alpha = alpha;
        this.randomisation = randomisation;
    }

    /**
     * Level 0.01, randomisation unverified.
     *
     * @return the test
     */
    public static ReshuffleTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * Sets the level of the verdict.
     *
     * @param level in (0, 1)
     * @return a new test
     */
    public ReshuffleTest withAlpha(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("alpha must be in (0, 1), got " + level);
        }
        return new ReshuffleTest(level, randomisation);
    }

    /**
     * Sets what is known of how the true order was drawn.
     *
     * @param chosen state of the randomisation
     * @return a new test
     */
    public ReshuffleTest with(Randomisation chosen) {
        return new ReshuffleTest(alpha, chosen);
    }

    /**
     * What the test found.
     *
     * @param m models on reshuffled orders
     * @param student t and its upper tail with m - 1 degrees of freedom
     * @param rank the rank of the true order, 1 for the likeliest, and its exact p-value
     * @param publishedZ the statistic of the published code, for comparison only
     * @param verdict in the words of the command line
     * @param note what limits the result; empty if nothing does
     */
    public record Result(int m, TestResult student, TestResult rank, double publishedZ, Verdict verdict, String note) {}

    /**
     * Tests one score against the others. O(m).
     *
     * @param trueOrder score under the model of the true order; higher = likelier
     * @param reshuffled scores under the models of other orders, at least 2 that vary
     * @return the result
     * @throws IllegalArgumentException if there are fewer than 2 others, a value is not finite, or the others do not vary
     */
    public Result test(double trueOrder, double[] reshuffled) {
        OneAgainstManyTest.Result result =
                OneAgainstManyTest.withDefaults().with(Alternative.GREATER).test(trueOrder, reshuffled);
        int m = reshuffled.length;
        Verdict verdict = Verdict.of(result.rank().log10PValue(), -Math.log10(m + 1.0), alpha, randomisation);
        return new Result(m, result.student(), result.rank(), result.publishedZ(), verdict, note(m));
    }

    private String note(int m) {
        if (1.0 / (m + 1) <= alpha) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "with %d reshuffled models the rank p cannot be below 1/%d; level %s needs %.0f, and at least %d are"
                        + " advised",
                m,
                m + 1,
                alpha,
                Math.ceil(1 / alpha - 1e-9) - 1,
                ADVISED);
    }
}
