/**
 * Spark jobs: thin wrappers over the functions that the command line calls, with the same bytes as result.
 *
 * <pre>{@code
 * SparkSession spark = SparkSession.builder().master("local[2]").getOrCreate();
 * InsertionPlan plan = InsertionPlan.ofDocuments(TrapFile.read(traps), MasterKey.practice(1), 1000);
 * InsertTrapsJob.Options options = new InsertTrapsJob.Options(
 *         plan, List.of("/data/a.jsonl.zst"), "/data/marked", Existing.REFUSE);
 * long copies = InsertTrapsJob.run(spark, options).placements();
 * spark.stop();
 * }</pre>
 */
@NullMarked
package org.palimpsest.spark;

import org.jspecify.annotations.NullMarked;
