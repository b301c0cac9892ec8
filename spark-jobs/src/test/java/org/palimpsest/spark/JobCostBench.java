package org.palimpsest.spark;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.palimpsest.corpus.index.CorpusFiles;
import org.palimpsest.corpus.index.IndexBuilder;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.traps.insertion.CorpusInsertion;
import org.palimpsest.traps.insertion.InsertionPlan;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.RegistryOptions;
import org.palimpsest.traps.registry.TrapRegistry;

/**
 * What jobs cost beside the same work on one machine. Run by hand: {@code JobCostBench all FOLDER ROUNDS MEGABYTES...} writes
 * corpora of 8 files, runs insertion and the building of an index in a new process each, engines in turn, and prints a row for
 * each: job, engine, megabytes, seconds of wall time, seconds of all processors until the session stands and to the end, and the
 * most memory the process held, in MiB. Options of the Java that runs it, such as {@code -Xmx}, go to the processes.
 */
final class JobCostBench {
    private static final int FILES = 8;
    private static final int SHARDS = 4;
    private static final double SECOND = 1e9;
    private static final List<String> ENGINES = List.of("local", "spark1", "spark2");

    private JobCostBench() {}

    /**
     * Measures.
     *
     * @param args what to do
     * @throws Exception if a run fails
     */
    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        if (args[0].equals("once")) {
            out.println(once(args[1], args[2], Path.of(args[3]), Path.of(args[4])));
            return;
        }
        Path folder = Path.of(args[1]);
        int rounds = Integer.parseInt(args[2]);
        for (String size : Arrays.asList(args).subList(3, args.length)) {
            int megabytes = Integer.parseInt(size);
            for (String job : List.of("insert", "index")) {
                Path corpus = folder.resolve(job + megabytes);
                if (!Files.exists(corpus)) {
                    write(job, corpus, megabytes);
                }
                for (int round = 0; round < rounds; round++) {
                    for (String engine : ENGINES) {
                        Path target = folder.resolve("out");
                        out.println(apart(job, engine, corpus, target));
                        delete(target);
                    }
                }
            }
        }
    }

    /** Runs one in a process of its own and gives its row. */
    private static String apart(String job, String engine, Path corpus, Path target) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), JobCostBench.class.getName(), "once"));
        command.addAll(List.of(job, engine, corpus.toString(), target.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(job + " by " + engine + " ended with exit code " + process.exitValue());
        }
        return said.lines().reduce("", (before, line) -> line);
    }

    private static String once(String job, String engine, Path corpus, Path target) throws IOException {
        long bytes;
        try (Stream<Path> files = Files.list(corpus)) {
            bytes = files.mapToLong(file -> file.toFile().length()).sum();
        }
        double session = 0;
        if (engine.equals("local")) {
            local(job, corpus, target);
        } else {
            try (SparkSession spark = SparkSession.builder()
                    .master("local[" + engine.substring("spark".length()) + "]")
                    .config("spark.ui.enabled", "false")
                    .config("spark.driver.host", "127.0.0.1")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .getOrCreate()) {
                session = processors();
                spark(spark, job, corpus, target);
            }
        }
        double wall = (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1000.0;
        return String.format(
                Locale.ROOT,
                "%s,%s,%d,%.1f,%.1f,%.1f,%d",
                job,
                engine,
                bytes / 1_000_000,
                wall,
                session,
                processors(),
                peak());
    }

    private static double processors() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / SECOND;
    }

    /** The most memory that this process held at once, in MiB; Linux only. */
    private static long peak() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElse(0);
    }

    private static InsertionPlan plan() {
        TrapRegistry registry =
                TrapRegistry.generate(RegistryOptions.defaults().withCount(100).withControls(1), MasterKey.practice(1));
        return InsertionPlan.ofDocuments(registry.traps(), MasterKey.practice(2), 1000);
    }

    private static IndexBuilder.Options build() {
        return IndexBuilder.Options.defaults().withShards(SHARDS).withThreads(1);
    }

    private static void local(String job, Path corpus, Path target) throws IOException {
        if (job.equals("insert")) {
            CorpusInsertion.of(plan()).insert(List.of(corpus), target, Progress.none());
            return;
        }
        try (CorpusFiles documents = new CorpusFiles(List.of(corpus), 0)) {
            IndexBuilder.withDefaults().with(build()).build(documents, target, Existing.REFUSE);
        }
    }

    private static void spark(SparkSession spark, String job, Path corpus, Path target) throws IOException {
        List<String> inputs = List.of(corpus.toString());
        if (job.equals("insert")) {
            InsertTrapsJob.run(spark, new InsertTrapsJob.Options(plan(), inputs, target.toString(), Existing.REFUSE));
        } else {
            IndexJob.run(spark, IndexJob.Options.ofTokens(build(), inputs, target.toString()));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void write(String job, Path corpus, int megabytes) throws IOException {
        Files.createDirectories(corpus);
        RandomGenerator random = RandomStream.of(megabytes, job);
        for (int file = 0; file < FILES; file++) {
            long left = megabytes * 1_000_000L / FILES;
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(corpus.resolve("part-" + file + ".jsonl")))) {
                for (int row = 0; left > 0; row++) {
                    String id = "{\"id\":\"" + file + "-" + row + "\",";
                    byte[] line = (id + (job.equals("insert") ? text(random) : tokens(random)) + "}\n")
                            .getBytes(StandardCharsets.UTF_8);
                    out.write(line);
                    left -= line.length;
                }
            }
        }
    }

    private static String tokens(RandomGenerator random) {
        int[] ids = random.ints(500, 0, 50_000).toArray();
        return "\"tokens\":" + Arrays.toString(ids).replace(" ", "");
    }

    private static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder("\"text\":\"");
        for (int word = 0; word < 400; word++) {
            text.append(Integer.toString(random.nextInt(1 << 20), 36)).append(word % 12 == 11 ? ". " : " ");
        }
        return text.append('"').toString();
    }
}
