package org.palimpsest.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.palimpsest.corpus.Compression;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.spark.Folders;
import org.palimpsest.spark.InsertTrapsJob;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.traps.insertion.CorpusInsertion;
import org.palimpsest.traps.insertion.InsertionPlan;
import org.palimpsest.traps.registry.ControlsFile;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.RegistryOptions;
import org.palimpsest.traps.registry.TrapRegistry;

/**
 * Every job on a cluster of several processes, submitted as users do it. In the middle of it one machine hangs, so that its tasks
 * are attempted a second time elsewhere, and another is lost; then the one that hung goes on beside the second attempts. The bytes
 * are those of one machine.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere 127.0.0.2 is not a loopback address")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ClusterIT {
    private static final int FILES = 24;
    private static final int ROWS = 3000;
    private static final String STEADY = "steady";
    private static final String HANGING = "hanging";

    /** Long enough that the driver has heard of tasks which ended before machines stopped, and has sent others to them. */
    private static final long HEARD_MILLIS = 200;

    private static final Map<String, String> ONE_CORE = Map.of("spark.cores.max", "1");
    private static final Map<String, String> SPECULATIVE = Map.of(
            "spark.speculation", "true",
            "spark.speculation.interval", "50ms",
            "spark.speculation.multiplier", "1.1",
            "spark.speculation.quantile", "0.5",
            "spark.speculation.minTaskRuntime", "50ms");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static Cluster cluster;

    /** The jobs, each by one entry. */
    static List<ClusterJob> jobs() throws Exception {
        return List.of(insertTraps());
    }

    private static ClusterJob insertTraps() throws Exception {
        MasterKey key = MasterKey.practice(2);
        TrapRegistry registry =
                TrapRegistry.generate(RegistryOptions.defaults().withCount(20).withControls(1), MasterKey.practice(1));
        Path secrets = Files.createTempDirectory(folder, "secrets");
        registry.write(secrets, ControlsFile.OMIT);
        Path keyFile = Files.writeString(secrets.resolve("key"), key.hex());
        InsertionPlan plan = InsertionPlan.ofDocuments(registry.traps(), key, 1000);
        return new ClusterJob(
                InsertTrapsJob.class,
                List.of(
                        "--traps",
                        secrets.resolve("traps.jsonl").toString(),
                        "--key-file",
                        keyFile.toString(),
                        "--documents",
                        "1000",
                        "--input",
                        corpus().toString()),
                out -> CorpusInsertion.of(plan)
                        .insert(List.of(corpus()), Files.createDirectories(out), Progress.none()),
                Moment.ofTasks("insert", FILES / 8));
    }

    @BeforeAll
    static void start() throws Exception {
        writeCorpus();
        cluster = Cluster.start(Files.createDirectories(folder.resolve("cluster")), Assembly.file());
        cluster.startWorker(STEADY, "127.0.0.1");
        cluster.startWorker(HANGING, "127.0.0.3");
    }

    @AfterAll
    static void stop() throws IOException {
        if (cluster != null) {
            cluster.close();
        }
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aKilledWorkerAndSecondAttemptsChangeNoByte(ClusterJob job) throws Exception {
        Path home = Files.createDirectories(folder.resolve(job.toString()));
        Path local = home.resolve("local");
        job.local().run(local);
        String lost = job + "-lost";
        cluster.startWorker(lost, "127.0.0.2");
        Path out = home.resolve("killed");
        Submission killed = cluster.submit(job.job(), SPECULATIVE, arguments(job, out));
        try {
            job.moment().await(killed, home.resolve("_killed.unfinished"));
            cluster.suspend(cluster.workers());
            Thread.sleep(HEARD_MILLIS);
            assertThat(killed.process().isAlive()).isTrue();
            assertThat(out).doesNotExist();
            assertThat(cluster.kill(lost)).as("executors killed").isEqualTo(1);
            cluster.resume(List.of(STEADY));
            killed.awaitSecondAttempt();
            cluster.resume(List.of(HANGING));
            killed.ends(0);
            Folders.assertSame(out, local);
            assertThat(killed.events("ExecutorRemoved")).isNotEmpty();
            assertThat(killed.events("TaskEnd"))
                    .as("tasks that the killed executor had")
                    .anyMatch(event -> event.path("Task End Reason")
                            .path("Reason")
                            .asText()
                            .equals("ExecutorLostFailure"));
            assertThat(killed.events("TaskStart"))
                    .as("second attempts")
                    .anyMatch(
                            event -> event.path("Task Info").path("Speculative").asBoolean());

            Path narrow = home.resolve("narrow");
            Submission slow = cluster.submit(job.job(), ONE_CORE, arguments(job, narrow));
            slow.ends(0);
            Folders.assertSame(narrow, local);
            assertThat(narrow.resolve("job.json")).hasSameBinaryContentAs(out.resolve("job.json"));
        } catch (Exception | AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + cluster.logs(), e);
        } finally {
            cluster.resume(cluster.workers());
        }
    }

    @Test
    void wrongInputEndsWithItsExitCodeNamesTheLineAndLeavesNothing() throws Exception {
        Path home = Files.createDirectories(folder.resolve("wrong"));
        Path bad = Files.writeString(home.resolve("bad.jsonl"), "{\"id\":\"x\",\"text\":\"fine\"}\n{\"id\":7}\n");
        ClusterJob job = insertTraps();
        List<String> arguments = new ArrayList<>(arguments(job, home.resolve("out")));
        arguments.set(arguments.indexOf("--input") + 1, bad.toString());
        arguments.addAll(List.of("--report", home.resolve("report.json").toString()));
        try {
            cluster.submit(job.job(), ONE_CORE, arguments).ends(3);
            assertThat(home.resolve("report.json"))
                    .content()
                    .contains("\"exitCode\":3")
                    .contains("bad.jsonl, line 2");
            try (Stream<Path> left = Files.list(home)) {
                assertThat(left.map(file -> String.valueOf(file.getFileName())))
                        .containsExactlyInAnyOrder("bad.jsonl", "report.json");
            }
        } catch (Exception | AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + cluster.logs(), e);
        }
    }

    private static List<String> arguments(ClusterJob job, Path out) {
        List<String> arguments = new ArrayList<>(job.arguments());
        arguments.addAll(List.of("--out", out.toString()));
        return arguments;
    }

    private static Path corpus() {
        return folder.resolve("corpus");
    }

    /** Many files that take about as long as each other. */
    private static void writeCorpus() throws IOException {
        Files.createDirectories(corpus());
        RandomGenerator random = RandomStream.of(1, "corpus");
        for (int file = 0; file < FILES; file++) {
            String name = String.format(Locale.ROOT, "part-%03d.jsonl%s", file, file % 3 == 1 ? ".zst" : "");
            Path path = corpus().resolve(name);
            try (OutputStream out = Compression.of(path.toString()).encode(Files.newOutputStream(path))) {
                for (int row = 0; row < ROWS; row++) {
                    StringBuilder text = new StringBuilder();
                    for (int word = 0; word < 60; word++) {
                        text.append(Integer.toString(random.nextInt(1 << 20), 36))
                                .append(word % 12 == 11 ? ". " : " ");
                    }
                    String line = "{\"id\":\"" + file + "-" + row + "\",\"text\":\"" + text + "\"}\n";
                    out.write(line.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }
}
