package org.palimpsest.cli.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.palimpsest.corpus.CorruptInputException;

/**
 * Experiments that a YAML file describes.
 *
 * <pre>
 * experiments:
 *   - name: five rows
 *     about: Spearman's rho by hand
 *     run:
 *       - provenance query --transcript ${here}/rows.jsonl --loss bob
 *     expect:
 *       - {at: /statistic, number: 0.9, within: 1.0e-12}
 *       - {at: /verdict, text: no-evidence}
 * </pre>
 */
public final class ExperimentFile {
    private static final Set<String> KEYS = Set.of("name", "about", "run", "expect");

    private ExperimentFile() {}

    /**
     * Reads a file.
     *
     * @param file YAML
     * @return its experiments, at least one
     * @throws CorruptInputException if it is not YAML, or describes none
     * @throws IOException if it cannot be read
     */
    public static List<Experiment> read(Path file) throws IOException {
        JsonNode root;
        try {
            root = new YAMLMapper().readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(
                    file.toString(), null, "there is no such file; give a YAML file of experiments");
        } catch (JsonProcessingException e) {
            String reason = e.getOriginalMessage().strip().replaceAll("\\s*\\R\\s*", "; ");
            throw new CorruptInputException(file.toString(), 0, "is not YAML: " + reason, e);
        }
        if (root == null
                || !root.path("experiments").isArray()
                || root.path("experiments").isEmpty()) {
            throw new CorruptInputException(file.toString(), "has no list of experiments");
        }
        List<Experiment> experiments = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode node : root.path("experiments")) {
            String place = "experiment " + (experiments.size() + 1);
            try {
                Experiment experiment = experiment(node);
                if (!names.add(experiment.name())) {
                    throw new IllegalArgumentException("there are two named " + experiment.name());
                }
                experiments.add(experiment);
            } catch (IllegalArgumentException e) {
                throw new CorruptInputException(file.toString(), 0, place + ": " + e.getMessage(), e);
            }
        }
        return experiments;
    }

    private static Experiment experiment(JsonNode node) {
        node.properties().forEach(field -> {
            if (!KEYS.contains(field.getKey())) {
                throw new IllegalArgumentException(
                        "an experiment has no key " + field.getKey() + "; it has name, about, run, expect");
            }
        });
        String name = node.path("name").asText();
        if (name.isBlank()) {
            throw new IllegalArgumentException("it has no name");
        }
        List<List<String>> commands = new ArrayList<>();
        node.path("run").forEach(line -> commands.add(CommandWords.of(line.asText())));
        if (commands.isEmpty()) {
            throw new IllegalArgumentException("it has no list of commands under run");
        }
        List<Expectation> expectations = new ArrayList<>();
        node.path("expect").forEach(one -> expectations.add(Expectation.of(one)));
        if (expectations.isEmpty()) {
            throw new IllegalArgumentException("it expects nothing, so that it could not fail");
        }
        return new Experiment(name, node.path("about").asText(""), commands, expectations);
    }
}
