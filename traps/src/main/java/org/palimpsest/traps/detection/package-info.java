/**
 * Tests whether a model has seen published traps. Inputs are scores, higher = likelier, so that the same tests serve a live
 * model and a file of scores.
 *
 * <pre>{@code
 * TrapRegistry registry = TrapRegistry.read(Path.of("registry"));
 * ModelScores scores = TrapScoring.withDefaults().score("suspect", registry.allCandidates(), scorer);
 * TrapRankTest.Result result = TrapRankTest.withDefaults().test(scores);
 * double p = result.pooled().pValue();                      // the one p-value of this model
 * Verdict verdict = result.verdict(0.01, Randomisation.VERIFIED);
 * double z = PerplexityTest.withDefaults().test(scores).meanZ().orElseThrow();   // effect size only
 * }</pre>
 */
@NullMarked
package org.palimpsest.traps.detection;

import org.jspecify.annotations.NullMarked;
