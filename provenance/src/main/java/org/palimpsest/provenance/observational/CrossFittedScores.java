package org.palimpsest.provenance.observational;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.inference.engine.AdamOptions;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.DjlTokenScorer;
import org.palimpsest.inference.engine.DjlTokenScorer.BeginToken;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.engine.family.Architecture;
import org.palimpsest.inference.lab.LearningRate;
import org.palimpsest.inference.lab.SequenceCutter;
import org.palimpsest.inference.lab.TrainingPlan;
import org.palimpsest.inference.lab.TrainingRun;
import org.palimpsest.inference.lab.TrainingSequence;
import org.palimpsest.inference.lab.TrainingSetup;
import org.palimpsest.inference.lab.TrainingStart;
import org.palimpsest.inference.likelihood.TokenScores;
import org.palimpsest.stats.RandomStream;

/**
 * What models of the reshuffle test think of texts after a short adaptation to texts of the same kind: each model is fine-tuned on
 * one half of the texts and scores the other, both ways, so that no text is scored by a model that has seen it. A suspect that was
 * fine-tuned writes unlike any of the models; adaptation takes that difference out. All models get the same halves, the same order
 * and the same steps, so that their scores stay exchangeable.
 *
 * @param epochs over a half, at least 0; with 0 no model is adapted
 * @param learningRate of the adaptation, above 0
 * @param batch texts a step, at least 1
 * @param seed of halves and orders
 */
public record CrossFittedScores(int epochs, double learningRate, int batch, long seed) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a value is outside its range
     */
    public CrossFittedScores {
        if (epochs < 0 || batch < 1) {
            throw new IllegalArgumentException(
                    "epochs must be at least 0 and batch at least 1, got " + epochs + " and " + batch);
        }
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException("learningRate must be above 0 and finite, got " + learningRate);
        }
    }

    /**
     * The halves into which texts are dealt.
     *
     * @param texts how many, at least 2
     * @return the numbers of the texts of either half
     * @throws IllegalArgumentException if there are fewer than 2
     */
    public List<int[]> halves(int texts) {
        if (texts < 2) {
            throw new IllegalArgumentException("adaptation needs at least 2 texts, got " + texts);
        }
        int[] order = RandomStream.permutation(texts, RandomStream.of(seed, "halves of the texts"));
        return List.of(
                Arrays.stream(order, 0, texts / 2).sorted().toArray(),
                Arrays.stream(order, texts / 2, texts).sorted().toArray());
    }

    /**
     * Scores texts under one model.
     *
     * @param runtime the engine
     * @param model its folder
     * @param texts of the suspect, ids distinct, each with at least one token that is predicted
     * @param work an empty or missing folder for the adapted models; it is deleted in the end
     * @return nats a token, by text
     * @throws IOException if the model cannot be read, or the folder cannot be written
     * @throws IllegalArgumentException if there are too few texts, or a text has no token to predict
     */
    public TextScores score(TorchRuntime runtime, Path model, List<Document> texts, Path work) throws IOException {
        Map<String, Double> byText = new LinkedHashMap<>();
        Map<String, Integer> tokens = new LinkedHashMap<>();
        if (epochs == 0) {
            add(runtime, model, texts, byText, tokens);
            return new TextScores(model.toString(), byText, tokens);
        }
        List<int[]> halves = halves(texts.size());
        try {
            for (int half = 0; half < 2; half++) {
                Path adapted =
                        adapt(runtime, model, chosen(texts, halves.get(half)), work.resolve("half-" + (half + 1)));
                add(runtime, adapted, chosen(texts, halves.get(1 - half)), byText, tokens);
            }
        } finally {
            delete(work);
        }
        return new TextScores(model.toString(), byText, tokens);
    }

    private static List<Document> chosen(List<Document> texts, int[] numbers) {
        return IntStream.of(numbers).mapToObj(texts::get).toList();
    }

    private Path adapt(TorchRuntime runtime, Path model, List<Document> texts, Path folder) throws IOException {
        Architecture shape = Checkpoint.readConfig(model);
        TrainingPlan plan = new TrainingPlan(
                batch,
                epochs,
                shape.maxPositions(),
                seed,
                LearningRate.Shape.CONSTANT,
                0,
                AdamOptions.of(learningRate));
        Path tokenizer = model.resolve("tokenizer.json");
        List<TrainingSequence> sequences;
        try (Checkpoint open = Checkpoint.load(runtime, model)) {
            sequences = new SequenceCutter(open.tokenizer(), shape.beginToken(), shape.maxPositions()).cut(texts);
        }
        TrainingSetup setup = TrainingSetup.whole(plan, new TrainingStart.Model(model), sequences, tokenizer);
        return new TrainingRun(folder, setup, TrainingRun.Options.defaults()).run(runtime, Progress.none());
    }

    private static void add(
            TorchRuntime runtime,
            Path model,
            List<Document> texts,
            Map<String, Double> byText,
            Map<String, Integer> tokens)
            throws IOException {
        try (Checkpoint open = Checkpoint.load(runtime, model);
                DjlTokenScorer scorer = new DjlTokenScorer(
                        open,
                        DjlTokenScorer.Options.defaults()
                                .with(open.config().beginToken() >= 0 ? BeginToken.PREPEND : BeginToken.NONE))) {
            for (TokenScores scores : scorer.score(texts)) {
                int count = scores.logProbsNats().length;
                if (count == 0) {
                    throw new IllegalArgumentException("text " + scores.id() + " has no token to predict");
                }
                byText.put(scores.id(), scores.meanNats());
                tokens.put(scores.id(), count);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
