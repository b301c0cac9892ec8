package org.palimpsest.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.sql.SparkSession;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.run.AtomicOutput;
import org.slf4j.LoggerFactory;

/**
 * The process of a job under {@code spark-submit}. It ends with the exit codes of the command line: 0 done, 2 arguments that make
 * no sense, 3 bad input, 4 the cluster failed or a result could not be written. With {@code --report FILE} it writes what it did,
 * or what went wrong, into that file on the driver's disk; without, it logs the error.
 */
final class JobProcess {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REPORT = "report";
    private static final int USAGE = 2;
    private static final int BAD_INPUT = 3;
    private static final int FAILED = 4;

    private JobProcess() {}

    /** Work on a session; gives a summary that JSON can hold. */
    @FunctionalInterface
    interface Work {
        Object run(SparkSession spark) throws IOException;
    }

    /** Makes work of arguments; refuses those that make no sense. */
    @FunctionalInterface
    interface Reader {
        Work read(JobArguments given) throws IOException;
    }

    /**
     * Runs a job and closes its session.
     *
     * @param name of the job, as in its manifest
     * @param arguments as given
     * @param names that take values; {@code report} comes on top
     * @param flags that take none
     * @param reader makes the work of them
     * @throws SparkUserAppException if it failed; spark-submit makes its code that of the process
     */
    static void run(String name, String[] arguments, List<String> names, List<String> flags, Reader reader)
            throws SparkUserAppException {
        String report = "";
        boolean read = false;
        try {
            List<String> all = new ArrayList<>(names);
            all.add(REPORT);
            JobArguments given = JobArguments.parse(arguments, all, flags);
            report = given.one(REPORT, "");
            Work work = reader.read(given);
            read = true;
            try (SparkSession spark =
                    SparkSession.builder().appName("palimpsest-" + name).getOrCreate()) {
                Object summary = work.run(spark);
                ObjectNode done = json(name).put("spark", spark.version());
                write(report, done.set("result", JSON.valueToTree(summary)));
            }
        } catch (Exception e) { // Spark throws checked ones that it does not declare
            int code = !read && e instanceof IllegalArgumentException ? USAGE : code(e);
            fail(name, report, code, e);
        }
    }

    private static ObjectNode json(String name) {
        return JSON.createObjectNode().put("schemaVersion", 1).put("job", name);
    }

    private static void write(String report, ObjectNode json) throws IOException {
        if (!report.isEmpty()) {
            AtomicOutput.write(Path.of(report), JSON.writeValueAsBytes(json));
        }
    }

    private static void fail(String name, String report, int code, Exception failure) throws SparkUserAppException {
        if (report.isEmpty()) {
            LoggerFactory.getLogger(JobProcess.class).error("{}: {}", name, message(failure));
        }
        try {
            write(report, json(name).put("error", message(failure)).put("exitCode", code));
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        throw new SparkUserAppException(code, failure);
    }

    /** The exit code of a failure: whether the input must change, or the same may work another time. */
    static int code(Exception failure) {
        boolean input = failure instanceof CorruptInputException
                || failure instanceof IllegalArgumentException
                || failure instanceof NoSuchFileException
                || failure instanceof FileNotFoundException
                || failure instanceof FileAlreadyExistsException
                || failure instanceof AccessDeniedException
                || failure instanceof AccessControlException
                || failure instanceof EOFException
                || failure instanceof ZipException;
        return input ? BAD_INPUT : FAILED;
    }

    private static String message(Exception failure) {
        if (failure instanceof FileSystemException file && file.getReason() == null) {
            return file.getMessage() + ": " + file.getClass().getSimpleName();
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
