package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.corpus.run.Fingerprint;

class ProvenanceQueryCommandTest {
    /** Losses fall from 5 to 1 but for the swap of the second and third: rho = 1 - 6 * 2 / (5 * 24) = 0.9. */
    private static final String FIVE = """
            {"index":0,"bob":5,"ref":1}
            {"index":1,"bob":3,"ref":1}
            {"index":2,"bob":4,"ref":1}
            {"index":3,"bob":2,"ref":1}
            {"index":4,"bob":1,"ref":1}
            """;

    @TempDir
    private Path folder;

    private Path rows(String text) throws IOException {
        return Files.writeString(folder.resolve("rows.jsonl"), text);
    }

    private static Run query(Object... more) {
        List<Object> args = new ArrayList<>(List.of("provenance", "query"));
        args.addAll(Arrays.asList(more));
        return Run.of(args.toArray());
    }

    @Test
    void fallingLossIsPositiveAndTheNumbersAreThoseWorkedOutByHand() throws IOException {
        Path file = rows(FIVE);
        Run run = query("--transcript", file, "--loss", "bob", "--json").done();
        assertThat(run.json().path("schemaVersion").asInt()).isEqualTo(1);
        assertThat(run.json().path("command").asText()).isEqualTo("provenance query");
        JsonNode result = run.result();
        assertThat(result.path("n").asInt()).isEqualTo(5);
        assertThat(result.path("dropped").asInt()).isZero();
        assertThat(result.path("statistic").asDouble()).isCloseTo(0.9, within(1e-12));
        assertThat(result.path("alternative").asText()).isEqualTo("greater");
        // I_x(3/2, 1/2) at x = 1 - 0.81, the t law with 3 degrees of freedom in closed form
        double t = 0.9 * Math.sqrt(3 / 0.19);
        double upper = 0.5 - (Math.atan(t / Math.sqrt(3)) + t * Math.sqrt(3) / (3 + t * t)) / Math.PI;
        assertThat(result.path("p").asDouble()).isCloseTo(upper, within(1e-12));
        assertThat(result.path("log10P").asDouble()).isCloseTo(Math.log10(upper), within(1e-10));
        assertThat(result.path("twoSidedLog10P").asDouble()).isCloseTo(Math.log10(2 * upper), within(1e-10));
        // 5 of the 120 orders reach 0.9
        assertThat(result.path("permutationP").asDouble()).isCloseTo(5 / 120.0, within(0.01));
        assertThat(result.path("permutations").asInt()).isEqualTo(9_999);
        assertThat(result.path("log10E").isNumber()).isTrue();
        assertThat(result.path("verdict").asText()).isEqualTo("no-evidence");
        JsonNode manifest = run.json().path("manifest");
        assertThat(manifest.path("tool").asText()).isEqualTo("palimpsest " + Palimpsest.VERSION);
        assertThat(manifest.path("inputs").path(0).path("sha256").asText()).isEqualTo(Fingerprint.sha256(file));
        assertThat(manifest.path("options").path("loss").asText()).isEqualTo("bob");
        assertThat(manifest.path("options").path("alpha").asDouble()).isEqualTo(0.01);
        assertThat(manifest.path("seed").asLong()).isZero();
    }

    @Test
    void theReferenceIsTakenOff() throws IOException {
        Path file = rows(FIVE.replace("\"bob\":1,\"ref\":1", "\"bob\":1,\"ref\":-9"));
        assertThat(query("--transcript", file, "--loss", "bob", "--reference-loss", "ref", "--json")
                        .done()
                        .result()
                        .path("statistic")
                        .asDouble())
                // scores -4, -2, -3, -1, -10: ranks 2, 4, 3, 5, 1; squared differences 1, 4, 0, 1, 16
                .isCloseTo(1 - 6 * 22 / 120.0, within(1e-12));
    }

    @Test
    void otherSidesMirror() throws IOException {
        Path file = rows(FIVE);
        JsonNode less = query("--transcript", file, "--loss", "bob", "--alternative", "less", "--json")
                .result();
        JsonNode two = query("--transcript", file, "--loss", "bob", "--alternative", "two-sided", "--json")
                .result();
        JsonNode up = query("--transcript", file, "--loss", "bob", "--json").result();
        assertThat(less.path("p").asDouble() + up.path("p").asDouble()).isCloseTo(1, within(1e-12));
        assertThat(two.path("log10P").asDouble())
                .isEqualTo(up.path("twoSidedLog10P").asDouble());
        assertThat(less.path("permutationP").asDouble()).isGreaterThan(0.9);
    }

    private static List<String> many(int n) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            rows.add("{\"step\":" + i + ",\"loss\":[" + (n - i) + "," + (n - i) + ".5],\"id\":\"d" + i + "\"}");
        }
        return rows;
    }

    @Test
    void thePermutationPHasItsFloorAndNothingUnderflows() throws IOException {
        Path file = rows(String.join("\n", many(4_000)));
        JsonNode result = query(
                        "--transcript", file, "--position", "step", "--loss", "loss", "--permutations", 999, "--json")
                .done()
                .result();
        assertThat(result.path("permutationP").asDouble()).isEqualTo(1e-3);
        assertThat(result.path("statistic").asDouble()).isEqualTo(1);
        assertThat(result.path("log10E").asDouble()).isGreaterThan(20);
        assertThat(result.path("verdict").asText()).isEqualTo("consistent-unverified");
    }

    @Test
    void unsortedRowsGiveTheSameAnswer() throws IOException {
        List<String> rows = many(60);
        Collections.swap(rows, 3, 50);
        for (int i = 0; i < 60; i += 3) {
            rows.set(i, rows.get(i).replace("[", "[3,"));
        }
        Object[] args = {"--transcript", "", "--position", "step", "--loss", "loss", "--permutations", 199, "--json"};
        args[1] = rows(String.join("\n", rows));
        JsonNode sorted = query(args).result();
        Collections.shuffle(rows, new Random(5));
        args[1] = rows(String.join("\n", rows));
        assertThat(query(args).result()).isEqualTo(sorted);
    }

    @Test
    void rowsWithoutNumbersAreDroppedAndCounted() throws IOException {
        Path file = rows(FIVE + """
                {"index":null,"bob":5}
                {"bob":5}
                {"index":7,"bob":NaN}
                {"index":8,"bob":[1,null]}
                {"index":9,"bob":[]}
                {"index":10,"bob":-Infinity}
                {"index":11}
                """);
        JsonNode result =
                query("--transcript", file, "--loss", "bob", "--json").done().result();
        assertThat(result.path("n").asInt()).isEqualTo(5);
        assertThat(result.path("dropped").asInt()).isEqualTo(7);
        assertThat(result.path("statistic").asDouble()).isCloseTo(0.9, within(1e-12));
    }

    @Test
    void negativeNumbersAreNumbers() throws IOException {
        Path file = rows("{\"index\":-3,\"bob\":-1}\n{\"index\":-2,\"bob\":-2}\n{\"index\":-1,\"bob\":-2.5}\n");
        Run run = query("--transcript", file, "--loss", "bob", "--seed", "-5", "--json")
                .done();
        assertThat(run.result().path("statistic").asDouble()).isEqualTo(1);
        assertThat(run.json().path("manifest").path("seed").asLong()).isEqualTo(-5);
    }

    @ParameterizedTest
    @CsvSource({"gz", "zst"})
    void compressedAndStandardInputAreReadAlike(String suffix) throws IOException {
        byte[] packed = packed(FIVE, suffix);
        Path file = Files.write(folder.resolve("rows.jsonl." + suffix), packed);
        JsonNode plain =
                query("--transcript", rows(FIVE), "--loss", "bob", "--json").result();
        assertThat(query("--transcript", file, "--loss", "bob", "--json").done().result())
                .isEqualTo(plain);
        Run piped = Run.withInput(packed, "provenance", "query", "--transcript", "-", "--loss", "bob", "--json");
        assertThat(piped.done().result()).isEqualTo(plain);
        JsonNode input = piped.json().path("manifest").path("inputs").path(0);
        assertThat(input.path("path").asText()).isEqualTo("-");
        assertThat(input.path("sha256").asText()).isEqualTo(Fingerprint.sha256(file));
        assertThat(input.path("bytes").asLong()).isEqualTo(packed.length);
    }

    private static byte[] packed(String text, String suffix) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = suffix.equals("gz") ? new GZIPOutputStream(bytes) : new ZstdOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void aTruncatedFileIsBadInput() throws IOException {
        byte[] packed = packed(FIVE, "gz");
        Path file = Files.write(folder.resolve("cut.jsonl.gz"), Arrays.copyOf(packed, packed.length - 9));
        Run run = query("--transcript", file, "--loss", "bob");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err())
                .startsWith("error: " + file + ": is truncated or damaged")
                .hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void whatCannotBeTestedIsBadInput() throws IOException {
        Path file = rows(FIVE);
        query("--transcript", file, "--loss", "eve")
                .refused(ExitCode.BAD_INPUT, file + ": no row has column eve; columns found: bob, index, ref");
        query("--transcript", file, "--loss", "bob", "--position", "at")
                .refused(ExitCode.BAD_INPUT, file + ": no row has column at; columns found: bob, index, ref");
        query("--transcript", file, "--loss", "ref")
                .refused(ExitCode.BAD_INPUT, file + ": scores must not all be equal, got -1.0 everywhere");
        query("--transcript", file, "--loss", "bob", "--position", "ref")
                .refused(ExitCode.BAD_INPUT, file + ": positions must not all be equal, got 1.0 everywhere");
        query(
                        "--transcript",
                        rows("{\"index\":1,\"bob\":1}\n{\"index\":2,\"bob\":2}\n{\"index\":3}\n"),
                        "--loss",
                        "bob")
                .refused(
                        ExitCode.BAD_INPUT,
                        file + ": the query test needs at least 3 rows with finite numbers, got 2 (1 dropped)");
        Path missing = folder.resolve("missing.jsonl");
        query("--transcript", missing, "--loss", "bob")
                .refused(ExitCode.BAD_INPUT, missing + ": there is no such file; check the path");
        query("--transcript", folder, "--loss", "bob")
                .refused(ExitCode.BAD_INPUT, folder + ": is a directory; name a file in it");
    }

    @Test
    void badLinesAreErrorsUnlessAllowed() throws IOException {
        Path file = rows(FIVE + "{\"index\":5,\"bob\":\"low\"}\n{\"index\"\n");
        query("--transcript", file, "--loss", "bob")
                .refused(
                        ExitCode.BAD_INPUT,
                        file
                                + ", line 6: field \"bob\": expected a number or a list of numbers, found a string (\"low\")");
        assertThat(query("--transcript", file, "--loss", "bob", "--skip-bad", 1).code())
                .isEqualTo(3);
        Run run = query("--transcript", file, "--loss", "bob", "--skip-bad", 2, "--json");
        assertThat(run.code()).isZero();
        assertThat(run.err()).startsWith("skipped: " + file + ", line 6: ").hasLineCount(2);
        assertThat(run.result().path("skipped")).hasSize(2);
        assertThat(run.result().path("skipped").path(0).path("line").asInt()).isEqualTo(6);
        assertThat(query("--transcript", file, "--loss", "bob", "--skip-bad", 2, "-q")
                        .err())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--alpha 0|Invalid value for option '--alpha': must be in (0, 1), got 0",
                "--alpha x|Invalid value for option '--alpha': must be a number in (0, 1), got x",
                "--permutations 0|Invalid value for option '--permutations': must be at least 1, got 0",
                "--skip-bad -1|Invalid value for option '--skip-bad': must be at least 0, got -1",
                "--threads 0|Invalid value for option '--threads': must be at least 1, got 0",
                "--seed 1.5|Invalid value for option '--seed': '1.5' is not a long",
                "--alternative up|--alternative must be greater, less or two-sided, got up",
                "--fail-on maybe|Invalid value for option '--fail-on': expected significant, not-significant or never, got"
                        + " maybe",
                "--model m|give the suspect once: --loss COLUMN or --model MODEL",
                "--reference-loss a --reference b|give the reference once: --reference-loss COLUMN or --reference MODEL",
                "--reference openai:x#y|base must be an http or https address, got scheme",
            })
    void valuesAreCheckedBeforeAnyFileIsOpened(String options, String message) {
        List<Object> args = new ArrayList<>(List.of("--transcript", folder.resolve("missing"), "--loss", "bob"));
        args.addAll(Arrays.asList(options.split(" ")));
        Run run = query(args.toArray());
        assertThat(run.err()).startsWith("error: " + message).hasLineCount(1);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void failOnTurnsTheVerdictIntoTheExitCode() throws IOException {
        Path file = rows(FIVE);
        assertThat(query("--transcript", file, "--loss", "bob", "--fail-on", "significant")
                        .code())
                .isZero();
        assertThat(query("--transcript", file, "--loss", "bob", "--fail-on", "not-significant")
                        .code())
                .isEqualTo(10);
        assertThat(query("--transcript", file, "--loss", "bob", "--fail-on", "significant", "--alpha", 0.1)
                        .code())
                .isEqualTo(10);
        assertThat(query("--transcript", file, "--loss", "bob", "--fail-on", "not-significant", "--alpha", 0.1)
                        .code())
                .isZero();
    }

    @Test
    void recordedScoresAreJoinedById() throws IOException {
        Path transcript = rows("""
                {"index":2,"id":"c"}
                {"index":0,"id":"a"}
                {"index":1,"id":"b"}
                {"index":3,"id":"d"}
                """);
        Path scores = Files.writeString(folder.resolve("scores.jsonl"), """
                {"id":"a","tokens":[1,2],"logprobs":[-4]}
                {"id":"b","tokens":[1,2],"logprobs":[-3]}
                {"id":"c","tokens":[1,2],"logprobs":[-2]}
                {"id":"d","tokens":[1,2,3],"logprobs":[-2,null]}
                """);
        Run run = query("--transcript", transcript, "--model", "scores:" + scores, "--json")
                .done();
        assertThat(run.result().path("statistic").asDouble()).isEqualTo(1);
        assertThat(run.result().path("dropped").asInt()).isEqualTo(1);
        assertThat(run.json().path("manifest").path("inputs")).hasSize(2);
        Path other =
                Files.writeString(folder.resolve("o.jsonl"), "{\"id\":\"z\",\"tokens\":[1,2],\"logprobs\":[-4]}\n");
        query("--transcript", transcript, "--model", "scores:" + other)
                .refused(ExitCode.BAD_INPUT, other + " has no row with id c");
        query("--transcript", rows(FIVE), "--model", "scores:" + scores)
                .refused(ExitCode.BAD_INPUT, transcript + ": row 1 has no id; recorded scores are joined by id");
    }

    @Test
    void theSameManifestGivesTheSameBytes() throws IOException {
        Path file = rows(FIVE);
        Object[] args = {"--transcript", file, "--loss", "bob", "--json"};
        assertThat(query(args).out()).isEqualTo(query(args).out());
    }

    @Test
    void outHoldsTheEnvelopeAndIsNeverReplacedUnasked() throws IOException {
        Path file = rows(FIVE);
        Path out = folder.resolve("result.json");
        Run text = query("--transcript", file, "--loss", "bob", "--out", out).done();
        assertThat(text.out()).contains("Spearman correlation +0.9000").doesNotContain("{");
        String envelope = Files.readString(out);
        assertThat(query("--transcript", file, "--loss", "bob", "--json").out()).isEqualTo(envelope);
        query("--transcript", folder.resolve("missing"), "--loss", "bob", "--out", out)
                .refused(ExitCode.USAGE, out + " is there already; choose another name, or --force to replace it");
        query("--transcript", file, "--loss", "bob", "--out", out, "--force").done();
        Path lost = folder.resolve("no/such/result.json");
        query("--transcript", file, "--loss", "bob", "--out", lost)
                .refused(
                        ExitCode.FAILED,
                        lost + ": cannot be written, there is no folder " + lost.getParent() + "; create it first");
        Path under = file.resolve("result.json");
        assertThat(query("--transcript", file, "--loss", "bob", "--out", under).err())
                .startsWith("error: " + under + ": cannot be written")
                .hasLineCount(1);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("rows.jsonl", "result.json");
    }
}
