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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceDynamicsCommandTest {
    @TempDir
    private Path folder;

    private static Run dynamics(Object... more) {
        List<Object> args = new ArrayList<>(List.of("provenance", "dynamics"));
        args.addAll(Arrays.asList(more));
        return Run.of(args.toArray());
    }

    private Path probes() throws IOException {
        List<String> lines = new ArrayList<>();
        int[] steps = {0, 10, 20, 30, 120, 1_020};
        double[] gained = {0, 0, 1, 0.8, 0.6, 0.4};
        for (int f = 1; f <= 4; f++) {
            lines.add("{\"fact\":\"f" + f + "\",\"exposure\":10}");
            for (int i = 0; i < steps.length; i++) {
                lines.add("{\"probe\":\"p" + f + "\",\"fact\":\"f" + f + "\",\"kind\":\"verbatim\",\"step\":" + steps[i]
                        + ",\"logprob\":" + (-20 + f * gained[i]) + "}");
            }
        }
        return Files.write(folder.resolve("probes.jsonl"), lines);
    }

    @Test
    void knownDynamicsComeOut() throws IOException {
        JsonNode kind = dynamics("--probes", probes(), "--json")
                .done()
                .result()
                .path("kinds")
                .path(0);
        assertThat(kind.path("kind").asText()).isEqualTo("verbatim");
        assertThat(kind.path("facts").asInt()).isEqualTo(4);
        assertThat(kind.path("effectivity").path("value").asDouble()).isCloseTo(2.5, within(1e-9));
        assertThat(kind.path("decay").path("value").asDouble()).isCloseTo(0.2, within(1e-9));
        assertThat(kind.path("log10Threshold").path("value").asDouble()).isCloseTo(5, within(1e-6));
        assertThat(kind.path("retention").size()).isEqualTo(3);
        assertThat(dynamics("--probes", probes()).done().out())
                .contains("verbatim: 4 facts", "threshold       10^5.0000");
    }

    @Test
    void experimentsOfARunAreCompared() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            boolean treated = i % 2 == 0;
            boolean on = i / 2 % 2 == 0;
            lines.add("{\"experiment\":\"ghosts\",\"arm\":\"" + (treated ? "treated" : "control") + "\",\"outcome\":"
                    + (i * 7 % 11 / 100.0 + (treated && on ? 3 : 0)) + ",\"facts\":" + (on ? 1 : 0) + "}");
        }
        Path file = Files.write(folder.resolve("units.jsonl"), lines);
        JsonNode result = dynamics("--outcomes", file, "--others", "facts", "--permutations", 999, "--json")
                .done()
                .result();
        JsonNode pair = result.path("pairs").path(0);
        assertThat(pair.path("interaction").path("value").asDouble()).isCloseTo(3, within(0.1));
        assertThat(pair.path("p").asDouble()).isLessThan(0.01);
        assertThat(pair.path("holmLog10P").asDouble())
                .isEqualTo(pair.path("log10P").asDouble());
        assertThat(pair.path("n").asInt()).isEqualTo(40);
        assertThat(result.path("arms").path(0).path("method").asText()).isEqualTo("permutation");
        assertThat(pair.path("interaction").path("clusters").asInt()).isEqualTo(40);
        assertThat(pair.path("interaction").path("low").asDouble()).isBetween(2.5, 3.0);
        assertThat(result.path("arms").path(0).path("difference").path("high").asDouble())
                .isGreaterThan(result.path("arms")
                        .path(0)
                        .path("difference")
                        .path("value")
                        .asDouble());
        Path inDocuments = Files.write(
                folder.resolve("documents.jsonl"),
                IntStream.range(0, 40)
                        .mapToObj(i -> lines.get(i).replace("}", ",\"document\":" + i / 4 + "}"))
                        .toList());
        Run clustered = dynamics("--outcomes", inDocuments, "--others", "facts", "--cluster", "document", "--json");
        assertThat(clustered
                        .done()
                        .result()
                        .path("pairs")
                        .path(0)
                        .path("interaction")
                        .path("clusters")
                        .asInt())
                .isEqualTo(10);
        dynamics("--probes", file, "--cluster", "document").failed(ExitCode.USAGE, "--cluster goes with --outcomes");
        lines.set(2, lines.get(2).replace("treated", "both"));
        Path bad = Files.write(folder.resolve("bad.jsonl"), lines);
        dynamics("--outcomes", bad, "--others", "facts")
                .refused(ExitCode.BAD_INPUT, bad + ": row 3: field \"arm\" must be treated or control, got both");
    }

    @Test
    void mistakesAreNamed() throws IOException {
        Path file = Files.writeString(
                folder.resolve("x.jsonl"), "{\"probe\":\"p\",\"step\":1.5,\"logprob\":-1,\"exposure\":3}\n");
        dynamics("--probes", file)
                .refused(ExitCode.BAD_INPUT, file + ": row 1 field \"step\" must be a whole number from 0 on, got 1.5");
        dynamics().failed(ExitCode.USAGE, "give one table: --probes FILE or --outcomes FILE");
        dynamics("--outcomes", file).failed(ExitCode.USAGE, "--outcomes needs --others LIST");
        dynamics("--probes", file, "--outliers", "-1").failed(ExitCode.USAGE, "outliers must be at least 0, got -1.0");
    }
}
