package org.palimpsest.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.output.Terminal;
import org.palimpsest.inference.engine.EngineFailure;

/**
 * A job that spark-submit runs as a child of this process. What it says goes to standard error. Secrets reach it in files that
 * only their owner can read and that are deleted when it ends; it says what it did in a file there, too.
 */
final class SparkJob {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long GRACE_SECONDS = 20;

    private final CommonOptions common;
    private final List<String> command;
    private final Map<String, String> secrets = new LinkedHashMap<>();

    SparkJob(CommonOptions common, List<String> command) {
        this.common = common;
        this.command = new ArrayList<>(command);
    }

    /** Gives it an argument with its values. */
    SparkJob with(String name, Object... values) {
        command.add(name);
        for (Object value : values) {
            command.add(value.toString());
        }
        return this;
    }

    /** Gives it an argument that names a file with a secret. */
    SparkJob withSecret(String name, String content) {
        secrets.put(name, content);
        return this;
    }

    /**
     * Runs it and waits.
     *
     * @return what it did, with {@code result} and the version of {@code spark}
     * @throws IOException if it found its input to be bad
     * @throws EngineFailure if the cluster failed, or a result could not be written
     */
    JsonNode run() throws IOException {
        Path folder =
                Files.createTempDirectory("palimpsest-spark"); // for its owner alone, where the system knows owners
        Child child = new Child(folder);
        InterruptNotice notice = InterruptNotice.on(
                common.stderr(), "interrupted: tasks that were done are kept; run it again to go on", child::stop);
        try {
            for (Map.Entry<String, String> secret : secrets.entrySet()) {
                with(secret.getKey(), writeSecret(folder.resolve("secret" + secret.getKey()), secret.getValue()));
            }
            Path report = folder.resolve("report.json");
            with("--report", report);
            int code = child.run(command, common.quiet ? null : common.stderr());
            return outcome(report, code);
        } finally {
            child.stop();
            notice.cancel();
        }
    }

    private static Path writeSecret(Path file, String content) throws IOException {
        boolean owners = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = owners
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        return Files.writeString(Files.createFile(file, attributes), content, StandardCharsets.UTF_8);
    }

    private JsonNode outcome(Path report, int code) throws IOException {
        if (!Files.exists(report)) {
            throw new EngineFailure("spark-submit ended with exit code " + code
                    + " before the job began or while it ran; what it said above tells why");
        }
        JsonNode said = JSON.readTree(Files.readAllBytes(report));
        if (!said.has("error") && code != 0) {
            throw new EngineFailure("the job has written its output, but spark-submit ended with exit code " + code);
        }
        if (!said.has("error")) {
            return said;
        }
        String error = said.path("error").asText();
        int reason = said.path("exitCode").asInt();
        if (reason == ExitCode.USAGE.code()) {
            throw common.usage(error);
        }
        if (reason == ExitCode.BAD_INPUT.code()) {
            throw new IOException(error);
        }
        throw new EngineFailure(error);
    }

    /** The process and its folder, which end together. */
    private static final class Child {
        private final Path folder;
        private @Nullable Process process;
        private boolean stopped;

        Child(Path folder) {
            this.folder = folder;
        }

        int run(List<String> command, @Nullable PrintWriter said) throws IOException {
            Process started;
            synchronized (this) {
                if (stopped) {
                    throw new CancellationException("nothing was submitted");
                }
                started = new ProcessBuilder(command).redirectErrorStream(true).start();
                process = started;
            }
            started.getOutputStream().close();
            try (Reader in = new InputStreamReader(started.getInputStream(), Terminal.charset())) {
                char[] buffer = new char[1 << 12];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (said != null) {
                        said.write(buffer, 0, read);
                        said.flush();
                    }
                }
                return started.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("the job was stopped");
            }
        }

        /** Ends the process, first as a user would, and deletes the folder. */
        synchronized void stop() {
            stopped = true;
            try {
                if (process != null && process.isAlive()) {
                    process.destroy();
                    if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                        process.destroyForcibly();
                    }
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            } finally {
                delete();
            }
        }

        private void delete() {
            if (!Files.exists(folder)) {
                return;
            }
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
                Files.delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(folder + ": holds secrets and cannot be deleted", e);
            }
        }
    }
}
