package org.palimpsest.inference.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.JsonValues;

/**
 * What a checkpoint of a run knows of its run.
 *
 * @param plan of the run
 * @param step the next step
 * @param sequencesSha256 fingerprint of the sequences
 * @param orderSha256 fingerprint of the order
 */
public record CheckpointNote(TrainingPlan plan, long step, String sequencesSha256, String orderSha256) {
    /** The file beside the weights. */
    static final String FILE = "training.json";

    /**
     * Reads the note of a checkpoint.
     *
     * @param folder of the checkpoint
     * @return the note
     * @throws IOException if the folder is no checkpoint of a run, or its note is corrupt
     */
    public static CheckpointNote read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(
                    file.toString(),
                    null,
                    "there is no such file; give a folder that lab train wrote under checkpoints/");
        }
        try {
            JsonNode json = new ObjectMapper().readTree(file.toFile());
            return new CheckpointNote(
                    TrainingPlan.of(json.path("plan")),
                    json.path("step").asLong(),
                    json.path("sequencesSha256").asText(),
                    json.path("orderSha256").asText());
        } catch (JsonProcessingException e) {
            throw new CorruptInputException(file.toString(), 0, "is not JSON: " + JsonValues.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(file.toString(), 0, String.valueOf(e.getMessage()), e);
        }
    }
}
