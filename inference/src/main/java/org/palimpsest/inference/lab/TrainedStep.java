package org.palimpsest.inference.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of a run as it is logged.
 *
 * @param step its number, from 0
 * @param loss before it, mean nats per predicted token
 * @param gradientNorm before it and before clipping
 * @param factor of the learning rate in it
 */
record TrainedStep(long step, double loss, double gradientNorm, double factor) {
    static List<TrainedStep> read(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<TrainedStep> steps = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode row = json.readTree(line);
            steps.add(new TrainedStep(
                    row.path("step").asLong(),
                    row.path("loss").asDouble(),
                    row.path("gradientNorm").asDouble(),
                    row.path("rateFactor").asDouble()));
        }
        return steps;
    }
}
