package org.palimpsest.spark.cluster;

import java.nio.file.Path;

/** A moment in the middle of a job: some of its work is done, and some is not. */
@FunctionalInterface
interface Moment {
    /**
     * Waits for the moment; fails if the job ends before.
     *
     * @param job that runs
     * @param staging the folder beside its output
     */
    void await(Submission job, Path staging) throws Exception;

    /** So many tasks are done, of whatever stages. */
    static Moment ofFinished(int tasks) {
        return (job, staging) -> job.awaitFinished(tasks);
    }

    /** So many tasks of a stage are done. */
    static Moment ofTasks(String stage, int tasks) {
        return (job, staging) -> job.awaitFiles(staging.resolve("notes"), stage + "-", tasks);
    }
}
