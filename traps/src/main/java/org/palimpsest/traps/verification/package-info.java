/**
 * Checks of a published corpus: do the copies stand where the placement file says?
 *
 * <pre>{@code
 * List<Trap> traps = TrapFile.read(Path.of("registry/traps.jsonl"));
 * PlacementReport report = PlacementCheck.of(traps).check(Path.of("marked/placements.jsonl"), List.of(Path.of("posts.jsonl")));
 * boolean whole = report.whole();
 * List<Finding> missing = report.findings();
 * }</pre>
 */
@NullMarked
package org.palimpsest.traps.verification;

import org.jspecify.annotations.NullMarked;
