/**
 * The mathematics of evidence: rank, permutation and exact tests, in log space.
 *
 * <p>Everything here is a pure function of its arguments; what is random is seeded. P-values come with their base-10 logarithm,
 * which stays finite where a double underflows. Does a model find later training documents likelier?
 *
 * <pre>{@code
 * TestResult tail = SpearmanTest.withDefaults().with(Alternative.GREATER).test(positions, logLikelihoods);
 * TestResult exact = PermutationTest.withDefaults().with(Alternative.GREATER).spearman(positions, logLikelihoods).test();
 * EProcess.Result wealth = EProcess.withDefaults().matchedPairs(logLikelihoodsInOrder);
 * Verdict verdict = Verdict.of(exact.log10PValue(), -4, 0.01, Randomisation.VERIFIED);
 * double visible = PowerPlan.minimumDetectableCorrelation(tail.n(), 0.01, 0.9);
 * System.out.println(verdict.label() + ", log10 E = " + wealth.log10E() + ", visible from rho = " + visible);
 * }</pre>
 */
@NullMarked
package org.palimpsest.stats;

import org.jspecify.annotations.NullMarked;
