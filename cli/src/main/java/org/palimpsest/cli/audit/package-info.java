/**
 * What other commands found, read again: one report of several results, and experiments whose numbers are expected.
 *
 * <pre>{@code
 * CommandResult query = CommandResult.read(Path.of("query.json"));
 * List<StatedPValue> stated = StatedPValues.of(query);
 * String page = new AuditReport("Whose model is Bob?", List.of(query)).toHtml().render();
 * }</pre>
 */
@NullMarked
package org.palimpsest.cli.audit;

import org.jspecify.annotations.NullMarked;
