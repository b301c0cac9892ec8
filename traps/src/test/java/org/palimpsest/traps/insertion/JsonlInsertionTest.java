package org.palimpsest.traps.insertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.Compression;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.Trap;

class JsonlInsertionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Trap> TRAPS =
            List.of(new Trap("t0", "ghost", "one \"two\" drei\\vier"), new Trap("t1", "ghost", "fünf 😀 sechs"));
    private static final InsertionPlan PLAN = InsertionPlan.ofDocuments(TRAPS, MasterKey.practice(2), 20);

    @TempDir
    Path temporary;

    private Path in;
    private Path out;

    @BeforeEach
    void folders() throws IOException {
        in = Files.createDirectory(temporary.resolve("in"));
        out = temporary.resolve("out");
    }

    @Test
    void marksExactlyTheWantedDocumentsAndNothingElse() throws Exception {
        List<Path> inputs = List.of(file("a.jsonl", 0, 40), file("b.jsonl.gz", 40, 80), file("c.jsonl.zst", 80, 120));
        List<Placement> placements = JsonlInsertion.of(PLAN).insert(inputs, out, Progress.none());

        Map<String, Placement> byDocument = new HashMap<>();
        placements.forEach(placement -> byDocument.put(placement.document(), placement));
        assertThat(placements).hasSize(20);
        assertThat(byDocument).hasSize(20);
        assertThat(placements.stream().filter(placement -> placement.trap().equals("t0")))
                .hasSize(10);
        for (Path input : inputs) {
            List<String> before = lines(input);
            List<String> after = lines(out.resolve(input.getFileName()));
            assertThat(after).hasSameSizeAs(before);
            for (int i = 0; i < before.size(); i++) {
                if (!before.get(i).equals(after.get(i))) {
                    checkMarked(before.get(i), after.get(i), byDocument);
                }
            }
        }
        assertThat(byDocument).isEmpty();
    }

    private static void checkMarked(String before, String after, Map<String, Placement> byDocument) throws IOException {
        ObjectNode old = (ObjectNode) JSON.readTree(before);
        JsonNode marked = JSON.readTree(after);
        Placement placement =
                Objects.requireNonNull(byDocument.remove(old.get("id").asText()));
        String trap = TRAPS.get(placement.trap().equals("t0") ? 0 : 1).text();
        String text = marked.get("text").asText();
        assertThat(text.startsWith(trap, placement.offset())).isTrue();
        String without = text.substring(0, placement.offset() - 1) + text.substring(placement.offset() + trap.length());
        assertThat(without).isEqualTo(old.get("text").asText());
        assertThat(placement.offset()).isGreaterThan(without.length() / 2);
        old.put("text", text);
        assertThat(marked.toString()).isEqualTo(old.toString());
        String escaped = JSON.writeValueAsString(" " + trap);
        assertThat(after.replace(escaped.substring(1, escaped.length() - 1), ""))
                .isEqualTo(before);
    }

    @Test
    void placementFileHoldsThePlacements() throws Exception {
        List<Placement> placements =
                JsonlInsertion.of(PLAN).insert(List.of(file("a.jsonl", 0, 40)), out, Progress.none());
        List<String> rows = Files.readAllLines(out.resolve("placements.jsonl"));
        assertThat(rows).hasSize(20);
        Placement first = placements.get(0);
        assertThat(rows.get(0))
                .isEqualTo("{\"document\":\"" + first.document() + "\",\"trap\":\"" + first.trap() + "\",\"offset\":"
                        + first.offset() + ",\"copy\":" + first.copy() + "}");
    }

    @Test
    void choiceDependsNeitherOnFilesNorOnTheirOrder() throws Exception {
        Path whole = file("whole.jsonl", 0, 100);
        Set<Placement> one = new HashSet<>(JsonlInsertion.of(PLAN).insert(List.of(whole), out, Progress.none()));
        List<Path> parts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            parts.add(file("part" + i + ".jsonl.gz", 10 * i, 10 * i + 10));
        }
        Collections.reverse(parts);
        Set<Placement> many =
                new HashSet<>(JsonlInsertion.of(PLAN).insert(parts, temporary.resolve("parts"), Progress.none()));
        assertThat(many).isEqualTo(one);
    }

    @Test
    void fewerDocumentsAreASubset() throws Exception {
        Path whole = file("whole.jsonl", 0, 100);
        InsertionPlan less = InsertionPlan.ofDocuments(TRAPS, MasterKey.practice(2), 7);
        List<Placement> few = JsonlInsertion.of(less).insert(List.of(whole), out, Progress.none());
        List<Placement> many =
                JsonlInsertion.of(PLAN).insert(List.of(whole), temporary.resolve("many"), Progress.none());
        assertThat(few).hasSize(7);
        assertThat(many).containsAll(few);
    }

    @Test
    void oddBytesSurvive() throws Exception {
        String lines = Stream.of(
                        "\ufeff{\"id\":\"a\",\"text\":\"\\u0041 \\ud83d\\ude00 \\\"x\\\"\\n ü 😀 ende\" ,\"n\": NaN }\r",
                        "\r",
                        "   ",
                        " { \"text\" : \"zwei wörter\", \"meta\":{\"text\":\"no\",\"id\":3}, \"id\" : \"b\" }",
                        "{\"id\":\"c\",\"text\":\"\"}",
                        "{\"id\":\"d\",\"text\":\"last line without an end\"}")
                .collect(Collectors.joining("\n"));
        Path input = in.resolve("odd.jsonl");
        Files.writeString(input, lines);
        InsertionPlan plan = InsertionPlan.ofDocuments(TRAPS, MasterKey.practice(2), 3);
        List<Placement> placements = JsonlInsertion.of(plan).insert(List.of(input), out, Progress.none());
        String marked = Files.readString(out.resolve("odd.jsonl"));
        String removed = marked;
        for (Trap trap : TRAPS) {
            String escaped = JSON.writeValueAsString(" " + trap.text());
            removed = removed.replace(escaped.substring(1, escaped.length() - 1), "");
        }
        assertThat(removed).isEqualTo(lines);
        String first = marked.substring(1, marked.indexOf('\r'));
        String text = JSON.readTree(first.replace("NaN", "0")).get("text").asText();
        assertThat(placements).hasSize(3);
        Placement placement = placements.get(0);
        assertThat(placement.document()).isEqualTo("a");
        assertThat(text.startsWith(
                        TRAPS.get(placement.trap().equals("t0") ? 0 : 1).text(), placement.offset()))
                .isTrue();
    }

    @Test
    void repeatedIdsCountOnceAndTheFirstIsMarked() throws Exception {
        Path input = in.resolve("twice.jsonl");
        String row = "{\"id\":\"same\",\"text\":\"a text that comes twice\"}\n";
        Files.writeString(input, row + row + "{\"id\":\"other\",\"text\":\"x\"}\n");
        InsertionPlan plan = InsertionPlan.ofDocuments(TRAPS, MasterKey.practice(2), 2);
        JsonlInsertion.of(plan).insert(List.of(input), out, Progress.none());
        List<String> after = lines(out.resolve("twice.jsonl"));
        assertThat(after.get(0)).isNotEqualTo(row.strip());
        assertThat(after.get(1)).isEqualTo(row.strip());
        assertThat(after.get(2)).doesNotContain("\"text\":\"x\"");
    }

    @Test
    void saysHowManyDocumentsThereAre() throws Exception {
        Path input = file("a.jsonl", 0, 40);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonlInsertion.of(PLAN)
                        .withSuitable(document -> Integer.parseInt(document.id().substring(1)) < 12)
                        .insert(List.of(input), out, Progress.none()))
                .withMessage("the plan needs 20 suitable documents with different ids, the input has 12;"
                        + " ask for fewer documents or give more input");
        assertThat(out).doesNotExist();
    }

    @Test
    void refusesInputsThatCannotBeToldApart() throws Exception {
        Path input = file("a.jsonl", 0, 40);
        JsonlInsertion insertion = JsonlInsertion.of(PLAN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> insertion.insert(List.of(input, input), out, Progress.none()))
                .withMessageStartingWith("inputs must have different file names");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> insertion.insert(List.of(input), in, Progress.none()))
                .withMessageStartingWith("output folder must not be that of an input");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> insertion.insert(List.of(Path.of("-")), out, Progress.none()))
                .withMessageStartingWith("inputs must be files, which are read twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> insertion.insert(List.of(in.resolve("x.txt.gz")), out, Progress.none()))
                .withMessageStartingWith("inputs must be JSONL");
    }

    @Test
    void namesBadLinesAndFilesThatChange() throws Exception {
        Path input = file("a.jsonl", 0, 40);
        Assignment assignment =
                Assignment.of(PLAN, List.of(JsonlInsertion.of(PLAN).scan(input)));
        file("a.jsonl", 50, 90);
        Files.createDirectory(out);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> JsonlInsertion.of(PLAN).rewrite(input, out.resolve("a.jsonl"), assignment))
                .withMessageContaining("the document that was chosen in the first pass is not there in the second");
        assertThat(out).isEmptyDirectory();
        Files.writeString(input, "{\"id\":\"a\",\"text\":\"x\"}\n{\"text\":\"x\"}\n");
        assertThatExceptionOfType(CorruptInputException.class)
                .isThrownBy(() -> JsonlInsertion.of(PLAN).scan(input))
                .withMessageContaining("a.jsonl, line 2: field \"id\" is missing or empty");
    }

    @Test
    void longLinesAreCopiedWhole() throws Exception {
        Path input = in.resolve("long.jsonl");
        String words = "wort für wort ".repeat(60_000);
        Files.writeString(input, "{\"id\":\"a\",\"text\":\"" + words + "\"}\n{\"id\":\"b\",\"text\":\"x\"}\n");
        InsertionPlan plan = InsertionPlan.ofDocuments(TRAPS, MasterKey.practice(2), 2);
        JsonlInsertion.of(plan).insert(List.of(input), out, Progress.none());
        List<String> after = lines(out.resolve("long.jsonl"));
        assertThat(after).hasSize(2);
        assertThat(JSON.readTree(after.get(0)).get("text").asText()).hasSizeGreaterThan(words.length() + 10);
    }

    private Path file(String name, int from, int to) throws IOException {
        Path file = in.resolve(name);
        try (OutputStream stream = Compression.of(name).encode(Files.newOutputStream(file))) {
            for (int i = from; i < to; i++) {
                String row = "{\"id\": \"d" + i + "\",\"url\":\"http://x/\\u00e4\",\"text\":\"Text number " + i
                        + ", mit Ümlaut, \\u00fc \\\"quote\\\" and 😀 some\\nmore words\" , \"metadata\":{\"n\":" + i
                        + "}}\n";
                stream.write(row.getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static List<String> lines(Path file) throws IOException {
        try (InputStream stream = InputFile.open(file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
