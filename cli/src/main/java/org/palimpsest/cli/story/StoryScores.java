package org.palimpsest.cli.story;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.DjlTextGenerator;
import org.palimpsest.inference.engine.DjlTokenScorer;
import org.palimpsest.inference.engine.DjlTokenScorer.BeginToken;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.inference.likelihood.ContextScorer;
import org.palimpsest.inference.likelihood.RecordedTokenScorer;
import org.palimpsest.inference.likelihood.ScoreWriter;
import org.palimpsest.inference.likelihood.TokenScores;
import org.palimpsest.traps.detection.GhostPrompt;
import org.palimpsest.traps.detection.LastKWordsTest;
import org.palimpsest.traps.detection.ModelScores;
import org.palimpsest.traps.detection.TrapScores;
import org.palimpsest.traps.detection.TrapScoring;
import org.palimpsest.traps.registry.TrapCandidates;

/** Asks the models: what they think of the documents and of the ghost sentences, and how they complete these. */
final class StoryScores {
    private static final int WINDOW = 512;
    private static final int CONTEXT_WORDS = 4;
    private static final int NEW_TOKENS = 8;

    private final StoryFolder folder;
    private final TorchRuntime runtime;
    private final Progress progress;

    StoryScores(StoryFolder folder, TorchRuntime runtime, Progress progress) {
        this.folder = folder;
        this.runtime = runtime;
        this.progress = progress;
    }

    /** Mean log-likelihood (nats a token) of every document under a model, in the order given. */
    double[] documents(Role role, List<Document> documents) throws IOException {
        Path file = folder.file("scores", role.key() + ".jsonl");
        if (!Files.exists(file)) {
            Files.createDirectories(folder.file("scores"));
            try (Checkpoint model = Checkpoint.load(runtime, folder.model(role));
                    DjlTokenScorer scorer = scorer(model);
                    Progress.Task task =
                            progress.begin("scoring under " + role.label(), documents.size(), "documents")) {
                AtomicOutput.write(file, out -> {
                    try (ScoreWriter writer = new ScoreWriter(out)) {
                        for (int from = 0; from < documents.size(); from += WINDOW) {
                            if (Thread.interrupted()) {
                                throw new CancellationException("scoring was stopped");
                            }
                            List<Document> window = documents.subList(from, Math.min(documents.size(), from + WINDOW));
                            List<TokenScores> scores = scorer.score(window);
                            for (int i = 0; i < window.size(); i++) {
                                writer.write(window.get(i), scores.get(i));
                            }
                            task.advance(window.size());
                        }
                    }
                });
            }
        }
        try (RecordedTokenScorer recorded = RecordedTokenScorer.open(file)) {
            return recorded.score(documents).stream()
                    .mapToDouble(TokenScores::meanNats)
                    .toArray();
        }
    }

    private static DjlTokenScorer scorer(Checkpoint model) {
        return new DjlTokenScorer(model, DjlTokenScorer.Options.defaults().with(BeginToken.PREPEND));
    }

    /** The first words of a held-out passage for every ghost: the same before the published text and its controls. */
    static Map<String, String> contexts(StoryMarks marks, List<Document> heldOut) {
        Map<String, String> contexts = new HashMap<>();
        for (int i = 0; i < marks.registry().traps().size(); i++) {
            String[] words = heldOut.get(i).text().split(" ");
            String start = String.join(" ", List.of(words).subList(0, Math.min(CONTEXT_WORDS, words.length)));
            contexts.put(marks.registry().traps().get(i).id(), start);
        }
        return contexts;
    }

    /** Scores of all ghosts and controls under a model. */
    ModelScores ghosts(Role role, StoryMarks marks, Map<String, String> contexts) throws IOException {
        Path file = folder.file("scores", "ghosts-" + role.key() + ".json");
        if (!Files.exists(file)) {
            List<TrapCandidates> traps = marks.registry().allCandidates();
            try (Checkpoint model = Checkpoint.load(runtime, folder.model(role));
                    DjlTokenScorer scorer = scorer(model);
                    Progress.Task task =
                            progress.begin("ghost sentences under " + role.label(), traps.size(), "ghosts")) {
                ContextScorer inContext = new ContextScorer(scorer, model.tokenizer());
                ModelScores scores = TrapScoring.withDefaults()
                        .withContexts(contexts)
                        .score(role.label(), traps, (before, texts) -> {
                            if (Thread.interrupted()) {
                                throw new CancellationException("scoring was stopped");
                            }
                            task.advance(1);
                            return inContext.meanNats(before, texts);
                        });
                StoryFolder.write(file, new ObjectMapper().writeValueAsString(rows(scores)));
            }
        }
        return read(role, file, marks);
    }

    private static Map<String, double[]> rows(ModelScores scores) {
        Map<String, double[]> rows = new LinkedHashMap<>();
        for (TrapScores trap : scores.traps()) {
            double[] row = new double[trap.controls().length + 1];
            row[0] = trap.published();
            System.arraycopy(trap.controls(), 0, row, 1, row.length - 1);
            rows.put(trap.trap(), row);
        }
        return rows;
    }

    private static ModelScores read(Role role, Path file, StoryMarks marks) throws IOException {
        Map<String, double[]> rows =
                new ObjectMapper().readValue(file.toFile(), new TypeReference<Map<String, double[]>>() {});
        List<TrapScores> traps = new ArrayList<>();
        rows.forEach((trap, row) -> traps.add(new TrapScores(
                trap,
                OptionalInt.of(marks.copies().getOrDefault(trap, 0)),
                row[0],
                Arrays.copyOfRange(row, 1, row.length))));
        return new ModelScores(role.label(), traps);
    }

    /** The last-k words test: does the model complete the ghosts, greedily? */
    LastKWordsTest.Result lastWords(Role role, StoryMarks marks, Map<String, String> contexts) throws IOException {
        List<GhostPrompt> prompts = marks.registry().traps().stream()
                .map(t -> new GhostPrompt(t.id(), t.text(), List.of(contexts.getOrDefault(t.id(), ""))))
                .toList();
        try (Checkpoint model = Checkpoint.load(runtime, folder.model(role));
                DjlTextGenerator generator = new DjlTextGenerator(model)) {
            return LastKWordsTest.withDefaults()
                    .test(prompts, (texts, k) -> generator.generate(texts, GenerationOptions.greedy(NEW_TOKENS)));
        }
    }
}
