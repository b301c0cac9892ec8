package org.palimpsest.spark.cluster;

import java.nio.file.Path;
import java.util.List;

/**
 * A job as it is tested on a cluster.
 *
 * @param job its class, with the {@code main} that is submitted
 * @param arguments all but {@code --out}
 * @param local writes what one machine makes of the same into a folder that is not there yet
 * @param moment when machines fail
 */
record ClusterJob(Class<?> job, List<String> arguments, Local local, Moment moment) {
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
