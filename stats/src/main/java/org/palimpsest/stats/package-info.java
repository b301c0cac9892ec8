/** The mathematics of evidence: rank, permutation and exact tests, in log space. */
@NullMarked
package org.palimpsest.stats;

import org.jspecify.annotations.NullMarked;
