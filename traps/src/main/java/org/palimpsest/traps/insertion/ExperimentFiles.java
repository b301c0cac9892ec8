package org.palimpsest.traps.insertion;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.InputLocation;
import org.palimpsest.corpus.JsonLines;
import org.palimpsest.corpus.JsonValues;
import org.palimpsest.corpus.run.AtomicOutput;

/**
 * Reads experiments, {@code {"experiments":[{"name","traps":[ids],"repetitions","fromStep","toStep","treated","perDocument"}]}} with
 * all but the first two optional, and reads and writes plans, rows {@code {"experiment","arm","document","trap","copy"}}.
 */
public final class ExperimentFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS =
            Set.of("name", "traps", "repetitions", "fromStep", "toStep", "treated", "perDocument");

    private ExperimentFiles() {}

    /**
     * Reads experiments.
     *
     * @param file JSON
     * @return the experiments in the order of the file
     * @throws CorruptInputException if the file is not such JSON, or has fields that are not known
     * @throws IOException if the file cannot be read
     */
    public static List<Experiment> read(Path file) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new CorruptInputException(file.toString(), 0, "is not valid JSON: " + e.getOriginalMessage(), e);
        }
        List<Experiment> experiments = new ArrayList<>();
        for (JsonNode node : root.path("experiments")) {
            try {
                experiments.add(experiment(node));
            } catch (IllegalArgumentException e) {
                throw new CorruptInputException(file.toString(), 0, String.valueOf(e.getMessage()), e);
            }
        }
        if (experiments.isEmpty()) {
            throw new CorruptInputException(
                    file.toString(),
                    "has no list \"experiments\" of 1 or more; write {\"experiments\":[{\"name\",\"traps\"}]}");
        }
        return experiments;
    }

    private static Experiment experiment(JsonNode node) {
        node.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException("fields of an experiment must be of "
                        + FIELDS.stream().sorted().toList() + ", got \"" + name + "\"");
            }
        });
        List<String> traps = new ArrayList<>();
        node.path("traps").forEach(trap -> traps.add(trap.asText()));
        return new Experiment(
                node.path("name").asText(),
                traps,
                node.path("repetitions").asDouble(1),
                node.path("fromStep").asLong(0),
                node.path("toStep").asLong(Experiment.ALL_STEPS),
                node.path("treated").asDouble(1),
                node.path("perDocument").asInt(1));
    }

    /**
     * Writes a plan.
     *
     * @param target the file; appears whole or not at all
     * @param copies its rows
     * @throws IOException if it cannot be written
     */
    public static void write(Path target, List<ExperimentCopy> copies) throws IOException {
        AtomicOutput.write(target, out -> {
            for (ExperimentCopy copy : copies) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("experiment", copy.experiment());
                row.put("arm", copy.arm().label());
                row.put("document", copy.copy().document());
                row.put("trap", copy.copy().trap());
                row.put("copy", copy.copy().copy());
                out.write(JSON.writeValueAsBytes(row));
                out.write('\n');
            }
        });
    }

    /**
     * Reads the copies of a plan that are to be put in, those of treated arms.
     *
     * @param file a plan
     * @return its copies
     * @throws CorruptInputException if a row is not one of a plan
     * @throws IOException if the file cannot be read
     */
    public static List<PlannedCopy> readTreated(Path file) throws IOException {
        List<PlannedCopy> copies = new ArrayList<>();
        try (JsonLines lines = JsonLines.open(file, 0)) {
            ExperimentCopy row = lines.next(ExperimentFiles::parse);
            while (row != null) {
                if (row.arm() == ExperimentCopy.Arm.TREATED) {
                    copies.add(row.copy());
                }
                row = lines.next(ExperimentFiles::parse);
            }
        }
        return copies;
    }

    private static ExperimentCopy parse(JsonParser json, InputLocation where) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        int copy = 0;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("copy")) {
                copy = json.getIntValue();
            } else if (Set.of("experiment", "arm", "document", "trap").contains(name)) {
                fields.put(name, String.valueOf(JsonValues.readString(json, name, where)));
            } else {
                json.skipChildren();
            }
        }
        try {
            return new ExperimentCopy(
                    fields.getOrDefault("experiment", ""),
                    ExperimentCopy.Arm.of(fields.getOrDefault("arm", "")),
                    new PlannedCopy(fields.getOrDefault("document", ""), fields.getOrDefault("trap", ""), copy));
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(where, e.getMessage() + "; give the plan that traps assign wrote", e);
        }
    }
}
