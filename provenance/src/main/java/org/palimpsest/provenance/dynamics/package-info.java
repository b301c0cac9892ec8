/**
 * How a model learns facts and forgets them, from log-probabilities of probes at checkpoints, and whether experiments of one run
 * disturb each other.
 *
 * <pre>{@code
 * ProbeTable table = ProbeTableReader.read(Path.of("probes.jsonl"), 0).table();
 * for (KindDynamics kind : LearningDynamics.withDefaults().of(table).kinds()) {
 *     System.out.println(kind.kind() + " " + kind.effectivity().value() + " " + kind.decay().value());
 * }
 * }</pre>
 */
@NullMarked
package org.palimpsest.provenance.dynamics;

import org.jspecify.annotations.NullMarked;
