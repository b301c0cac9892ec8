/** Spark jobs: thin wrappers over the functions that the command line calls. */
@NullMarked
package org.palimpsest.spark;

import org.jspecify.annotations.NullMarked;
