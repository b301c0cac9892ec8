/**
 * Tables: named columns of the rows of a file, as numbers and texts.
 *
 * <pre>{@code
 * NumberTable table = new JsonlRowReader().read(Path.of("scores.jsonl"), List.of("index", "loss"), List.of("id"));
 * if (!table.hasColumn("loss")) {
 *     throw new CorruptInputException("scores.jsonl", "has no column \"loss\", only " + table.columns());
 * }
 * double[] loss = table.numbers("loss"); // NaN where a row has no number
 * }</pre>
 */
@NullMarked
package org.palimpsest.corpus.table;

import org.jspecify.annotations.NullMarked;
