package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabTrainCommandTest {
    @TempDir
    private Path folder;

    private Path corpus = Path.of("");

    @BeforeEach
    void write() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 24; i++) {
            rows.append("{\"id\":\"d" + i + "\",\"text\":\"the union of year " + i * 37 + " is strong\"}\n");
        }
        corpus = Files.writeString(folder.resolve("corpus.jsonl"), rows);
    }

    private Run train(String name, Object... more) {
        List<Object> args = new ArrayList<>(
                List.of("lab", "train", "--input", corpus, "--out", folder.resolve(name), "--threads", 1, "-q"));
        args.addAll(List.of("--layers", 1, "--hidden", 16, "--heads", 2, "--vocabulary", 280, "--sequence", 24));
        args.addAll(List.of("--batch", 4, "--checkpoint-every", 3));
        args.addAll(List.of(more));
        return Run.of(args.toArray());
    }

    private byte[] weights(String model) throws IOException {
        return Files.readAllBytes(folder.resolve(model).resolve("model.safetensors"));
    }

    @Test
    void trainsFineTunesWritesAndReshuffles() throws IOException {
        Run first = train("a", "--json").done();
        int steps = first.result().path("steps").asInt();
        assertThat(steps).isEqualTo((first.result().path("sequences").asInt() + 3) / 4);
        assertThat(first.json()
                        .path("manifest")
                        .path("inputs")
                        .path(0)
                        .path("path")
                        .asText())
                .isEqualTo(corpus.toString());
        assertThat(first.json().path("manifest").path("seed").asInt()).isZero();
        assertThat(train("a", "--json").done().out()).isEqualTo(first.out());
        Run.of(
                        "provenance",
                        "query",
                        "--transcript",
                        folder.resolve("a/sequences.jsonl"),
                        "--model",
                        folder.resolve("a/model"),
                        "--threads",
                        1,
                        "-q")
                .done();

        Run again = Run.of(
                        "lab",
                        "train",
                        "--from",
                        folder.resolve("a/checkpoints/step-3"),
                        "--reshuffle-last",
                        0.4,
                        "--copies",
                        2,
                        "--input",
                        corpus,
                        "--out",
                        folder.resolve("r"),
                        "--threads",
                        1,
                        "-q",
                        "--json")
                .done();
        assertThat(again.result().path("models")).hasSize(3);
        assertThat(options(again).path("plan").path("batchSize").asInt()).isEqualTo(4);
        assertThat(options(again).has("batch")).isFalse();
        assertThat(weights("r/true-order/model")).isEqualTo(weights("a/model"));
        assertThat(weights("r/reshuffled-1/model"))
                .isNotEqualTo(weights("a/model"))
                .isNotEqualTo(weights("r/reshuffled-2/model"));

        Run.of(
                        "lab",
                        "finetune",
                        "--model",
                        folder.resolve("a/model"),
                        "--input",
                        corpus,
                        "--out",
                        folder.resolve("b"),
                        "--epochs",
                        2,
                        "--learning-rate",
                        0.0003,
                        "--threads",
                        1,
                        "-q")
                .done();
        assertThat(weights("b/model")).isNotEqualTo(weights("a/model"));

        Path texts = folder.resolve("texts.jsonl");
        Object[] generate = {
            "lab",
            "generate",
            "--model",
            folder.resolve("b/model"),
            "--count",
            2,
            "--temperature",
            1,
            "--max-tokens",
            5,
            "--seed",
            4,
            "--out",
            texts,
            "--threads",
            1,
            "-q",
            "--force"
        };
        Run.of(generate).done();
        String written = Files.readString(texts);
        assertThat(written).hasLineCount(2).contains("\"id\":\"text-1\"");
        Run.of(generate).done();
        assertThat(Files.readString(texts)).isEqualTo(written);
        Run.of(
                        "lab",
                        "generate",
                        "--model",
                        folder.resolve("b/model"),
                        "--prompts",
                        corpus,
                        "--max-tokens",
                        1,
                        "--out",
                        folder.resolve("ends.jsonl"),
                        "--threads",
                        1,
                        "-q")
                .done();
        JsonNode row = new ObjectMapper()
                .readTree(Files.readAllLines(folder.resolve("ends.jsonl")).get(1));
        assertThat(row.path("id").asText()).isEqualTo("d1");
        assertThat(row.path("metadata").path("prompt").asText()).isEqualTo("the union of year 37 is strong");
    }

    @Test
    void aFolderIsOneRuns() throws IOException {
        train("a").done();
        Path run = folder.resolve("a");
        train("a", "--seed", 8)
                .refused(
                        ExitCode.USAGE,
                        run + ": holds a run of other options or another input; choose another folder, or --force to"
                                + " begin anew");
        train("a", "--epochs", 2, "--force").done();
        assertThat(Files.readAllLines(run.resolve("losses.jsonl"))).hasSizeGreaterThan(8);
        Path other = Files.createDirectory(folder.resolve("letters"));
        Files.writeString(other.resolve("letter.txt"), "dear");
        train("letters", "--force")
                .refused(ExitCode.USAGE, other + " is not the folder of a run; --force replaces nothing else");
        Files.writeString(corpus, "{\"id\":\"x\",\"text\":\"another corpus\"}\n");
        Run.of(
                        "lab",
                        "train",
                        "--from",
                        run.resolve("checkpoints/step-3"),
                        "--reshuffle-last",
                        0.4,
                        "--input",
                        corpus,
                        "--out",
                        folder.resolve("r"),
                        "--threads",
                        1,
                        "-q")
                .refused(
                        ExitCode.BAD_INPUT,
                        "the input is not what " + run.resolve("checkpoints/step-3") + " was trained on");
    }

    @Test
    void whatCannotBeTrainedOnLeavesNothing() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.jsonl"), "");
        Run.of("lab", "train", "--input", empty, "--out", folder.resolve("a"))
                .refused(
                        ExitCode.BAD_INPUT, "the input has 0 documents and none with a token to predict; give it text");
        assertThat(folder.resolve("a")).doesNotExist();
        Run.of("lab", "train", "--input", corpus, "--out", empty)
                .refused(ExitCode.USAGE, empty + " is a file; --out names the folder of the run");
    }

    @Test
    void nothingIsDeletedThatTheNewRunNeeds() throws IOException {
        train("a").done();
        Path model = folder.resolve("a/model");
        Path step = folder.resolve("a/checkpoints/step-3");
        Path run = folder.resolve("a");
        Path inside = Files.copy(corpus, run.resolve("corpus.jsonl"));
        Run.of("lab", "finetune", "--model", model, "--input", corpus, "--out", run, "--force")
                .refused(ExitCode.USAGE, kept(model, run));
        Run.of("lab", "finetune", "--model", model, "--input", inside, "--out", run, "--force")
                .refused(ExitCode.USAGE, kept(inside, run));
        Run.of("lab", "train", "--from", step, "--reshuffle-last", 0.4, "--input", corpus, "--out", run, "--force")
                .refused(ExitCode.USAGE, kept(step, run));
        Path missing = folder.resolve("missing.jsonl");
        Run.of("lab", "train", "--input", missing, "--out", run, "--force")
                .failed(ExitCode.BAD_INPUT, missing.toString());
        assertThat(model.resolve("model.safetensors")).exists();
    }

    private static String kept(Path source, Path run) {
        return source + " lies in " + run + ", which --force would delete; choose another --out";
    }

    @Test
    void smallModelsTrainOnOneThread() throws IOException {
        assertThat(threads()).isOne();
        assertThat(threads("--threads", 2)).isEqualTo(2);
        LabSession session = new LabSession(new CommonOptions(), 0);
        assertThat(session.threads(9_999_999)).isOne();
        assertThat(session.threads(10_000_000)).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    /** As the manifest of a small run has them. */
    private int threads(Object... more) throws IOException {
        List<Object> args = new ArrayList<>(List.of("lab", "train", "--input", corpus));
        args.addAll(List.of("--out", folder.resolve("of-" + more.length), "--layers", 1, "--hidden", 16));
        args.addAll(List.of("--vocabulary", 280, "-q", "--json"));
        args.addAll(List.of(more));
        return options(Run.of(args.toArray()).done()).path("threads").asInt();
    }

    private static JsonNode options(Run run) throws IOException {
        return run.json().path("manifest").path("options");
    }

    @Test
    void usageIsCheckedFirst() {
        Path none = folder.resolve("none");
        String see = " (see palimpsest lab train --help)";
        Run.of("lab", "train", "--input", none, "--out", none, "--from", none)
                .refused(ExitCode.USAGE, "--from and --reshuffle-last go together" + see);
        Run.of("lab", "train", "--input", none, "--out", none, "--heads", 3)
                .refused(ExitCode.USAGE, "hiddenSize / heads must be an even whole number, got 128 / 3" + see);
        Run.of("lab", "train", "--input", none, "--out", none, "--clip", "-1")
                .refused(ExitCode.USAGE, "clipNorm must be positive, got -1.0" + see);
        Run.of("lab", "train", "--input", none, "--out", none, "--vocabulary", 100)
                .refused(ExitCode.USAGE, "--vocabulary must be at least 257, got 100" + see);
        Run.of("lab", "generate", "--model", none, "--out", none)
                .refused(ExitCode.USAGE, "give either --prompts or --count (see palimpsest lab generate --help)");
        assertThat(none).doesNotExist();
        Run.of("lab", "train", "--input", none, "--out", none, "--copies", 2)
                .refused(ExitCode.USAGE, "--copies goes with --from" + see);
        for (Object[] fixed : new Object[][] {{"--layers", 4}, {"--learning-rate", 1e-3}, {"--seed", 0}}) {
            Run.of(
                            "lab",
                            "train",
                            "--input",
                            none,
                            "--out",
                            none,
                            "--from",
                            none,
                            "--reshuffle-last",
                            0.5,
                            fixed[0],
                            fixed[1])
                    .refused(
                            ExitCode.USAGE,
                            fixed[0] + " cannot be given with --from, the checkpoint has fixed it; leave it out, or"
                                    + " train anew without --from" + see);
        }
        train("w", "--warmup", 10_000)
                .refused(ExitCode.BAD_INPUT, "the warm-up must be at most the 6 steps of the run, got 10000");
    }
}
