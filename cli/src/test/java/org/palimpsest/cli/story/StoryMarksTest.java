package org.palimpsest.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.inference.engine.DjlTokenizer;
import org.palimpsest.inference.lab.BpeTrainer;
import org.palimpsest.traps.registry.Trap;
import org.palimpsest.traps.registry.TrapCandidates;

/** Corpus, tokenizer and marks of the story with 400 ghosts of 4 copies for the sake of power; all else as in the story. */
class StoryMarksTest {
    private static final int GHOSTS = 400;
    private static final int COPIES = 4;
    private static final StoryPlan PLAN = withGhosts(StoryPlan.standard());

    @TempDir
    private static Path root;

    private static List<Document> marked = List.of();
    private static List<TrapCandidates> candidates = List.of();
    private static Map<String, String> texts = Map.of();

    private static StoryPlan withGhosts(StoryPlan p) {
        return new StoryPlan(
                GHOSTS * COPIES,
                40,
                p.passageWords(),
                p.vocabularySize(),
                p.hiddenSize(),
                p.intermediateSize(),
                p.layers(),
                p.heads(),
                p.maxPositions(),
                p.batchSize(),
                p.learningRate(),
                p.fineTuneRate(),
                List.of(COPIES),
                GHOSTS,
                p.ghostWords(),
                p.controls(),
                p.permutations(),
                p.alpha());
    }

    @BeforeAll
    static void prepare() throws IOException {
        try (StoryFolder folder = StoryFolder.open(root, 11L, 0, PLAN, StoryFolder.Existing.CONTINUE)) {
            StoryCorpus.prepare(folder, PLAN);
            StoryMarks marks = StoryMarks.prepare(folder, PLAN, Progress.none());
            marked = marks.marked();
            candidates = marks.registry().allCandidates();
            texts = new HashMap<>();
            for (Trap trap : marks.registry().traps()) {
                texts.put(trap.id(), trap.text());
            }
        }
    }

    @Test
    void everyCopyStandsWholeInADocumentThatFitsTheModel() throws IOException {
        Map<String, String> byId = new HashMap<>();
        marked.forEach(document -> byId.put(document.id(), document.text()));
        Map<String, Integer> copies = new HashMap<>();
        try (DjlTokenizer tokenizer = DjlTokenizer.load(root.resolve("tokenizer.json"))) {
            for (String line : Files.readAllLines(root.resolve("marked/placements.jsonl"))) {
                JsonNode row = new ObjectMapper().readTree(line);
                String trap = row.path("trap").asText();
                String text = byId.getOrDefault(row.path("document").asText(), "");
                int offset = row.path("offset").asInt();
                String ghost = texts.getOrDefault(trap, "?");
                assertThat(text.substring(offset, offset + ghost.length())).isEqualTo(ghost);
                copies.merge(trap, 1, Integer::sum);
            }
            List<String> all = marked.stream().map(Document::text).toList();
            // the begin token and all tokens but the last are read, so maxPositions tokens fit
            assertThat(tokenizer.encodeAll(all))
                    .allSatisfy(tokens -> assertThat(tokens.length).isBetween(2, PLAN.maxPositions()));
        }
        assertThat(copies).hasSize(GHOSTS);
        assertThat(copies.values()).containsOnly(COPIES);
    }

    /** Standard score of the mean difference in tokens between published ghosts and their controls. */
    private static double lengthScore(Path tokenizerFile) throws IOException {
        double[] differences = new double[candidates.size()];
        try (DjlTokenizer tokenizer = DjlTokenizer.load(tokenizerFile)) {
            for (int g = 0; g < differences.length; g++) {
                TrapCandidates ghost = candidates.get(g);
                List<String> spaced = new ArrayList<>();
                ghost.texts().forEach(text -> spaced.add(" " + text));
                double[] lengths = tokenizer.encodeAll(spaced).stream()
                        .mapToDouble(tokens -> tokens.length)
                        .toArray();
                double sum = Arrays.stream(lengths).sum();
                double own = lengths[ghost.published()];
                differences[g] = own - (sum - own) / (lengths.length - 1);
            }
        }
        double mean = Arrays.stream(differences).average().orElseThrow();
        double variance =
                DoubleStream.of(differences).map(d -> (d - mean) * (d - mean)).sum() / (differences.length - 1);
        return mean / Math.sqrt(variance / differences.length);
    }

    @Test
    void publishedGhostsAreSpeltAsLongAsTheirControls() throws IOException {
        assertThat(lengthScore(root.resolve("tokenizer.json"))).isBetween(-3.5, 3.5);
    }

    /** What the test above would see if the encoding were trained on the marked text. */
    @Test
    void anEncodingTrainedOnTheMarkedTextSpellsPublishedGhostsShorter() throws IOException {
        Path spoilt = root.resolve("spoilt.json");
        Files.writeString(
                spoilt,
                BpeTrainer.withDefaults()
                        .withVocabularySize(PLAN.vocabularySize())
                        .train(marked.stream().map(Document::text).toList())
                        .toTokenizerJson());
        assertThat(lengthScore(spoilt)).isLessThan(-10);
    }
}
