package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the query test compares: references, strata, ends of training, windows, pairs; and what it says of bad transcripts. */
class ProvenanceQueryDesignTest {
    @TempDir
    private Path folder;

    /** 400 documents; the suspect's loss falls with the position, the reference's does not, both share the difficulty. */
    private Path rows(String name, boolean shuffledFile) throws IOException {
        Random random = new Random(6);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            double hard = 3 + 2 * random.nextGaussian();
            double bob = hard + 0.3 * random.nextGaussian() - i / 600.0;
            double ref = hard + 0.3 * random.nextGaussian();
            double other = 2 * hard + 0.3 * random.nextGaussian();
            lines.add("{\"index\":" + i + ",\"bob\":[" + (bob - 1) + "," + (bob + 1) + "],\"ref\":" + ref
                    + ",\"other\":" + other + ",\"len\":" + random.nextInt(9) + ",\"epoch\":" + i / 100
                    + ",\"src\":\"s" + random.nextInt(3) + "\",\"sorted\":" + i + "}");
        }
        if (shuffledFile) {
            Collections.shuffle(lines, random);
        }
        return Files.write(folder.resolve(name), lines);
    }

    private static JsonNode query(Path file, Object... more) throws IOException {
        List<Object> args = new ArrayList<>(
                List.of("provenance", "query", "--transcript", file, "--loss", "bob", "--permutations", 999, "--json"));
        args.addAll(Arrays.asList(more));
        return Run.of(args.toArray()).done().result();
    }

    private static List<String> findings(JsonNode result) {
        return result.path("findings").findValuesAsText("name");
    }

    @Test
    void referencesFitsAndStrataSharpenOrKeepTheSignal() throws IOException {
        Path file = rows("rows.jsonl", true);
        JsonNode alone = query(file);
        JsonNode difference = query(file, "--reference-loss", "ref");
        assertThat(difference.path("statistic").asDouble())
                .isGreaterThan(alone.path("statistic").asDouble() + 0.2);
        assertThat(difference.path("verdict").asText()).isEqualTo("consistent-unverified");
        assertThat(findings(difference)).containsExactly("unsorted");
        JsonNode mean = query(file, "--reference-loss", "ref,other");
        JsonNode fitted = query(file, "--reference-loss", "ref,other", "--fit", 1, "--covariate", "len");
        assertThat(fitted.path("statistic").asDouble())
                .isGreaterThan(mean.path("statistic").asDouble() + 0.2);
        JsonNode strata = query(file, "--reference-loss", "ref", "--strata", "epoch");
        assertThat(strata.path("strata").asInt()).isEqualTo(4);
        assertThat(strata.path("statistic").asDouble())
                .isPositive()
                .isLessThan(difference.path("statistic").asDouble());
        JsonNode within = query(file, "--reference-loss", "ref", "--shuffled-within", 100);
        assertThat(within.path("statistic")).isEqualTo(strata.path("statistic"));
        assertThat(within.path("permutationP")).isEqualTo(strata.path("permutationP"));
        JsonNode ends = query(file, "--reference-loss", "ref", "--ends", 0.1);
        assertThat(ends.path("n").asInt()).isEqualTo(80);
        assertThat(ends.path("statistic").asDouble())
                .isGreaterThan(difference.path("statistic").asDouble());
        assertThat(query(file, "--most", 50).path("n").asInt()).isEqualTo(50);
        assertThat(query(file, "--reference-loss", "ref", "--recency", "log")
                        .path("permutationP")
                        .asDouble())
                .isEqualTo(0.001);
    }

    @Test
    void aWindowOfAListCounts() throws IOException {
        Path file = rows("rows.jsonl", false);
        JsonNode first = query(file, "--window", "0..1", "--reference-loss", "ref");
        assertThat(first.path("statistic"))
                .isEqualTo(query(file, "--reference-loss", "ref").path("statistic"));
        Run.of("provenance", "query", "--transcript", file, "--loss", "bob", "--window", "2..")
                .refused(
                        ExitCode.BAD_INPUT,
                        file + ": the query test needs at least 3 rows with finite numbers, got 0 (400 dropped)");
    }

    @Test
    void pairsStopEarly() throws IOException {
        JsonNode result = query(rows("rows.jsonl", true), "--reference-loss", "ref", "--sequential");
        assertThat(result.path("pairs").asInt()).isEqualTo(200);
        assertThat(result.path("stoppedAt").asInt()).isPositive();
        assertThat(result.path("pairsAsked").asInt()).isLessThan(200);
        assertThat(result.path("verdict").asText()).isEqualTo("consistent-unverified");
        Run text = Run.of(
                        "provenance",
                        "query",
                        "--transcript",
                        rows("again.jsonl", true),
                        "--loss",
                        "other",
                        "--sequential")
                .done();
        assertThat(text.out()).contains("asked about 200 of 200 pairs", "wealth reached 1/alpha never");
    }

    @Test
    void transcriptsThatAreNoShuffleAreConfounded() throws IOException {
        Path file = rows("rows.jsonl", true);
        JsonNode curriculum = query(file, "--covariate", "sorted");
        assertThat(findings(curriculum)).containsExactly("unsorted", "curriculum");
        assertThat(curriculum.path("verdict").asText()).isEqualTo("confounded");
        JsonNode contaminated = query(file, "--reference-loss", "sorted");
        assertThat(findings(contaminated)).contains("reference-depends-on-order");
        assertThat(contaminated.path("verdict").asText()).isEqualTo("confounded");
        assertThat(findings(query(file, "--source", "src"))).containsExactly("unsorted");
        assertThat(query(file, "--source", "epoch").path("verdict").asText()).isEqualTo("confounded");
        Run text = Run.of("provenance", "query", "--transcript", file, "--loss", "bob", "--source", "epoch")
                .done();
        assertThat(text.out()).contains("\nrefusal         epoch of neighbours follows the training order");
    }

    @Test
    void rowsGivenTwiceAreRefusedOrJoined() throws IOException {
        Path file = rows("rows.jsonl", false);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.addAll(lines.subList(0, 5));
        Path twice = Files.write(folder.resolve("twice.jsonl"), lines);
        Run.of("provenance", "query", "--transcript", twice, "--loss", "bob")
                .refused(
                        ExitCode.BAD_INPUT,
                        twice
                                + ": 5 of 405 rows have a position that another row has; say what they are: documents of one"
                                + " packed sequence, or rows given twice (mean), or documents that were shuffled one by one,"
                                + " known by their step (each)");
        JsonNode joined = query(twice, "--same-position", "mean");
        assertThat(joined.path("n").asInt()).isEqualTo(400);
        assertThat(joined.path("statistic")).isEqualTo(query(file).path("statistic"));
        assertThat(query(twice, "--same-position", "each").path("n").asInt()).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--ends 0.7|ends must be in (0, 0.5], got 0.7",
                "--fit 9|degree must be in [0, 8], got 9",
                "--fit 2|--fit 2 needs a reference: --reference-loss or --reference",
                "--window 3|--window must be FROM..TO, such as 32..96, got 3",
                "--window 3..1|a window needs 0 <= from < to, got [3, 1)",
                "--same-position all|--same-position must be one of refuse, mean, each, got all",
                "--recency square|--recency must be one of rank, log, exponential, got square",
                "--ask nicely|--ask must be one of likelihood, top-k, continuation, choice, got nicely",
                "--bos maybe|--bos must be one of auto, always, never, got maybe",
                "--strata a --shuffled-within 3|give --strata or --shuffled-within, not both",
                "--sequential --fit 1 --reference-loss ref|--sequential takes no --fit: a fit needs all documents",
                "--exposure twice|--exposure must be one of first, last, mean, got twice",
            })
    void optionsAreCheckedFirst(String options, String message) {
        List<Object> args = new ArrayList<>(
                List.of("provenance", "query", "--transcript", folder.resolve("missing"), "--loss", "bob"));
        args.addAll(Arrays.asList(options.split(" ", -1)));
        Run run = Run.of(args.toArray());
        assertThat(run.err()).isEqualTo("error: " + message + " (see palimpsest provenance query --help)\n");
        assertThat(run.code()).isEqualTo(2);
    }
}
