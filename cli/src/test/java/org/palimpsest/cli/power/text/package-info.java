/** The experiment on the power of tests of text alone; {@code docs/experiments/text-power.md} has the results. */
@NullMarked
package org.palimpsest.cli.power.text;

import org.jspecify.annotations.NullMarked;
