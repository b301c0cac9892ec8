package org.palimpsest.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.inference.endpoint.ApiKey;
import org.palimpsest.inference.endpoint.Endpoint;
import org.palimpsest.inference.endpoint.EndpointCapabilities;
import org.palimpsest.inference.endpoint.EndpointOptions;
import org.palimpsest.inference.endpoint.EndpointReference;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.DjlTextGenerator;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.inference.generation.TextGenerator;
import org.palimpsest.inference.generation.TextPrompt;
import org.palimpsest.provenance.model.PromptSamples;

/**
 * What a model answers to prompts: sampled continuations and, greedily, the next token.
 *
 * @param model how the user named it
 * @param samples a row a prompt
 * @param next the greedy next token of each, as text
 * @param engines names and versions of what ran it
 */
record ModelAnswers(String model, List<PromptSamples> samples, List<String> next, Map<String, String> engines) {
    private static final String RECORDED = "texts:";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * How a model is asked.
     *
     * @param samples continuations a prompt
     * @param options length, temperature and seed of each
     */
    record Questions(int samples, GenerationOptions options) {}

    static boolean isRecorded(String model) {
        return model.startsWith(RECORDED);
    }

    /** Checks the form of a reference, before anything is opened. */
    static void check(String model) {
        if (isRecorded(model)) {
            if (model.length() == RECORDED.length()) {
                throw new UsageException("texts: needs a file, such as texts:answers.jsonl");
            }
            return;
        }
        if (Models.isScores(model) || Models.isIndex(model)) {
            throw new UsageException("this command needs texts that a model wrote: a folder, openai:BASE_URL#MODEL or"
                    + " texts:FILE, got " + model);
        }
        Models.check(model);
    }

    /** The file of recorded answers, or the model's folder; null for an endpoint. */
    static @Nullable Path input(String model) {
        return isRecorded(model)
                ? Path.of(model.substring(RECORDED.length()))
                : Models.isEndpoint(model) ? null : Models.path(model);
    }

    static ModelAnswers of(String model, List<Document> prompts, Questions questions, int threads, Progress.Task task)
            throws IOException {
        if (isRecorded(model)) {
            return read(model, Path.of(model.substring(RECORDED.length())), prompts);
        }
        if (Models.isEndpoint(model)) {
            Endpoint endpoint = Endpoint.of(
                    EndpointReference.parse(model),
                    ApiKey.fromEnvironment(System.getenv()),
                    EndpointOptions.defaults());
            EndpointCapabilities found = endpoint.probe();
            return ask(model, endpoint.generator(found), prompts, questions, Map.of(), task);
        }
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(threads));
                Checkpoint checkpoint = Checkpoint.load(runtime, Models.path(model));
                DjlTextGenerator generator = new DjlTextGenerator(checkpoint)) {
            return ask(model, generator, prompts, questions, runtime.versions(), task);
        }
    }

    private static ModelAnswers ask(
            String model,
            TextGenerator generator,
            List<Document> prompts,
            Questions questions,
            Map<String, String> engines,
            Progress.Task task) {
        List<PromptSamples> samples = new ArrayList<>();
        List<String> next = new ArrayList<>();
        for (Document prompt : prompts) {
            List<TextPrompt> asked = new ArrayList<>();
            for (int sample = 0; sample < questions.samples(); sample++) {
                asked.add(new TextPrompt(prompt.id(), sample, prompt.text()));
            }
            samples.add(new PromptSamples(prompt.id(), generator.generateSamples(asked, questions.options())));
            next.add(generator
                    .generate(List.of(prompt.text()), GenerationOptions.greedy(1))
                    .get(0));
            task.advance(1);
        }
        return new ModelAnswers(model, samples, next, engines);
    }

    /** Reads answers and puts them into the order of the prompts. */
    private static ModelAnswers read(String model, Path file, List<Document> prompts) throws IOException {
        Map<String, JsonNode> rows = new LinkedHashMap<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(InputFile.open(file), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    JsonNode row = row(file, number, line);
                    if (rows.put(row.path("id").asText(), row) != null) {
                        throw new CorruptInputException(
                                file.toString(), number, "id " + row.path("id").asText() + " is there twice", null);
                    }
                }
            }
        }
        List<PromptSamples> samples = new ArrayList<>();
        List<String> next = new ArrayList<>();
        for (Document prompt : prompts) {
            JsonNode row = rows.get(prompt.id());
            if (row == null) {
                throw new CorruptInputException(file.toString(), "has no answers to prompt " + prompt.id());
            }
            List<String> texts = new ArrayList<>();
            row.path("texts").forEach(text -> texts.add(text.asText()));
            samples.add(new PromptSamples(prompt.id(), texts));
            next.add(row.path("next").asText());
        }
        return new ModelAnswers(model, samples, next, Map.of());
    }

    private static JsonNode row(Path file, int number, String line) throws CorruptInputException {
        JsonNode row;
        try {
            row = JSON.readTree(line);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new CorruptInputException(file.toString(), number, "is not JSON: " + e.getOriginalMessage(), e);
        }
        boolean texts = row.path("texts").isArray();
        for (JsonNode text : row.path("texts")) {
            texts &= text.isTextual();
        }
        if (!row.path("id").isTextual() || !texts || !row.path("next").isTextual()) {
            throw new CorruptInputException(
                    file.toString(),
                    number,
                    "needs id, a list of texts, and next, the greedy next token as text",
                    null);
        }
        return row;
    }

    /** A row a prompt, as {@code texts:} reads it. */
    List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", samples.get(i).id());
            row.put("texts", samples.get(i).texts());
            row.put("next", next.get(i));
            rows.add(row);
        }
        return rows;
    }
}
