/** The command palimpsest. */
@NullMarked
package org.palimpsest.cli;

import org.jspecify.annotations.NullMarked;
