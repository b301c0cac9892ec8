package org.palimpsest.provenance.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.palimpsest.stats.LeastSquares;

/**
 * What references and covariates do not explain of a suspect's log-likelihoods. Nothing here sees the order, so under H0 the result is
 * exchangeable and permutation p-values stay exact, however bad the fit.
 *
 * @param degree of the polynomial of each reference: 0 subtracts the mean of the references and fits covariates alone
 */
public record ReferenceFit(int degree) {
    private static final int HIGHEST = 8;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the degree is outside [0, 8]
     */
    public ReferenceFit {
        if (degree < 0 || degree > HIGHEST) {
            throw new IllegalArgumentException("degree must be in [0, " + HIGHEST + "], got " + degree);
        }
    }

    /** Subtracts the mean of the references. */
    public static ReferenceFit difference() {
        return new ReferenceFit(0);
    }

    /**
     * Scores of the query test.
     *
     * @param suspect log-likelihoods of the documents
     * @param references log-likelihoods under each reference, each as many; none leaves the suspect's as they are
     * @param covariates such as the length of each document, each as many
     * @return suspect minus reference, or what the least-squares fit leaves; NaN in rows with a number that is not finite
     * @throws IllegalArgumentException if lengths differ
     */
    public double[] scores(double[] suspect, List<double[]> references, List<double[]> covariates) {
        for (double[] column : references) {
            QueryData.requireSameLength(suspect.length, column.length, "reference log-likelihoods");
        }
        for (double[] column : covariates) {
            QueryData.requireSameLength(suspect.length, column.length, "covariates");
        }
        int[] kept = IntStream.range(0, suspect.length)
                .filter(i -> Double.isFinite(suspect[i])
                        && references.stream().allMatch(r -> Double.isFinite(r[i]))
                        && covariates.stream().allMatch(c -> Double.isFinite(c[i])))
                .toArray();
        double[] scores = new double[suspect.length];
        Arrays.fill(scores, Double.NaN);
        for (int i : kept) {
            scores[i] = suspect[i] - (degree == 0 ? mean(references, i) : 0);
        }
        if (kept.length > 0 && (degree > 0 || !covariates.isEmpty())) {
            fit(scores, kept, references, covariates);
        }
        return scores;
    }

    private void fit(double[] scores, int[] kept, List<double[]> references, List<double[]> covariates) {
        List<double[]> columns = new ArrayList<>();
        for (double[] reference : references) {
            double[] standard = standardised(pick(reference, kept));
            for (int power = 1; power <= degree; power++) {
                int exponent = power;
                columns.add(
                        Arrays.stream(standard).map(v -> Math.pow(v, exponent)).toArray());
            }
        }
        for (double[] covariate : covariates) {
            columns.add(pick(covariate, kept));
        }
        double[] rest = LeastSquares.fit(pick(scores, kept), columns).residuals();
        for (int k = 0; k < kept.length; k++) {
            scores[kept[k]] = rest[k];
        }
    }

    private static double mean(List<double[]> references, int row) {
        return references.isEmpty()
                ? 0
                : references.stream().mapToDouble(r -> r[row]).sum() / references.size();
    }

    /** Mean 0 and variance 1, so that powers stay apart. */
    private static double[] standardised(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double variance = Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElse(0);
        double scale = variance > 0 ? Math.sqrt(variance) : 1;
        return Arrays.stream(values).map(v -> (v - mean) / scale).toArray();
    }

    private static double[] pick(double[] values, int[] rows) {
        return IntStream.of(rows).mapToDouble(i -> values[i]).toArray();
    }
}
