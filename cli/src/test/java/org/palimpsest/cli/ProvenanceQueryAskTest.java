package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Suspects that give text alone, or a few likely tokens. */
class ProvenanceQueryAskTest {
    private static final int DOCUMENTS = 60;
    private static final int PREFIX = 32;

    @TempDir
    private Path folder;

    /** The text behind the prefix of each document that the suspect remembers: those of the later half. */
    private final Map<String, String> remembered = new TreeMap<>();

    private Path transcript;

    @BeforeEach
    void documentsOfRandomWords() throws IOException {
        Random random = new Random(8);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            List<String> words = new ArrayList<>();
            for (int w = 0; w < PREFIX + 16; w++) {
                words.add("w" + random.nextInt(100_000));
            }
            if (i >= DOCUMENTS / 2) {
                remembered.put(
                        String.join(" ", words.subList(0, PREFIX)),
                        String.join(" ", words.subList(PREFIX, words.size())));
            }
            lines.add("{\"id\":\"d" + i + "\",\"index\":" + i + ",\"text\":\"" + String.join(" ", words) + "\"}");
        }
        transcript = Files.write(folder.resolve("rows.jsonl"), lines);
    }

    private Run query(String model, Object... more) {
        List<Object> args = new ArrayList<>(List.of(
                "provenance", "query", "--transcript", transcript, "--model", model, "--permutations", 999, "--json"));
        args.addAll(Arrays.asList(more));
        return Run.of(args.toArray());
    }

    private String memory(String prompt) {
        return remembered.entrySet().stream()
                .filter(entry -> prompt.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** Names the letter of the choice that it remembers, else always the first. */
    private String letter(String prompt) {
        String known = memory(prompt);
        return prompt.lines()
                .filter(line -> !known.isEmpty() && line.endsWith(") " + known))
                .map(line -> line.substring(0, 1))
                .findFirst()
                .orElse("A");
    }

    private JsonNode asked(UnaryOperator<String> model, Object... how) throws IOException {
        try (ChatServer server = new ChatServer(model)) {
            return query(server.reference(), how).done().result();
        }
    }

    @Test
    void continuationsOfWhatIsRememberedAreFound() throws IOException {
        JsonNode result = asked(this::memory, "--ask", "continuation");
        assertThat(result.path("n").asInt()).isEqualTo(DOCUMENTS);
        assertThat(result.path("permutationP").asDouble()).isEqualTo(0.001);
        assertThat(result.path("verdict").asText()).isEqualTo("consistent-unverified");
        Run nothing;
        try (ChatServer server = new ChatServer(prompt -> "I cannot say.")) {
            nothing = query(server.reference(), "--ask", "continuation");
        }
        nothing.failed(ExitCode.BAD_INPUT, transcript + ": scores must not all be equal, got ");
    }

    @Test
    void choicesOfWhatIsRememberedAreFound() throws IOException {
        JsonNode result = asked(this::letter, "--ask", "choice");
        assertThat(result.path("permutationP").asDouble()).isEqualTo(0.001);
        assertThat(asked(prompt -> "A", "--ask", "choice").path("permutationP").asDouble())
                .isGreaterThan(0.001);
    }

    @Test
    void sequentialQuestionsStopEarly() throws IOException {
        JsonNode result = asked(this::memory, "--ask", "continuation", "--sequential", "--alpha", 0.05);
        assertThat(result.path("stoppedAt").asInt()).isBetween(1, DOCUMENTS / 2);
        assertThat(result.path("verdict").asText()).isEqualTo("consistent-unverified");
    }

    @Test
    void topTokensNeedAModelThatGivesThem() throws IOException {
        Path model = SmallModel.write(Files.createDirectory(folder.resolve("model")));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            lines.add("{\"id\":\"d" + i + "\",\"index\":" + i + ",\"text\":\"the people of the state "
                    + i * i * 7919 % 1009 + " are at peace\"}");
        }
        Files.write(transcript, lines);
        JsonNode result = query(model.toString(), "--ask", "top-k").done().result();
        assertThat(result.path("n").asInt()).isEqualTo(30);
        assertThat(result.path("statistic").isNumber()).isTrue();
        try (ChatServer server = new ChatServer(prompt -> "x")) {
            Run run = query(server.reference(), "--ask", "top-k");
            assertThat(run.code()).isNotZero();
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("error: ").hasLineCount(1);
        }
    }
}
