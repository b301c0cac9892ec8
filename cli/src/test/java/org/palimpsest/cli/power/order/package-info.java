/** The experiment on the power of tests of order in models that were trained for it; {@code docs/experiments/order-power.md} has the results. */
@NullMarked
package org.palimpsest.cli.power.order;

import org.jspecify.annotations.NullMarked;
