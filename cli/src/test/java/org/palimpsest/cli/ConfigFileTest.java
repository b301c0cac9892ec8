package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
    @TempDir
    private Path folder;

    private Path rows = Path.of("");

    @BeforeEach
    void write() throws IOException {
        rows = Files.writeString(
                folder.resolve("r.jsonl"), "{\"index\":1,\"l\":1}\n{\"index\":2,\"l\":3}\n{\"index\":3,\"l\":2}\n");
    }

    private Path config(String yaml) throws IOException {
        return Files.writeString(folder.resolve("c.yaml"), yaml);
    }

    @Test
    void nearerKeysWinFlagsWinAndEffectiveValuesAreInTheManifest() throws IOException {
        Path config = config("""
                json: true
                alpha: 0.2
                permutations: 9
                provenance:
                  permutations: 19
                  query:
                    loss: l
                    alternative: less
                """);
        Run run = Run.of("provenance", "query", "--transcript", rows, "-c", config, "--alpha", "0.3")
                .done();
        JsonNode options = run.json().path("manifest").path("options");
        assertThat(options.path("alpha").asDouble()).isEqualTo(0.3);
        assertThat(options.path("permutations").asInt()).isEqualTo(19);
        assertThat(options.path("loss").asText()).isEqualTo("l");
        assertThat(run.result().path("alternative").asText()).isEqualTo("less");
        assertThat(run.result().path("permutations").asInt()).isEqualTo(19);
        for (String form : new String[] {"-c" + config, "-c=" + config, "--config=" + config}) {
            assertThat(Run.of("provenance", "query", "--transcript", rows, form, "--alpha", "0.3")
                            .done()
                            .out())
                    .isEqualTo(run.out());
        }
    }

    @Test
    void aFlagThatIsOnInTheFileAndGivenIsOn() throws IOException {
        Path config = config("json: true\nq: true\nprovenance: {query: {loss: l}}\n");
        Run run = Run.of("provenance", "query", "--transcript", rows, "-c", config, "--json", "-q");
        assertThat(run.done().result().path("n").asInt()).isEqualTo(3);
        Path off = config("json: false\nloss: l\n");
        assertThat(Run.of("provenance", "query", "--transcript", rows, "-c", off, "--json")
                        .done()
                        .out())
                .startsWith("{");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "losss: l|key losss is neither an option nor a command",
                "traps: {loss: l}|key loss is neither an option nor a command of 'palimpsest traps'",
                "loss: [a, b]|key loss must have one value, found a list; give several on the command line",
                "just words|expected lines of OPTION: VALUE, found one value",
            })
    void whatIsNoOptionIsBadInput(String yaml, String reason) throws IOException {
        Path config = config(yaml);
        Run.of("provenance", "query", "-c", config).refused(ExitCode.BAD_INPUT, config + ": " + reason);
    }

    @Test
    void brokenAndMissingFilesAreBadInputAndBadValuesUsage() throws IOException {
        Path config = config("a: [");
        Run broken = Run.of("provenance", "query", "-c", config);
        assertThat(broken.err())
                .startsWith("error: " + config + ": is not YAML")
                .hasLineCount(1);
        assertThat(broken.code()).isEqualTo(3);
        Path missing = folder.resolve("no.yaml");
        Run.of("score", "--config", missing)
                .refused(ExitCode.BAD_INPUT, missing + ": there is no such file; --config names a YAML file");
        Run value = Run.of("provenance", "query", "-c", config("alpha: 7"), "--transcript", rows);
        assertThat(value.err()).startsWith("error: Invalid value for option '--alpha': must be in (0, 1), got 7");
        assertThat(value.code()).isEqualTo(2);
        Run.of("provenance", "query", "-c", config(""))
                .refused(ExitCode.USAGE, "missing option --transcript (see palimpsest provenance query --help)");
    }
}
