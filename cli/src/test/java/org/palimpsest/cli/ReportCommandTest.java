package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    @TempDir
    private Path folder;

    private Path query() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            rows.append("{\"index\":")
                    .append(i)
                    .append(",\"<b>ob\":")
                    .append(5 - i / 20.0 + i % 7)
                    .append("}\n");
        }
        Path file = Files.writeString(folder.resolve("rows 1.jsonl"), rows);
        Path out = folder.resolve("query.json");
        Run.of("provenance", "query", "--transcript", file, "--loss", "<b>ob", "--seed", 4, "--json", "--out", out)
                .done();
        return out;
    }

    private Path traps() throws IOException {
        Path registry = folder.resolve("registry");
        Run.of(
                        "traps",
                        "generate",
                        "--family",
                        "ghost",
                        "--count",
                        3,
                        "--controls",
                        9,
                        "--seed",
                        1,
                        "--write-controls",
                        "--out",
                        registry)
                .done();
        StringBuilder scores = new StringBuilder();
        for (String name : new String[] {"traps.jsonl", "controls.jsonl"}) {
            for (String line : Files.readAllLines(registry.resolve(name))) {
                String id = line.replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1");
                double nats = name.startsWith("traps") ? -1 : -2 - scores.length() % 5;
                scores.append("{\"id\":\"" + id + "\",\"tokens\":[1,2],\"logprobs\":[" + nats + "]}\n");
            }
        }
        Path file = Files.writeString(folder.resolve("scores.jsonl"), scores);
        Path out = folder.resolve("traps.json");
        Run run = Run.of("traps", "test", "--registry", registry, "--scores", file, "--json", "--out", out);
        assertThat(run.code()).as(run.err()).isZero();
        return out;
    }

    @Test
    void onePageStatesEveryPValueWithAllThatBelongsToIt() throws Exception {
        Path page = folder.resolve("audit.html");
        Run run = Run.of("report", "--input", query(), traps(), "--title", "Whose <model>?", "--out", page)
                .done();
        assertThat(run.out()).contains("2 results").contains("audit.json");
        JsonNode result = new ObjectMapper()
                .readTree(folder.resolve("audit.json").toFile())
                .path("result");
        assertThat(result.path("pValues")).hasSizeGreaterThanOrEqualTo(5);
        String html = Files.readString(page);
        for (JsonNode p : result.path("pValues")) {
            for (String field : new String[] {"h0", "alternative", "method", "restsOn", "test", "name"}) {
                assertThat(p.path(field).asText()).as(p + " " + field).isNotBlank();
                assertThat(html)
                        .contains(p.path(field).asText().replace("&", "&amp;").replace("<", "&lt;"));
            }
            assertThat(p.path("log10P").asDouble()).isLessThanOrEqualTo(0);
        }
        assertThat(html)
                .contains("Whose &lt;model&gt;?")
                .contains("--transcript &#39;" + folder.resolve("rows 1.jsonl") + "&#39;")
                .contains("--loss &#39;&lt;b&gt;ob&#39;")
                .contains("palimpsest provenance query --alpha 0.01", "--seed 4 --json")
                .contains("sha256")
                .contains("was drawn uniformly at random")
                .doesNotContain("<b>ob")
                .doesNotContainPattern("(src|href)=\"https?:");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        html.replace("<!DOCTYPE html>", "").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void figuresAssumptionsAndLimitsOfAResultAreShown() throws IOException {
        Path given = Files.writeString(folder.resolve("given.json"), """
                {"schemaVersion":1,"command":"provenance other","result":{"h0":"no order","alternative":"greater",
                 "method":"exact","n":9,"p":0.5,"permutationP":0.25,"verdict":"no-evidence","sentence":"A rho of 0.2 would have been found.",
                 "assumptions":[{"assumption":"The order was random.","checked":"by its commitment"}],
                 "limits":["Siblings share the order."],
                 "figures":[{"title":"Recency","caption":"Later is likelier.","x":"position","y":"nats",
                             "series":[{"name":"Bob","kind":"line","x":[0,1,2],"y":[1,2,4]},
                                       {"name":"95 %","kind":"intervals","x":[0,1],"low":[0.5,1],"high":[2,3]}],
                             "marks":[{"label":"here it ends","x":1.5}]}],
                 "parts":[{"suspect":"Bob","auc":0.75,"gain":{"value":1.25,"low":-1e100,"high":1.5}},
                          {"suspect":"Carol","auc":0.5}]},"manifest":{}}""");
        Path page = folder.resolve("p.html");
        Run.of("report", "--input", given, "--out", page).done();
        assertThat(Files.readString(page))
                .contains("The order was random. Checked: by its commitment.")
                .contains("Siblings share the order.")
                .contains("Recency", "here it ends", "95 %")
                .contains("1.25 [no end, 1.5]")
                .contains("p = 0.25, n = 9")
                .doesNotContain("p = 0.5, n = 9")
                .contains("<svg")
                .contains("A rho of 0.2 would have been found.")
                .contains("Carol")
                .contains("palimpsest provenance other --json");
    }

    @Test
    void whatIsNoResultOrOverwritesIsRefused() throws IOException {
        Path given = Files.writeString(folder.resolve("given.json"), "{\"a\":1}");
        Path page = folder.resolve("p.html");
        Run.of("report", "--input", given, "--out", page)
                .failed(ExitCode.BAD_INPUT, given + ": has no schemaVersion; give what a command printed under --json");
        assertThat(page).doesNotExist();
        Run.of("report", "--input", folder.resolve("none.json"), "--out", page)
                .failed(ExitCode.BAD_INPUT, folder.resolve("none.json") + ": there is no such file");
        Run.of("report", "--input", given, "--out", folder.resolve("p.json"))
                .failed(ExitCode.USAGE, "--out names the page");
        Files.writeString(folder.resolve("p.json"), "");
        Run.of("report", "--input", given, "--out", page)
                .failed(ExitCode.USAGE, folder.resolve("p.json") + " is there already");
        Run.of("report", "--out", page).failed(ExitCode.USAGE, "missing option --input");
    }
}
