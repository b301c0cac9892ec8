package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many suspects and many transcripts in one table. */
class ProvenanceQueryPanelTest {
    private static final int DOCUMENTS = 300;

    @TempDir
    private Path folder;

    /** Bob and his sibling remember the order of a, carol that of b, dave none. */
    private List<Path> transcripts(boolean alike) throws IOException {
        Random random = new Random(11);
        List<Integer> first = order(random);
        List<Integer> second = alike ? first : order(random);
        List<Path> files = new ArrayList<>();
        for (List<Integer> own : List.of(first, second)) {
            List<String> lines = new ArrayList<>();
            Random noise = new Random(12);
            for (int d = 0; d < DOCUMENTS; d++) {
                double hard = noise.nextGaussian();
                lines.add("{\"id\":\"d" + d + "\",\"index\":" + own.get(d) + ",\"bob\":"
                        + (hard + noise.nextGaussian() - first.get(d) / 100.0) + ",\"sibling\":"
                        + (hard + noise.nextGaussian() - first.get(d) / 100.0) + ",\"carol\":"
                        + (hard + noise.nextGaussian() - second.get(d) / 100.0) + ",\"dave\":"
                        + (hard + noise.nextGaussian()) + ",\"back\":"
                        + (hard + noise.nextGaussian() + first.get(d) / 100.0) + "}");
            }
            files.add(Files.write(folder.resolve(files.isEmpty() ? "a.jsonl" : "b.jsonl"), lines));
        }
        return files;
    }

    private static List<Integer> order(Random random) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, DOCUMENTS).boxed().toList());
        Collections.shuffle(order, random);
        return order;
    }

    private static Run query(List<Path> files, Object... more) {
        List<Object> args = new ArrayList<>(List.of("provenance", "query"));
        files.forEach(file -> args.addAll(List.of("--transcript", file)));
        args.addAll(Arrays.asList(more));
        return Run.of(args.toArray());
    }

    @Test
    void everyPairIsTestedAndTheListIsPaidFor() throws IOException {
        List<Path> files = transcripts(false);
        JsonNode result =
                query(files, "--loss", "bob,carol,dave", "--json").done().result();
        assertThat(result.path("pairs").asInt()).isEqualTo(6);
        JsonNode bob = result.path("tests").path(0);
        assertThat(bob.path("suspect").asText()).isEqualTo("bob");
        JsonNode alone =
                query(files.subList(0, 1), "--loss", "bob", "--json").done().result();
        for (String field : List.of("n", "statistic", "p", "log10P", "permutationP", "oppositeP", "log10E")) {
            assertThat(bob.path(field)).as(field).isEqualTo(alone.path(field));
        }
        // bob on a and carol on b have the smallest p of all, 1e-4: Holm makes 6e-4 of both
        assertThat(bob.path("permutationP").asDouble()).isEqualTo(1e-4);
        assertThat(bob.path("holmLog10P").asDouble()).isCloseTo(Math.log10(6e-4), within(1e-9));
        JsonNode carol = result.path("tests").path(4);
        assertThat(carol.path("suspect").asText()).isEqualTo("carol");
        assertThat(carol.path("holmLog10P").asDouble()).isCloseTo(Math.log10(6e-4), within(1e-9));
        // e-BH: the second largest of six e-values is rejected from level 6 / (2 e) on
        double smaller =
                Math.min(bob.path("log10E").asDouble(), carol.path("log10E").asDouble());
        assertThat(Math.max(
                        bob.path("eBhLog10").asDouble(), carol.path("eBhLog10").asDouble()))
                .isCloseTo(Math.log10(3) - smaller, within(1e-9));
        assertThat(result.path("tests").findValuesAsText("verdict"))
                .containsExactly(
                        "consistent-unverified",
                        "no-evidence",
                        "no-evidence",
                        "no-evidence",
                        "consistent-unverified",
                        "no-evidence");
        assertThat(result.path("named").findValuesAsText("transcript"))
                .containsExactly(files.get(0).toString(), files.get(1).toString(), "null");
        assertThat(result.path("siblings")).isEmpty();
        assertThat(result.path("orders").path(0).path("n").asInt()).isEqualTo(DOCUMENTS);
        assertThat(result.path("caveats")).hasSize(1);
        assertThat(result.path("verdict").asText()).isEqualTo("consistent-unverified");
    }

    @Test
    void siblingsAndOrdersThatAreAlikeAreSaid() throws IOException {
        List<Path> files = transcripts(true);
        Run run = query(files, "--loss", "bob,sibling,back", "--permutations", 999)
                .done();
        assertThat(run.out())
                .contains(
                        "named by        bob: " + files.get(0) + "\n",
                        "caveat          bob and sibling name the same transcript " + files.get(0)
                                + ": siblings, or one made from the other; the test cannot say which\n",
                        "caveat          bob follows 2 transcripts: their orders are alike",
                        "caveat          back finds the earlier text of " + files.get(0)
                                + " likelier (no trace of training on this order: a sibling trained on another order, or"
                                + " no shuffle); test every order that it can have been trained on\n",
                        "are not independent (correlation +1.000 on 300 shared documents",
                        "caveat          the test speaks of an order, not of weights",
                        "verdict         consistent-unverified: ");
    }

    @Test
    void aRefusedTranscriptIsConfoundedForAll() throws IOException {
        List<Path> files = transcripts(false);
        JsonNode result = query(files, "--loss", "bob,carol", "--reference-loss", "back", "--json")
                .done()
                .result();
        assertThat(result.path("tests").findValuesAsText("verdict"))
                .containsExactly("confounded", "confounded", "no-evidence", "consistent-unverified");
        assertThat(query(files, "--loss", "dave,back", "--fail-on", "significant")
                        .code())
                .isZero();
        assertThat(query(files, "--loss", "dave,bob", "--fail-on", "significant")
                        .code())
                .isEqualTo(10);
    }

    @Test
    void theListIsFixedAndEachStandsOnce() throws IOException {
        List<Path> files = transcripts(false);
        String end = " (see palimpsest provenance query --help)";
        query(files, "--loss", "bob,bob")
                .refused(ExitCode.USAGE, "every suspect and every transcript must be given once" + end);
        query(List.of(files.get(0), files.get(0)), "--loss", "bob")
                .refused(ExitCode.USAGE, "every suspect and every transcript must be given once" + end);
        query(files, "--loss", "bob", "--sequential")
                .refused(ExitCode.USAGE, "--sequential takes one suspect and one transcript" + end);
        query(files, "--loss", "bob,eve")
                .refused(
                        ExitCode.BAD_INPUT,
                        files.get(0) + ": no row has column eve; columns found: back, bob, carol, dave, id, index,"
                                + " sibling");
    }

    @Test
    void tooFewPermutationsForTheListAreUnderpowered() throws IOException {
        JsonNode result = query(transcripts(false), "--loss", "bob,carol,dave", "--permutations", 199, "--json")
                .done()
                .result();
        assertThat(result.path("tests").findValuesAsText("verdict")).containsOnly("underpowered");
    }
}
