package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command does its work: here, or by a job that spark-submit takes to a cluster. */
final class EngineOptions {
    private static final String DEPLOY_MODE = "spark.submit.deployMode";

    @Option(
            names = "--engine",
            paramLabel = "WHERE",
            defaultValue = "local",
            description = "Where the work is done: local, spark; the bytes are the same. Default: ${DEFAULT-VALUE}.")
    private EngineChoice engine = EngineChoice.LOCAL;

    @Option(
            names = "--jobs-jar",
            paramLabel = "FILE",
            description = "palimpsest-spark-jobs-assembly.jar. Required with --engine spark.")
    private @Nullable Path jobsJar;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Cluster: spark://HOST:PORT, yarn, k8s://URL, local[N]; default: as Spark is configured.")
    private @Nullable String master;

    @Option(
            names = "--spark-submit",
            paramLabel = "FILE",
            description = "Program that submits; default: bin/spark-submit of SPARK_HOME.")
    private @Nullable Path sparkSubmit;

    @Option(names = "--spark-conf", paramLabel = "NAME=VALUE", description = "Setting of Spark; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /** Whether a cluster does the work. */
    boolean onSpark() {
        return engine == EngineChoice.SPARK;
    }

    /**
     * A job to be submitted, without arguments of its own yet.
     *
     * @param common of the command
     * @param job name of its class in {@code org.palimpsest.spark}
     * @throws IOException if the jar or the program that submits is not there
     */
    SparkJob job(CommonOptions common, String job) throws IOException {
        Path jar = file(common.require(jobsJar, "--jobs-jar"));
        if (!settings.getOrDefault(DEPLOY_MODE, "client").equals("client")) {
            throw common.usage("--spark-conf: " + DEPLOY_MODE
                    + " must be client, since the job reads the key and the traps here; see docs/spark.md for others");
        }
        List<String> command = new ArrayList<>(List.of(file(submitter(common)).toString(), "--deploy-mode", "client"));
        if (master != null) {
            command.addAll(List.of("--master", master));
        }
        settings.forEach((name, value) -> command.addAll(List.of("--conf", name + "=" + value)));
        command.addAll(List.of("--class", "org.palimpsest.spark." + job, jar.toString()));
        return new SparkJob(common, command);
    }

    private Path submitter(CommonOptions common) {
        if (sparkSubmit != null) {
            return sparkSubmit;
        }
        String home = System.getenv("SPARK_HOME");
        if (home == null || home.isEmpty()) {
            throw common.usage("--engine spark needs --spark-submit FILE, or SPARK_HOME with bin/spark-submit in it");
        }
        return Path.of(home, "bin", "spark-submit");
    }

    private static Path file(Path path) throws NoSuchFileException {
        if (!Files.isRegularFile(path)) {
            throw new NoSuchFileException(path.toString());
        }
        return path.toAbsolutePath();
    }

    /** Whether a name is one that Hadoop's file systems take, and not a path on disk: it has a scheme. */
    static boolean isUri(String name) {
        return name.matches("[A-Za-z][A-Za-z0-9+.-]+:/.*");
    }
}
