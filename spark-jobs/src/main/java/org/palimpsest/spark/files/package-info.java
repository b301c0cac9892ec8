/**
 * Files of jobs: read wherever Hadoop's file systems reach, written so that output appears whole or not at all.
 *
 * <pre>{@code
 * ClusterFiles files = ClusterFiles.of(spark);
 * try (JobOutput output = JobOutput.begin(spark, files, "hdfs:///marked", Existing.REFUSE, request)) {
 *     List<TaskNote> notes = output.stage("copy", inputs, (input, folder) ->
 *             files.read(input.path(), local -> Files.copy(local, folder.files().resolve(input.name()))));
 *     output.commit(manifest);
 * }
 * }</pre>
 */
@NullMarked
package org.palimpsest.spark.files;

import org.jspecify.annotations.NullMarked;
