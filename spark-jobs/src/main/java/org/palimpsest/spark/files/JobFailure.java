package org.palimpsest.spark.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import org.apache.spark.SparkException;

/** Tells what went wrong in a task from what Spark says about it. */
public final class JobFailure {
    private JobFailure() {}

    /**
     * Runs something and throws what a task of it threw, instead of Spark's exception around it.
     *
     * @param <T> what comes of it
     * @param action what to run
     * @return what it gave
     * @throws IOException if a task or the action itself threw it, or Spark failed
     */
    public static <T> T unwrapped(Callable<T> action) throws IOException {
        try {
            return action.call();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (RuntimeException | IOException e) {
            throw e;
        } catch (Exception e) {
            Throwable cause = e;
            while (cause instanceof SparkException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            if (cause instanceof UncheckedIOException failure) {
                throw failure.getCause();
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
