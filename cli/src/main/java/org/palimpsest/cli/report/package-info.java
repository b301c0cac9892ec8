/**
 * One self-contained HTML page that states a finding, shows it and says how to reproduce it; and the plots on it.
 *
 * <pre>{@code
 * SvgPlot plot = SvgPlot.titled("Bob against Alice's order").withX(Axis.of("training step")).withY(Axis.of("loss"))
 *         .with(Series.line("bob", steps, losses));
 * String page = HtmlReport.titled("Whose model is Bob?")
 *         .with(new VerdictCard("Bob", "randomised-evidence", "Bob was made from Alice.", "p = 10^-73.2", Severity.EVIDENCE))
 *         .with(Section.titled("Order").with(new Figure(plot, "Later text is likelier.")))
 *         .withManifest(manifest).render();
 * }</pre>
 */
@NullMarked
package org.palimpsest.cli.report;

import org.jspecify.annotations.NullMarked;
