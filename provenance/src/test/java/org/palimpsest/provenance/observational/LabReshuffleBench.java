package org.palimpsest.provenance.observational;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.inference.engine.AdamOptions;
import org.palimpsest.inference.engine.DjlTokenizer;
import org.palimpsest.inference.engine.LlamaConfig;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.lab.BpeTrainer;
import org.palimpsest.inference.lab.LastPhase;
import org.palimpsest.inference.lab.LearningRate;
import org.palimpsest.inference.lab.SequenceCutter;
import org.palimpsest.inference.lab.TrainingPlan;
import org.palimpsest.inference.lab.TrainingRun;
import org.palimpsest.inference.lab.TrainingSequence;
import org.palimpsest.inference.lab.TrainingSetup;
import org.palimpsest.inference.lab.TrainingStart;
import org.palimpsest.stats.RandomStream;

/**
 * Trains the last phase of one small run in many orders and scores texts that know none of them: every score is a draw under H0.
 * Arguments are how many models, the seed, a folder to work in, and the file of the scores, one a line.
 */
final class LabReshuffleBench {
    private static final String[] WORDS =
            ("the union of states is strong and our people work for peace with law trade land war hope"
                            + " this year congress must act on the bank debt army navy road farm school river gold silver tax")
                    .split(" ");

    private LabReshuffleBench() {}

    public static void main(String[] arguments) throws IOException {
        int models = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        Path folder = Path.of(arguments[2]);
        RandomGenerator random = RandomStream.of(seed, "lab corpus");
        List<Document> corpus = documents("d", 160, random);
        List<Document> texts = documents("t", 20, random);
        Path tokenizer = Files.writeString(
                folder.resolve("tokenizer.json"),
                BpeTrainer.withDefaults()
                        .withVocabularySize(300)
                        .train(corpus.stream().map(Document::text).toList())
                        .toTokenizerJson());
        TrainingPlan plan = new TrainingPlan(4, 1, 32, seed, LearningRate.Shape.CONSTANT, 0, AdamOptions.of(3e-3));
        LlamaConfig shape = new LlamaConfig(300, 16, 48, 1, 2, 2, 32, 10_000, 1e-5, true, 0);
        List<TrainingSequence> sequences;
        try (DjlTokenizer tokens = DjlTokenizer.load(tokenizer)) {
            sequences = new SequenceCutter(tokens, shape.beginToken(), 32).cut(corpus);
        }
        TrainingSetup run = TrainingSetup.whole(plan, new TrainingStart.Fresh(shape, seed), sequences, tokenizer);
        LastPhase phase = LastPhase.of(run, 0.5);
        CrossFittedScores rule = new CrossFittedScores(0, 1e-3, 4, seed);
        List<String> scores = new ArrayList<>();
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1))) {
            new TrainingRun(
                            folder.resolve("alice"),
                            run,
                            TrainingRun.Options.defaults().withCheckpointEvery(phase.firstStep()))
                    .run(runtime, Progress.none());
            Path checkpoint = folder.resolve("alice/checkpoints/step-" + phase.firstStep());
            for (int copy = 1; copy <= models; copy++) {
                Path place = folder.resolve("copy-" + copy);
                Path model = new TrainingRun(place, phase.reshuffled(checkpoint, copy), TrainingRun.Options.defaults())
                        .run(runtime, Progress.none());
                scores.add(Double.toString(rule.score(runtime, model, texts, folder.resolve("work"))
                        .mean()));
                delete(place);
            }
        }
        Files.write(Path.of(arguments[3]), scores, StandardCharsets.UTF_8);
    }

    private static List<Document> documents(String name, int count, RandomGenerator random) {
        return IntStream.range(0, count)
                .mapToObj(i -> Document.of(name + i, sentence(random)))
                .toList();
    }

    private static String sentence(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int w = 0; w < 12; w++) {
            double u = random.nextDouble();
            text.append(WORDS[(int) (u * u * WORDS.length)]).append(' ');
        }
        return text.toString();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
