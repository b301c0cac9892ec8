/** Tests of the assembly that spark-submit takes, on a cluster of several processes. */
@NullMarked
package org.palimpsest.spark.cluster;

import org.jspecify.annotations.NullMarked;
