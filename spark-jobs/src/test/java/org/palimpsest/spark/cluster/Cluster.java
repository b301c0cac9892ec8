package org.palimpsest.spark.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A cluster of Spark's own daemons, each a process, made of the jars of this process's class path: a Master and Workers of one
 * core on loopback addresses. All processes end when it is closed, or with this process.
 */
final class Cluster implements AutoCloseable {
    private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://127\\.0\\.0\\.1:[0-9]+)");
    private static final Pattern NOT_SPARKS =
            Pattern.compile("(org/palimpsest|ai/djl|org/junit|org/assertj|org/openjdk/jmh)/.*");
    private static final long START_SECONDS = 120;

    private final Path folder;
    private final Path assembly;
    private final String java;
    private final Map<String, Process> daemons = new TreeMap<>();
    private final List<ProcessHandle> all = new ArrayList<>();
    private final Thread hook = new Thread(this::killAll, "end of cluster");
    private String master = "";
    private int runs;

    private Cluster(Path folder, Path assembly) {
        this.folder = folder;
        this.assembly = assembly;
        this.java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * Starts a Master.
     *
     * @param folder for logs and all that the cluster writes; absolute
     * @param assembly what is submitted
     */
    static Cluster start(Path folder, Path assembly) throws Exception {
        Cluster cluster = new Cluster(folder, assembly);
        Runtime.getRuntime().addShutdownHook(cluster.hook);
        try {
            cluster.furnish();
            cluster.daemon(
                    "master",
                    "127.0.0.1",
                    List.of(
                            "org.apache.spark.deploy.master.Master",
                            "--host",
                            "127.0.0.1",
                            "--port",
                            "0",
                            "--webui-port",
                            "0"));
            cluster.master = cluster.awaitLine("master", MASTER, 1);
        } catch (Exception | Error e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    /** The home that Spark's scripts and daemons expect: its jars, none of ours, and what is logged. */
    private void furnish() throws IOException {
        for (String name : List.of("logs", "home/jars", "home/conf", "home/bin", "work", "scratch", "events")) {
            Files.createDirectories(folder.resolve(name));
        }
        Set<String> ours = new HashSet<>(Assembly.entries(assembly));
        List<String> path = List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
        for (String entry : new LinkedHashSet<>(path)) {
            Path jar = Path.of(entry).toAbsolutePath();
            if (entry.endsWith(".jar")
                    && Assembly.entries(jar).stream()
                            .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                            .noneMatch(name -> ours.contains(name)
                                    || NOT_SPARKS.matcher(name).matches())) {
                Files.createSymbolicLink(folder.resolve("home/jars").resolve(jar.getFileName()), jar);
            }
        }
        Files.writeString(folder.resolve("home/conf/log4j2.properties"), """
                rootLogger.level = warn
                rootLogger.appenderRef.console.ref = console
                appender.console.type = Console
                appender.console.name = console
                appender.console.target = SYSTEM_ERR
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = %d{HH:mm:ss.SSS} %p %c{1}: %m%n%ex
                logger.deploy.name = org.apache.spark.deploy
                logger.deploy.level = info
                logger.attempts.name = org.apache.spark.scheduler.TaskSetManager
                logger.attempts.level = info
                logger.native.name = org.apache.hadoop.util.NativeCodeLoader
                logger.native.level = error
                """);
        Path submit = folder.resolve("home/bin/spark-submit");
        Files.writeString(
                submit,
                "#!/bin/sh\nexec \"" + String.join("\" \"", jvm("512m"))
                        + "\" org.apache.spark.deploy.SparkSubmit \"$@\"\n");
        if (!submit.toFile().setExecutable(true)) {
            throw new IOException(submit + ": cannot be made executable");
        }
    }

    private List<String> jvm(String memory) {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.removeIf(option -> option.startsWith("--add-modules"));
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Xmx" + memory,
                "-Djava.io.tmpdir=" + folder.resolve("scratch"),
                "-Dspark.master.rest.enabled=false",
                "-cp",
                folder.resolve("home/conf") + File.pathSeparator + folder.resolve("home/jars") + "/*"));
        return command;
    }

    private Process begin(String name, String address, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(name).toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(variable -> variable.startsWith("SPARK_"));
        environment.put("SPARK_HOME", folder.resolve("home").toString());
        environment.put("SPARK_SCALA_VERSION", "2.13");
        environment.put("SPARK_LOCAL_IP", address);
        environment.put("SPARK_LOCAL_DIRS", folder.resolve("scratch").toString());
        Process process = builder.start();
        synchronized (all) {
            all.add(process.toHandle());
        }
        return process;
    }

    private void daemon(String name, String address, List<String> arguments) throws IOException {
        List<String> command = jvm("256m");
        command.addAll(arguments);
        daemons.put(name, begin(name, address, command));
    }

    private Process named(String name) {
        return Objects.requireNonNull(daemons.get(name), name);
    }

    private Path log(String name) {
        return folder.resolve("logs").resolve(name + ".log");
    }

    /** Waits until a line has come so many times, and gives its first group, or all of it. */
    private String awaitLine(String name, Pattern line, int times) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < end) {
            Matcher found = line.matcher(Files.readString(log(name)));
            for (int i = 1; found.find(); i++) {
                if (i == times) {
                    return found.group(found.groupCount());
                }
            }
            if (!named(name).isAlive()) {
                break;
            }
            Thread.sleep(50);
        }
        throw new IOException(name + " did not say \"" + line + "\"\n" + logs());
    }

    /** Starts a Worker of one core; hosts differ, so that Spark may put a second attempt of a task beside the first. */
    void startWorker(String name, String host) throws Exception {
        daemon(
                name,
                host,
                List.of(
                        "org.apache.spark.deploy.worker.Worker",
                        "--host",
                        host,
                        "--port",
                        "0",
                        "--webui-port",
                        "0",
                        "--cores",
                        "1",
                        "--memory",
                        "1g",
                        "--work-dir",
                        folder.resolve("work").resolve(name).toString(),
                        master));
        awaitLine(name, Pattern.compile("Successfully registered with master"), 1);
    }

    /** Stops the executors of Workers where they are, as machines that hang do; the Workers themselves go on. */
    void suspend(Collection<String> workers) throws Exception {
        signal(workers, "STOP");
    }

    /** Lets the executors of Workers go on that were stopped. */
    void resume(Collection<String> workers) throws Exception {
        signal(workers, "CONT");
    }

    /** Sends one signal to all, so that they get it within a few milliseconds. */
    private void signal(Collection<String> workers, String signal) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -" + signal + " \"$@\"", "kill"));
        for (String worker : workers) {
            named(worker).descendants().forEach(executor -> command.add(Long.toString(executor.pid())));
        }
        if (command.size() > 4
                && new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("executors of " + workers + " take no signal " + signal);
        }
    }

    /** Names of all Workers that run. */
    List<String> workers() {
        return daemons.keySet().stream().filter(name -> !name.equals("master")).toList();
    }

    /**
     * Ends a Worker and its executors as a failing machine does, without a word.
     *
     * @return how many executors it had
     */
    int kill(String worker) throws Exception {
        Process process = named(worker);
        daemons.remove(worker);
        List<ProcessHandle> executors = process.descendants().toList();
        process.destroyForcibly();
        executors.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
        for (ProcessHandle executor : executors) {
            executor.onExit().get(START_SECONDS, TimeUnit.SECONDS);
        }
        return executors.size();
    }

    /**
     * Begins to submit a job as a user does.
     *
     * @param job its class
     * @param settings of Spark, beside those that keep it on loopback
     * @param arguments of the job
     */
    Submission submit(Class<?> job, Map<String, String> settings, List<String> arguments) throws IOException {
        String name = "submit-" + runs++;
        List<String> command = new ArrayList<>(List.of(
                folder.resolve("home/bin/spark-submit").toString(), "--master", master, "--class", job.getName()));
        Map<String, String> all = new TreeMap<>(settings);
        all.put("spark.driver.host", "127.0.0.1");
        all.put("spark.driver.bindAddress", "127.0.0.1");
        all.put("spark.ui.enabled", "false");
        all.put("spark.executor.memory", "512m");
        all.put("spark.executor.cores", "1");
        all.put("spark.executor.extraJavaOptions", "-XX:+UseSerialGC");
        Path events = Files.createDirectories(folder.resolve("events").resolve(name));
        all.put("spark.eventLog.enabled", "true");
        all.put("spark.eventLog.rolling.enabled", "false");
        all.put("spark.eventLog.compress", "false");
        all.put("spark.eventLog.dir", events.toUri().toString());
        all.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
        command.add(assembly.toString());
        command.addAll(arguments);
        return new Submission(begin(name, "127.0.0.1", command), log(name), events);
    }

    /** The ends of all logs, the executors' too. */
    String logs() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> said = Files.walk(folder.resolve("logs"));
                Stream<Path> executors = Files.walk(folder.resolve("work"))) {
            Stream<Path> files = Stream.concat(said, executors);
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".log") || file.endsWith("stderr"))
                    .sorted()
                    .toList()) {
                List<String> lines = Files.readAllLines(file);
                text.append("==> ").append(folder.relativize(file)).append('\n');
                lines.subList(Math.max(0, lines.size() - 40), lines.size())
                        .forEach(line -> text.append(line).append('\n'));
            }
        }
        return text.toString();
    }

    private void killAll() {
        synchronized (all) {
            List<ProcessHandle> family = new ArrayList<>();
            for (ProcessHandle process : all) {
                family.addAll(process.descendants().toList());
                family.add(process);
            }
            family.forEach(ProcessHandle::destroyForcibly);
            for (ProcessHandle process : family) {
                try {
                    process.onExit().get(10, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (ExecutionException | TimeoutException e) {
                    throw new IllegalStateException("process " + process.pid() + " does not end", e);
                }
            }
            all.clear();
        }
    }

    @Override
    public void close() throws IOException {
        killAll();
        Runtime.getRuntime().removeShutdownHook(hook);
        try (Stream<Path> links = Files.list(folder.resolve("home/jars"))) {
            for (Path link : links.toList()) {
                Files.delete(link);
            }
        }
    }
}
