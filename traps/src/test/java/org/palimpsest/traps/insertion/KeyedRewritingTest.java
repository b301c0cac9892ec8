package org.palimpsest.traps.insertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.traps.family.LookAlikes;
import org.palimpsest.traps.insertion.format.Carrier;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.Trap;
import org.palimpsest.traps.verification.PlacementCheck;

class KeyedRewritingTest {
    private static final List<Trap> KEYS = List.of(
            new Trap("k0", "lookalike", "00112233445566778899aabbccddeeff"),
            new Trap("k1", "lookalike", "ffeeddccbbaa99887766554433221100"));
    private static final String PROSE =
            "Some sentences, opposite a \"cosy\" place; the exact copy is as easy as it can be.";

    @TempDir
    private Path folder;

    private Path in = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void write() throws IOException {
        in = Files.createDirectories(folder.resolve("in"));
        out = folder.resolve("out");
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            rows.append("{ \"id\":\"d").append(i).append("\",\"text\":\"\\u0061 \\u00e9 \ud83d\ude00 é\\n\\tС ");
            rows.append(PROSE.replace("\"", "\\\""))
                    .append(" No. ")
                    .append(i)
                    .append("\\u0065x.\", \"text2\":\"apex\"}\n");
        }
        Files.writeString(in.resolve("a.jsonl"), rows + "{\"id\":\"short\",\"text\":\"Too few.\"}\n");
        Files.writeString(in.resolve("b.txt"), PROSE + "\r\n" + PROSE + "\n\ud83d\ude00 end");
        Files.write(in.resolve("latin.txt"), (PROSE + " \u00e9").getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(in.resolve("c.md"), PROSE);
    }

    private static InsertionPlan plan(int documents) {
        return InsertionPlan.ofDocuments(KEYS, MasterKey.practice(9), documents);
    }

    private static Map<String, String> texts(Path folder) throws IOException {
        Map<String, String> texts = new HashMap<>();
        for (String line : Files.readAllLines(folder.resolve("a.jsonl"))) {
            JsonNode row = new ObjectMapper().readTree(line);
            texts.put(row.path("id").asText(), row.path("text").asText());
        }
        texts.put("b.txt", Files.readString(folder.resolve("b.txt")));
        return texts;
    }

    @Test
    void wholeDocumentsAreWrittenUnderTheKeyAndUndone() throws IOException {
        List<Placement> placements = CorpusInsertion.of(plan(7)).insert(List.of(in), out, Progress.none());
        Map<String, String> before = texts(in);
        Map<String, String> after = texts(out);
        assertThat(placements).hasSize(7).allMatch(placement -> placement.offset() == 0);
        for (Placement placement : placements) {
            String key = KEYS.get(placement.trap().equals("k0") ? 0 : 1).text();
            String original = String.valueOf(before.remove(placement.document()));
            assertThat(after.get(placement.document()))
                    .isEqualTo(LookAlikes.rewrite(original, key).text())
                    .isNotEqualTo(original);
        }
        assertThat(before).containsOnlyKeys("short");
        assertThat(Files.readString(out.resolve("a.jsonl"))).contains("\\u00e9", "\\n\\tС", "\"text2\":\"apex\"");
        Path back = folder.resolve("back");
        InsertionUndo.restore(out.resolve("placements.jsonl"), List.of(out), back, Progress.none());
        for (String name : List.of("a.jsonl", "b.txt", "latin.txt", "c.md")) {
            assertThat(Files.readAllBytes(back.resolve(name))).as(name).isEqualTo(Files.readAllBytes(in.resolve(name)));
        }
    }

    @Test
    void aCheckSeesWhichKeyWroteADocument() throws IOException {
        CorpusInsertion.of(plan(7)).insert(List.of(in), out, Progress.none());
        List<Path> corpus = List.of(out.resolve("a.jsonl"), out.resolve("b.txt"));
        Path rows = out.resolve("placements.jsonl");
        assertThat(PlacementCheck.of(KEYS).check(rows, corpus).findings()).isEmpty();
        List<Trap> swapped = List.of(
                new Trap("k0", "lookalike", KEYS.get(1).text()),
                new Trap("k1", "lookalike", KEYS.get(0).text()));
        assertThat(PlacementCheck.of(swapped).check(rows, corpus).findings()).hasSize(7);
        List<Path> originals = List.of(in.resolve("a.jsonl"), in.resolve("b.txt"));
        assertThat(PlacementCheck.of(KEYS).check(rows, originals).findings()).hasSize(7);
    }

    @Test
    void theDiffShowsEveryLineThatIsRewritten() throws IOException {
        StringBuilder diff = new StringBuilder();
        CorpusInsertion.of(plan(7)).preview(List.of(in), out, diff, Progress.none());
        List<String> lines = diff.toString().lines().toList();
        assertThat(lines.stream().filter(line -> line.startsWith("+") && !line.startsWith("+++")))
                .hasSize(8);
        assertThat(lines).filteredOn(line -> line.startsWith(" ")).containsExactly(" \ud83d\ude00 end");
        assertThat(out).doesNotExist();
        CorpusInsertion.of(plan(7)).insert(List.of(in), out, Progress.none());
        List<String> rows = Files.readAllLines(out.resolve("a.jsonl"));
        assertThat(lines)
                .containsAll(rows.subList(0, 6).stream().map(row -> "+" + row).toList());
    }

    @Test
    void onlyPlansThatFitAreTaken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(8).withRepeats(2))
                .withMessage("traps that are keys rewrite whole documents: one a document, once, with no position,"
                        + " carrier or budget, got 1 a document, 2 copies, latter-half and text");
        assertThatIllegalArgumentException().isThrownBy(() -> plan(8).withCarrier(Carrier.PARAGRAPH));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InsertionPlan.ofDocuments(
                        List.of(KEYS.get(0), new Trap("t", "ghost", "x")), MasterKey.practice(1), 1))
                .withMessage(
                        "traps must be all keys of look-alikes or none, got 1 of 2; insert them one after the other");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorpusInsertion.of(plan(8)).insert(List.of(in), out, Progress.none()))
                .withMessageContaining("the input has 7");
        InsertionPlan twice = InsertionPlan.ofRows(
                KEYS, MasterKey.practice(1), List.of(new PlannedCopy("d0", "k0", 1), new PlannedCopy("d0", "k1", 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorpusInsertion.of(twice).insert(List.of(in), out, Progress.none()))
                .withMessage("document d0 must be written under 1 key, got 2");
    }
}
