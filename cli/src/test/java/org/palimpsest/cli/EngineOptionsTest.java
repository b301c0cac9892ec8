package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --engine spark} makes of a command: a spark-submit that notes down how it was called stands in for Spark's. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-in is a shell script")
class EngineOptionsTest {
    private static final String DONE =
            "'{\"spark\":\"4.2.0\",\"result\":{\"placements\":1234,\"documents\":56}}' > \"$report\"; exit 0";

    @TempDir
    private Path folder;

    private Path traps = Path.of("");
    private Path jar = Path.of("");

    @BeforeEach
    void write() throws IOException {
        Path registry = folder.resolve("registry");
        Run.of("traps", "generate", "--count", 4, "--controls", 3, "--words", 5, "--seed", 1, "--out", registry)
                .done();
        traps = registry.resolve("traps.jsonl");
        jar = Files.writeString(folder.resolve("jobs.jar"), "jar");
    }

    /** A program that notes its arguments, one a line, and the key and who may read it; then it ends as it is told. */
    private Path submitter(String end) throws IOException {
        Path script = folder.resolve("spark-submit");
        Files.writeString(script, """
                #!/bin/sh
                cd "%s" || exit 99
                printf '%%s\\n' "$@" > arguments
                while [ $# -gt 0 ]; do
                  case "$1" in
                    --key-file) cp "$2" key; ls -l "$2" | cut -c1-10 > mode; ls -ld "$(dirname "$2")" | cut -c1-10 >> mode ;;
                    --report) report=$2 ;;
                  esac
                  shift
                done
                echo "said on stdout"
                echo "said on stderr" >&2
                echo %s
                """.formatted(folder, end));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private Run insert(Path submitter, Object... more) {
        List<Object> words = new ArrayList<>(List.of(
                "traps",
                "insert",
                "--engine",
                "spark",
                "--spark-submit",
                submitter,
                "--jobs-jar",
                jar,
                "--traps",
                traps));
        words.addAll(Arrays.asList(more));
        return Run.of(words.toArray());
    }

    @Test
    void aJobIsSubmittedWithItsArgumentsAndTheKeyInAFileOfItsOwner() throws IOException {
        Run run = insert(
                submitter(DONE),
                "--master",
                "spark://host:7077",
                "--spark-conf",
                "spark.executor.memory=2g",
                "--spark-conf",
                "spark.app.note=two words; $HOME",
                "--input",
                "s3a://bucket/corpus",
                "hdfs:///more",
                "--out",
                "s3a://bucket/marked",
                "--documents",
                7,
                "--json");
        assertThat(run.code()).as(run.err()).isZero();
        List<String> arguments = Files.readAllLines(folder.resolve("arguments"));
        Path key = Path.of(arguments.get(arguments.indexOf("--key-file") + 1));
        Path report = Path.of(arguments.get(arguments.indexOf("--report") + 1));
        assertThat(arguments)
                .containsExactly(
                        "--deploy-mode",
                        "client",
                        "--master",
                        "spark://host:7077",
                        "--conf",
                        "spark.executor.memory=2g",
                        "--conf",
                        "spark.app.note=two words; $HOME",
                        "--class",
                        "org.palimpsest.spark.InsertTrapsJob",
                        jar.toString(),
                        "--traps",
                        traps.toString(),
                        "--out",
                        "s3a://bucket/marked",
                        "--input",
                        "s3a://bucket/corpus",
                        "hdfs:///more",
                        "--position",
                        "latter-half",
                        "--as",
                        "text",
                        "--budget",
                        "none",
                        "--per-document",
                        "1",
                        "--copies",
                        "1",
                        "--documents",
                        "7",
                        "--key-file",
                        key.toString(),
                        "--report",
                        report.toString());
        String secret = Files.readString(folder.resolve("key"));
        assertThat(secret).matches("[0-9a-f]{64}");
        assertThat(arguments).noneMatch(argument -> argument.contains(secret));
        assertThat(folder.resolve("mode")).hasContent("-rw-------\ndrwx------");
        assertThat(key).doesNotExist();
        assertThat(key.getParent()).doesNotExist();
        assertThat(run.err()).isEqualTo("said on stdout\nsaid on stderr\n");
        assertThat(run.result().path("placements").asLong()).isEqualTo(1234);
        assertThat(run.result().path("documents").asLong()).isEqualTo(56);
        assertThat(run.json().path("manifest").path("engines").path("spark").asText())
                .isEqualTo("4.2.0");
        assertThat(run.json().path("manifest").path("options").has("master")).isFalse();
    }

    @Test
    void quietKeepsTheClusterQuiet() throws IOException {
        Run run = insert(submitter(DONE), "-q", "--input", "in.jsonl", "--out", folder.resolve("out"));
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .isEqualTo("1,234 copies in 56 documents; see " + folder.resolve("out/placements.jsonl")
                        + System.lineSeparator());
    }

    @Test
    void whatTheJobFoundWrongBecomesTheExitCode() throws IOException {
        Object[] rest = {"-q", "--input", "in.jsonl", "--out", folder.resolve("out")};
        insert(submitter("'{\"error\":\"in.jsonl, line 3: is torn\",\"exitCode\":3}' > \"$report\"; exit 3"), rest)
                .refused(ExitCode.BAD_INPUT, "in.jsonl, line 3: is torn");
        insert(submitter("'{\"error\":\"no executor is left\",\"exitCode\":4}' > \"$report\"; exit 4"), rest)
                .refused(ExitCode.FAILED, "no executor is left");
        insert(submitter("'{\"error\":\"--as: is odd\",\"exitCode\":2}' > \"$report\"; exit 2"), rest)
                .failed(ExitCode.USAGE, "--as: is odd");
        insert(submitter("begin; exit 1"), rest)
                .refused(
                        ExitCode.FAILED,
                        "spark-submit ended with exit code 1 before the job began or while it ran;"
                                + " what it said above tells why");
        insert(submitter("begin; exit 0"), rest).failed(ExitCode.FAILED, "spark-submit ended with exit code 0 before");
        insert(submitter(DONE.replace("exit 0", "exit 1")), rest)
                .failed(ExitCode.FAILED, "the job has written its output, but spark-submit ended with exit code 1");
        try (var left = Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "palimpsest-spark*")) {
            assertThat(left).as("folders with keys").isEmpty();
        }
    }

    @Test
    void whatCannotBeSubmittedIsRefusedBeforeAnythingIsStarted() throws IOException {
        Path submitter = submitter(DONE);
        Path out = folder.resolve("out");
        insert(submitter, "--input", "x", "--out", out, "--dry-run")
                .failed(ExitCode.USAGE, "--dry-run and --tokenizer need --engine local");
        insert(submitter, "--input", "x", "--out", out, "--position", "nowhere").failed(ExitCode.USAGE, "--position: ");
        insert(submitter, "--input", "x", "--out", out, "--spark-conf", "spark.submit.deployMode=cluster")
                .failed(ExitCode.USAGE, "--spark-conf: spark.submit.deployMode must be client");
        insert(folder.resolve("none"), "--input", "x", "--out", out)
                .refused(ExitCode.BAD_INPUT, folder.resolve("none") + ": there is no such file or folder");
        Files.createDirectory(out);
        insert(submitter, "--input", "x", "--out", out)
                .failed(ExitCode.USAGE, out + " is there already; choose another name, or --force");
        Run.of("traps", "insert", "--engine", "spark", "--traps", traps, "--input", "x", "--out", "s3a://b/out")
                .failed(ExitCode.USAGE, "missing option --jobs-jar");
        assertThat(folder.resolve("arguments")).doesNotExist();
    }
}
