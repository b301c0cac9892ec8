package org.palimpsest.cli.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.Document;

/**
 * What the folder of a story holds and its report tells.
 *
 * @param folder the folder, as the user named it
 * @param seed the seed of the story
 * @param trainingLosses loss of every training step, in nats a token, by model
 * @param registryRoot root of the registry's commitment, 64 hex digits
 * @param orderCommitment commitment to Alice's training order, 64 hex digits
 * @param placements copies of ghost sentences that were placed
 * @param ghost a ghost sentence that was published most often
 * @param markedPassage a passage that holds it
 * @param markedPassageId the id of that passage
 */
public record StoryReportFacts(
        Path folder,
        long seed,
        Map<Role, List<Double>> trainingLosses,
        String registryRoot,
        String orderCommitment,
        int placements,
        String ghost,
        String markedPassage,
        String markedPassageId) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies. */
    public StoryReportFacts {
        trainingLosses = Map.copyOf(trainingLosses);
    }

    /**
     * Reads them from a story that has run.
     *
     * @param folder its folder
     * @return the facts
     * @throws IOException if an artefact is missing or damaged
     */
    public static StoryReportFacts read(StoryFolder folder) throws IOException {
        Map<Role, List<Double>> losses = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            losses.put(role, losses(folder.file("losses", role.key() + ".json")));
        }
        Path placementsFile = folder.file("marked", "placements.jsonl");
        List<String> placements = Files.readAllLines(placementsFile);
        JsonNode most = null;
        for (String line : placements) {
            JsonNode placement = JSON.readTree(line);
            if (most == null
                    || placement.path("copy").asInt() > most.path("copy").asInt()) {
                most = placement;
            }
        }
        if (most == null) {
            throw new CorruptInputException(placementsFile.toString(), "no copy of a ghost sentence is placed");
        }
        String passage = most.path("document").asText();
        return new StoryReportFacts(
                folder.file(""),
                folder.seed(),
                losses,
                text(folder.file("registry", "commitment.json"), "root"),
                text(folder.file("order-commitment.json"), "commitment"),
                placements.size(),
                trap(folder.file("registry", "traps.jsonl"), most.path("trap").asText()),
                document(folder.file("marked", "published.jsonl"), passage),
                passage);
    }

    /** What lies where, below the folder. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("report.html", "this report");
        files.put("report.json", "the same findings for programs, at full precision");
        files.put(
                "corpus",
                "the passages before marking: published, Bob's other text, and text held out of all training");
        files.put(
                "registry", "the owner's secret registry of ghost sentences, what is published of it, its commitment");
        files.put("marked", "the published text with its ghost sentences, and where they were placed");
        files.put("transcript.jsonl", "the order in which Alice trained");
        files.put("order-commitment.json", "the commitment to that order, written before she trained, and its nonce");
        files.put("tokenizer.json", "the byte-pair encoding, trained on unmarked text, shared by all models");
        files.put("models", "the four models in the Hugging Face layout");
        files.put("losses", "the loss of every training step");
        files.put("scores", "log-likelihood of every token of every passage, and the scores of all ghost candidates");
        files.put("losses.jsonl", "mean loss of every passage under every model, by position in Alice's training");
        return files;
    }

    private static List<Double> losses(Path file) throws IOException {
        return List.of(JSON.readValue(file.toFile(), Double[].class));
    }

    private static String text(Path file, String field) throws IOException {
        JsonNode value = JSON.readTree(file.toFile()).path(field);
        if (!value.isTextual()) {
            throw new CorruptInputException(file.toString(), "field " + field + " must be a text, got " + value);
        }
        return value.asText();
    }

    private static String trap(Path file, String id) throws IOException {
        for (String line : Files.readAllLines(file)) {
            JsonNode trap = JSON.readTree(line);
            if (trap.path("id").asText().equals(id)) {
                return trap.path("text").asText();
            }
        }
        throw new CorruptInputException(file.toString(), "no row has id " + id + ", which was placed");
    }

    private static String document(Path file, String id) throws IOException {
        return StoryCorpus.read(file).stream()
                .filter(document -> document.id().equals(id))
                .map(Document::text)
                .findFirst()
                .orElseThrow(() -> new CorruptInputException(
                        file.toString(), "no row has id " + id + ", which placements.jsonl names"));
    }
}
