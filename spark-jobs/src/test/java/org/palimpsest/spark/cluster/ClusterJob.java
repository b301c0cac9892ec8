package org.palimpsest.spark.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.palimpsest.spark.Folders;

/**
 * A job as it is tested on a cluster.
 *
 * @param job its class, with the {@code main} that is submitted
 * @param arguments all but {@code --out}
 * @param settings of Spark that it needs
 * @param local writes what one machine makes of the same into an empty folder
 * @param moment when machines fail
 * @param hangs whether a machine may hang until the others make a second attempt: not where they need what it holds
 * @param same asserts that the job wrote what one machine writes
 */
record ClusterJob(
        Class<?> job,
        List<String> arguments,
        Map<String, String> settings,
        Local local,
        Moment moment,
        boolean hangs,
        Same same) {
    /** The same work on one machine. */
    @FunctionalInterface
    interface Local {
        void run(Path out) throws Exception;
    }

    /** Compares two folders. */
    @FunctionalInterface
    interface Same {
        void check(Path job, Path local) throws Exception;
    }

    /** A job whose files have the bytes of one machine. */
    static ClusterJob of(Class<?> job, Moment moment, Local local, String... arguments) {
        return new ClusterJob(job, List.of(arguments), Map.of(), local, moment, true, Folders::assertSame);
    }

    ClusterJob with(Same other) {
        return new ClusterJob(job, arguments, settings, local, moment, hangs, other);
    }

    ClusterJob with(Map<String, String> others) {
        return new ClusterJob(job, arguments, others, local, moment, hangs, same);
    }

    ClusterJob withoutHanging() {
        return new ClusterJob(job, arguments, settings, local, moment, false, same);
    }

    @Override
    public String toString() {
        return job.getSimpleName();
    }
}
