package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.traps.registry.TrapRegistry;

class TrapsAuditsCommandTest {
    @TempDir
    private Path folder;

    private Path ledger() {
        return folder.resolve("ledger.jsonl");
    }

    private Path registry(String name) {
        Path registry = folder.resolve(name);
        Run.of("traps", "generate", "--count", 4, "--controls", 9, "--words", 5, "--write-controls", "--out", registry)
                .done();
        return registry;
    }

    /** Tests a suspect that has the first traps at the top; returns its log10 p. */
    private double test(Path registry, String suspect, int found) throws IOException {
        StringBuilder rows = new StringBuilder();
        List<String> lines = new ArrayList<>(Files.readAllLines(registry.resolve("traps.jsonl")));
        int traps = lines.size();
        lines.addAll(Files.readAllLines(registry.resolve("controls.jsonl")));
        for (int i = 0; i < lines.size(); i++) {
            String id = lines.get(i).replaceFirst(".*?\"id\":\"([^\"]*)\".*", "$1");
            rows.append("{\"id\":\"" + id + "\",\"tokens\":[1,2],\"logprobs\":["
                    + (i < found ? 0 : i < traps ? -9 : -1 - i % 8) + "]}\n");
        }
        Path scores = Files.writeString(folder.resolve(suspect), rows.toString());
        return Run.of("traps", "test", "--registry", registry, "--scores", scores, "--json")
                .done()
                .result()
                .path("models")
                .path(0)
                .path("log10P")
                .asDouble();
    }

    private static double e(double log10P) {
        return 0.5 * Math.pow(10, -log10P / 2);
    }

    @Test
    void looksOfOneRegistryAreAveragedAndRegistriesMultiplied() throws IOException {
        Path spring = registry("spring");
        Path autumn = registry("autumn");
        double first = test(spring, "v1", 4);
        double second = test(spring, "v2", 0);
        double third = test(autumn, "v3", 4);
        assertThat(first).isCloseTo(-4, within(1e-9));
        Run one = Run.of("traps", "audits", "--registry", spring, "--json").done();
        assertThat(one.result().path("looks")).hasSize(2);
        assertThat(one.result().path("log10E").asDouble())
                .isCloseTo(Math.log10(e(first) / 2 + e(second) / 6), within(1e-9));
        Run planned = Run.of("traps", "audits", "--registry", spring, "--planned", "--json")
                .done();
        assertThat(planned.result().path("log10E").asDouble())
                .isCloseTo(Math.log10((e(first) + e(second)) / 2), within(1e-9));
        JsonNode both = Run.of("traps", "audits", "--registry", spring, "--registry", autumn, "--json")
                .done()
                .result();
        double expected = Math.log10((e(first) / 2 + e(second) / 6) * e(third) / 2);
        assertThat(both.path("log10E").asDouble()).isCloseTo(expected, within(1e-9));
        assertThat(both.path("log10P").asDouble()).isCloseTo(-expected, within(1e-9));
        assertThat(both.path("verdict").asText()).isEqualTo("randomised-evidence");
        Run last = Run.of(
                        "traps",
                        "audits",
                        "--registry",
                        spring,
                        "--model",
                        "scores:" + folder.resolve("v2"),
                        "--alpha",
                        "0.05")
                .done();
        assertThat(last.out()).contains("1 looks together").contains("verdict no-evidence");
        Run found =
                Run.of("traps", "audits", "--registry", spring, "--registry", autumn, "--fail-on", "significant", "-q");
        assertThat(found.code()).isEqualTo(ExitCode.VERDICT.code());
    }

    @Test
    void aLedgerWithoutTestsAndMissingOptionsAreRefused() throws IOException {
        Path spring = registry("spring");
        Run.of("traps", "audits", "--registry", spring)
                .refused(ExitCode.BAD_INPUT, ledger() + ": holds no test of these registries; traps test writes one");
        test(spring, "v1", 4);
        Run.of("traps", "audits", "--registry", spring, "--model", "other")
                .refused(ExitCode.BAD_INPUT, ledger() + ": holds no test of [other]; traps test writes one");
        Run.of("traps", "audits")
                .refused(ExitCode.USAGE, "missing option --registry (see palimpsest traps audits --help)");
        String lines = Files.readString(ledger());
        Files.writeString(ledger(), lines.replace("\"log10P\":\"-4", "\"log10P\":\"-9"));
        assertThat(TrapRegistry.read(spring).root()).isIn(Set.copyOf(List.of(lines.split("\""))));
        Run.of("traps", "audits", "--registry", spring)
                .failed(ExitCode.BAD_INPUT, ledger() + ", line 2: expected a line with the hash");
    }
}
