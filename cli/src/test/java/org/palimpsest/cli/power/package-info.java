/** The experiment on the power of traps in models that were trained for it; {@code docs/experiments/trap-power.md} has the results. */
@NullMarked
package org.palimpsest.cli.power;

import org.jspecify.annotations.NullMarked;
