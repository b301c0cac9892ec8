/** Families of marks that an owner can put into text. */
@NullMarked
package org.palimpsest.traps.family;

import org.jspecify.annotations.NullMarked;
