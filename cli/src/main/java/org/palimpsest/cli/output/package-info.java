/**
 * What a command says: tables for people, JSON for scripts, p-values that never read as zero, progress on standard error.
 *
 * <pre>{@code
 * TextTable table = TextTable.of(Column.left("model"), Column.right("p"))
 *         .withRow("bob", PValueFormat.ofLog10(-73.2));
 * Style style = Style.choose(ColorMode.AUTO, Terminal.isAttached(), System.getenv());
 * System.out.print(table.render(Border.of(Terminal.charset()), style));
 *
 * System.out.print(JsonOutput.envelope("provenance query", result, manifest));
 * }</pre>
 */
@NullMarked
package org.palimpsest.cli.output;

import org.jspecify.annotations.NullMarked;
