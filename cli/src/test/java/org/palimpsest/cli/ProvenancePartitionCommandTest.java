package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Six documents of one word each and a common one; document d is trained on at step d. */
class ProvenancePartitionCommandTest {
    @TempDir
    private static Path folder;

    private static Path index = Path.of("");
    private static Path orderless = Path.of("");

    @BeforeAll
    static void build() throws IOException {
        StringBuilder documents = new StringBuilder();
        StringBuilder order = new StringBuilder();
        for (int d = 0; d < 6; d++) {
            documents.append(String.format(
                    Locale.ROOT,
                    "{\"id\":\"d%d\",\"source\":\"%s\",\"tokens\":[1,1%d,2%d,3%d]}%n",
                    d,
                    d % 2 == 0 ? "even" : "odd",
                    d,
                    d,
                    d));
            order.append(String.format(Locale.ROOT, "{\"index\":%d,\"id\":\"d%d\",\"step\":%d}%n", d, d, 10 * d));
        }
        Path corpus = Files.writeString(folder.resolve("corpus.jsonl"), documents);
        Path transcript = Files.writeString(folder.resolve("order.jsonl"), order);
        index = folder.resolve("index");
        orderless = folder.resolve("orderless");
        assertThat(Run.of(
                                "index",
                                "build",
                                "--tokens",
                                "-q",
                                "--input",
                                corpus,
                                "--transcript",
                                transcript,
                                "--out",
                                index)
                        .code())
                .isZero();
        assertThat(Run.of("index", "build", "--tokens", "-q", "--input", corpus, "--out", orderless)
                        .code())
                .isZero();
    }

    private static Path texts(String... tokens) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < tokens.length; i++) {
            rows.append("{\"id\":\"t")
                    .append(i)
                    .append("\",\"tokens\":[")
                    .append(tokens[i])
                    .append("]}\n");
        }
        return Files.writeString(folder.resolve("texts.jsonl"), rows);
    }

    private static Run partition(Object... more) {
        List<Object> args = new ArrayList<>(List.of("provenance", "partition"));
        args.addAll(Arrays.asList(more));
        return Run.of(args.toArray());
    }

    private static String message(Run run, ExitCode code) {
        assertThat(run.code()).isEqualTo(code.code());
        assertThat(run.out()).isEmpty();
        return run.err();
    }

    /** The words of documents 1 (once), 2, 3, 4 and 5 (more and more often), each text different. */
    private static Path later() throws IOException {
        List<String> texts = new ArrayList<>();
        for (int d = 1; d < 6; d++) {
            for (int times = 1; times <= d; times++) {
                texts.add(String.format(Locale.ROOT, "1%d,2%d,9%d", d, d, times));
            }
        }
        return texts(texts.toArray(String[]::new));
    }

    @Test
    void numbersAreThoseWorkedOutByHand() throws IOException {
        Run run = partition("--index", index, "--input", later(), "--json").done();
        assertThat(run.json().path("command").asText()).isEqualTo("provenance partition");
        JsonNode result = run.result();
        assertThat(result.path("n").asInt()).isEqualTo(6);
        assertThat(result.path("dropped").asInt()).isZero();
        assertThat(result.path("statistic").asDouble()).isCloseTo(1, within(1e-12));
        // weights 0 1 2 3 4 5: one order of 720 is so good
        assertThat(result.path("permutationP").asDouble()).isCloseTo(1 / 720.0, within(1e-12));
        assertThat(result.path("permutations").asInt()).isEqualTo(719);
        assertThat(result.path("p").asDouble()).isCloseTo(1 / 720.0, within(1e-12));
        assertThat(result.path("log10P").asDouble()).isCloseTo(-Math.log10(720), within(1e-12));
        assertThat(result.path("method").asText())
                .isEqualTo("exact (p, log10P); exact (permutationP); asymptotic (normalLog10P)");
        assertThat(result.path("verdict").asText()).isEqualTo("consistent-unverified");
        assertThat(result.path("meanStep").asDouble())
                .isCloseTo((10 + 2 * 20 + 3 * 30 + 4 * 40 + 5 * 50) / 15.0, within(1e-12));
        assertThat(result.path("expectedMeanStep").asDouble()).isCloseTo(25, within(1e-12));
        assertThat(result.path("texts").asInt()).isEqualTo(15);
        assertThat(result.path("matched").asInt()).isEqualTo(15);
        assertThat(result.path("histogram")).hasSize(51);
        assertThat(result.path("histogram").path(50).path("weight").asDouble()).isEqualTo(5);
        assertThat(run.json().path("manifest").path("options").path("weights").asText())
                .isEqualTo("share");
        assertThat(run.json().path("manifest").path("inputs")).hasSize(2);
    }

    @Test
    void optionsReachTheTest() throws IOException {
        Path texts = later();
        JsonNode mean = partition(
                        "--index",
                        index,
                        "--input",
                        texts,
                        "--statistic",
                        "mean",
                        "--weights",
                        "unique",
                        "--bins",
                        2,
                        "--json")
                .done()
                .result();
        assertThat(mean.path("permutationP").asDouble()).isCloseTo(1 / 720.0, within(1e-12));
        assertThat(mean.path("p").asDouble()).isGreaterThan(1 / 720.0);
        assertThat(mean.path("histogram")).hasSize(2);
        // evens and odds change places among themselves: 3! 3! orders
        JsonNode strata = partition(
                        "--index", index, "--input", texts, "--unit", "document", "--strata", "source", "--json")
                .done()
                .result();
        assertThat(strata.path("strata").asInt()).isEqualTo(2);
        assertThat(strata.path("permutationP").asDouble()).isCloseTo(1 / 36.0, within(1e-12));
        assertThat(strata.path("verdict").asText()).isEqualTo("underpowered");
        JsonNode epochs = partition("--index", index, "--input", texts, "--epoch-steps", 30, "--json")
                .done()
                .result();
        assertThat(epochs.path("permutationP").asDouble()).isCloseTo(1 / 36.0, within(1e-12));
        assertThat(partition("--index", index, "--input", texts, "--min-length", 3)
                        .code())
                .isEqualTo(3);
        Run repeats = partition("--index", index, "--input", texts("11,21", "11,21", "12,22"), "--alternative", "less");
        assertThat(repeats.done().out())
                .contains("texts 2 of 4 tokens (1 repeats left out)", "alternative less", "permutation p");
    }

    @Test
    void threadsChangeNothing() throws IOException {
        Path texts = later();
        assertThat(partition("--index", index, "--input", texts, "--threads", 1, "--json")
                        .result())
                .isEqualTo(partition("--index", index, "--input", texts, "--threads", 3, "--json")
                        .result());
    }

    @Test
    void whatCannotBeTestedIsBadInput() throws IOException {
        Path texts = later();
        assertThat(message(partition("--index", orderless, "--input", texts), ExitCode.BAD_INPUT))
                .contains("orderless: the index has no training steps", "--transcript FILE");
        assertThat(message(partition("--index", index, "--input", texts("7,8,9"), "--json"), ExitCode.BAD_INPUT))
                .contains("texts.jsonl: the text has no match that counts");
        assertThat(message(
                        partition("--index", index, "--input", later(), "--unit", "document", "--strata", "lang"),
                        ExitCode.BAD_INPUT))
                .contains("document d0 has no lang");
        assertThat(message(partition("--index", folder.resolve("none"), "--input", texts), ExitCode.BAD_INPUT))
                .contains("none");
    }

    @Test
    void wrongUseIsToldBeforeAnythingIsRead() {
        assertThat(message(partition("--input", "x"), ExitCode.USAGE)).contains("missing option --index");
        assertThat(message(partition("--index", "x"), ExitCode.USAGE)).contains("missing option --input");
        assertThat(message(partition("--index", "x", "--input", "y", "--weights", "all"), ExitCode.USAGE))
                .contains("weights must be count, share, idf or unique, got all");
        assertThat(message(partition("--index", "x", "--input", "y", "--unit", "token"), ExitCode.USAGE))
                .contains("unit must be step or document, got token");
        assertThat(message(partition("--index", "x", "--input", "y", "--statistic", "max"), ExitCode.USAGE))
                .contains("statistic must be spearman or mean, got max");
        assertThat(message(partition("--index", "x", "--input", "y", "--per-text", 0), ExitCode.USAGE))
                .contains("perText must be above 0");
        assertThat(message(partition("--index", "x", "--input", "y", "--strata", "source"), ExitCode.USAGE))
                .contains("need units of one document");
        assertThat(message(
                        partition("--index", "x", "--input", "y", "--min-length", 5, "--max-length", 4),
                        ExitCode.USAGE))
                .contains("shortest 5, longest 4");
    }
}
