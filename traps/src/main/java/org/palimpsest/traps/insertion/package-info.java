/**
 * Puts traps into documents. Which documents are chosen, which trap each gets and where it stands are functions of a key and
 * the document's id alone, so order, threads and partitions never matter; lines that are not chosen keep every byte.
 *
 * <pre>{@code
 * InsertionPlan plan = InsertionPlan.ofDocuments(registry.traps(), registry.key(), 240)
 *         .withPerDocument(1)
 *         .withPosition(PositionPolicy.LATTER_HALF);
 * JsonlInsertion insertion = JsonlInsertion.of(plan);
 * List<Placement> placements = insertion.insert(List.of(Path.of("a.jsonl.zst")), Path.of("out"), Progress.none());
 * Document marked = new TrapInserter(plan).insert(document, plan.copiesOf(0)).document();
 * }</pre>
 */
@NullMarked
package org.palimpsest.traps.insertion;

import org.jspecify.annotations.NullMarked;
