package org.palimpsest.spark.files;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.SparkException;

/** Tells what went wrong in a task from what Spark says about it. */
final class JobFailure {
    private JobFailure() {}

    /** Runs something and throws what a task of it threw, instead of Spark's exception around it. */
    static <T> T unwrapped(Callable<T> action) throws IOException {
        try {
            return action.call();
        } catch (RuntimeException | IOException e) {
            throw e;
        } catch (Exception e) {
            Throwable cause = e;
            while (cause instanceof SparkException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            if (cause instanceof IOException failure) {
                throw failure;
            }
            if (cause instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IOException("the job failed: " + e.getMessage(), e);
        }
    }
}
