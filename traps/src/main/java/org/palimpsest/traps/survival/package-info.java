/**
 * What training pipelines leave of published traps, and how many traps it takes.
 *
 * <p>A {@link org.palimpsest.traps.survival.SurvivalRule} is one filter of a pipeline, its constants and their source beside
 * it. The simulator sends documents through rules in their order and follows every copy, character by character. The planner
 * turns copies that are left into power.
 *
 * <pre>{@code
 * SurvivalReport report = SurvivalSimulator.of(PipelinePreset.FINEWEB.rules())
 *         .run(MarkedCorpus.open(files, traps, placements), scratchFolder);
 * long whole = report.after("ghost", report.rules().size() - 1).whole();
 * }</pre>
 */
@NullMarked
package org.palimpsest.traps.survival;

import org.jspecify.annotations.NullMarked;
