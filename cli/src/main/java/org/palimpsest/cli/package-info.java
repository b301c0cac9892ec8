/**
 * The command {@code palimpsest}: one class a command, and what they share. Only this module prints, reads
 * configuration and exits.
 *
 * <pre>{@code
 * palimpsest demo
 * palimpsest traps generate --family ghost --count 20 --controls 99 --out registry
 * palimpsest provenance query --transcript rows.jsonl --loss bob --reference-loss reference --json
 * }</pre>
 */
@NullMarked
package org.palimpsest.cli;

import org.jspecify.annotations.NullMarked;
