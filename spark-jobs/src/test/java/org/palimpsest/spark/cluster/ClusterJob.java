package org.palimpsest.spark.cluster;

import java.nio.file.Path;
import java.util.List;

/**
 * A job as it is tested on a cluster.
 *
 * @param job its class, with the {@code main} that is submitted
 * @param arguments all but {@code --out}
 * @param local writes what one machine makes of the same into a folder that is not there yet
 * @param stage the stage in the middle of which a Worker is killed
 * @param notes how many tasks of it are done by then, fewer than it has
 */
record ClusterJob(Class<?> job, List<String> arguments, Local local, String stage, int notes) {
    /** The same work on one machine. */
    @FunctionalInterface
    interface Local {
        void run(Path out) throws Exception;
    }

    @Override
    public String toString() {
        return job.getSimpleName();
    }
}
