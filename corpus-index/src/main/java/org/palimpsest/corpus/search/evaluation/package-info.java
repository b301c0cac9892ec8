/**
 * How well passages that state a fact are found: a set of facts whose statements, homonyms and aliases are planted, and the
 * measures of the papers (precision and recall at k, mean reciprocal rank; entity retrieval against string search).
 *
 * <pre>{@code
 * FactSet set = FactSetGenerator.generate(FactSetGenerator.Options.defaults());
 * TraceReport report = TraceEvaluation.run(set, 1, Progress.none());
 * for (TraceReport.Facts system : report.facts()) {
 *     show(system.system(), system.scores().reciprocalRank());
 * }
 * }</pre>
 */
@NullMarked
package org.palimpsest.corpus.search.evaluation;

import org.jspecify.annotations.NullMarked;
