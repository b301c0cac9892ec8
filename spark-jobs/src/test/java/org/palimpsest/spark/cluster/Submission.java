package org.palimpsest.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A job that was submitted.
 *
 * @param process of spark-submit, which is the driver
 * @param log what it says
 * @param events folder of Spark's own record of what happened
 */
record Submission(Process process, Path log, Path events) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECONDS = 300;
    private static final Pattern DOUBTED = Pattern.compile("Marking task (\\d+) in stage (\\S+) .*as speculatable");
    private static final Pattern FINISHED = Pattern.compile(" Finished task ");

    /** Waits until it ends and checks its exit code. */
    void ends(int code) throws Exception {
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the job takes more than " + SECONDS + " s");
        }
        assertThat(process.exitValue()).as("exit code of spark-submit").isEqualTo(code);
    }

    /** Waits until a folder holds so many files whose names begin so; the job must not end before. */
    void awaitFiles(Path folder, String begin, int count) throws Exception {
        while (names(folder, begin) < count) {
            if (!process.isAlive()) {
                throw new AssertionError("the job ended before " + folder + " held " + count + " files " + begin);
            }
            Thread.sleep(2);
        }
    }

    /** Waits until Spark has begun a second attempt of a task that takes long. */
    void awaitSecondAttempt() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (boolean found = false; !found; ) {
            boolean last = !process.isAlive() || System.nanoTime() > end;
            found = hasSecondAttempt(Files.readString(log));
            if (last && !found) {
                throw new AssertionError("there was no second attempt of any task");
            }
            Thread.sleep(20);
        }
    }

    /** Waits until so many tasks are done; the job must not end before. */
    void awaitFinished(int tasks) throws Exception {
        for (long found = 0; found < tasks; ) {
            boolean last = !process.isAlive();
            found = FINISHED.matcher(Files.readString(log)).results().count();
            if (last && found < tasks) {
                throw new AssertionError("the job ended before " + tasks + " tasks were done");
            }
            Thread.sleep(5);
        }
    }

    private static boolean hasSecondAttempt(String said) {
        Matcher doubted = DOUBTED.matcher(said);
        while (doubted.find()) {
            String second = "Starting task " + doubted.group(1) + "\\.[1-9]\\d* in stage "
                    + Pattern.quote(doubted.group(2)) + " ";
            if (Pattern.compile(second).matcher(said).find(doubted.end())) {
                return true;
            }
        }
        return false;
    }

    private static long names(Path folder, String begin) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith(begin))
                    .count();
        }
    }

    /** Spark's events of a kind, in order. */
    List<JsonNode> events(String kind) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(events)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                for (String line : Files.readAllLines(file)) {
                    JsonNode event = JSON.readTree(line);
                    if (event.path("Event").asText().equals("SparkListener" + kind)) {
                        found.add(event);
                    }
                }
            }
        }
        return found;
    }
}
