package org.palimpsest.provenance.observational;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.AtomicOutput;
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
 * Null audits of the reshuffle test through the lab: a small run on a corpus of its own, its last half trained in the true order
 * and in 19 drawn anew, and texts that know none of them. Arguments are how many audits, the seed, a folder to work in, and the
 * CSV file. Every audit is written as soon as it is done; started again, the bench goes on with the first that is missing.
 */
final class LabReshuffleBench {
    private static final String HEADER = "audit,rank,t,log10p,publishedz9";
    private static final int COPIES = 19;
    private static final int PUBLISHED = 9;
    private static final String[] WORDS =
            ("the union of states is strong and our people work for peace with law trade land war hope"
                            + " this year congress must act on the bank debt army navy road farm school river gold silver tax")
                    .split(" ");

    private LabReshuffleBench() {}

    public static void main(String[] arguments) throws IOException {
        int audits = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        Path folder = Path.of(arguments[2]);
        Path file = Path.of(arguments[3]);
        List<String> lines = new ArrayList<>(List.of(HEADER));
        if (Files.exists(file)) {
            lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
            if (!lines.get(0).equals(HEADER)) {
                throw new IOException(file + " must begin with " + HEADER + ", but begins with " + lines.get(0));
            }
        }
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1))) {
            for (int audit = lines.size(); audit <= audits; audit++) {
                Path place = folder.resolve("audit-" + audit);
                Files.createDirectories(place);
                long own = RandomStream.of(seed, "lab audit " + audit).nextLong() >>> 1;
                lines.add(row(audit, scores(runtime, place, own)));
                AtomicOutput.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
                delete(place);
            }
        }
    }

    /** The test of the first score against the others, and the published z against the first few of them. */
    private static String row(int audit, double[] scores) {
        ReshuffleTest test = ReshuffleTest.withDefaults();
        ReshuffleTest.Result all = test.test(scores[0], Arrays.copyOfRange(scores, 1, scores.length));
        ReshuffleTest.Result few = test.test(scores[0], Arrays.copyOfRange(scores, 1, PUBLISHED + 1));
        return String.format(
                Locale.ROOT,
                "%d,%d,%.4f,%.4f,%.4f",
                audit,
                (int) all.rank().statistic(),
                all.student().statistic(),
                all.student().log10PValue(),
                few.publishedZ());
    }

    /** Scores of texts under the true order, then under the orders drawn anew. */
    private static double[] scores(TorchRuntime runtime, Path folder, long seed) throws IOException {
        RandomGenerator random = RandomStream.of(seed, "lab corpus");
        List<Document> corpus = documents("d", 160, random);
        List<Document> texts = documents("t", 20, random);
        LastPhase phase = LastPhase.of(run(folder, corpus, seed), 0.5);
        TrainingRun.Options options = TrainingRun.Options.defaults();
        new TrainingRun(folder.resolve("alice"), phase.run(), options.withCheckpointEvery(phase.firstStep()))
                .run(runtime, Progress.none());
        Path checkpoint = folder.resolve("alice/checkpoints/step-" + phase.firstStep());
        CrossFittedScores rule = new CrossFittedScores(0, 1e-3, 4, seed);
        double[] scores = new double[COPIES + 1];
        for (int copy = 0; copy <= COPIES; copy++) {
            TrainingSetup setup = copy == 0 ? phase.inTrueOrder(checkpoint) : phase.reshuffled(checkpoint, copy);
            Path model = new TrainingRun(folder.resolve("copy-" + copy), setup, options).run(runtime, Progress.none());
            scores[copy] =
                    rule.score(runtime, model, texts, folder.resolve("work")).mean();
        }
        return scores;
    }

    private static TrainingSetup run(Path folder, List<Document> corpus, long seed) throws IOException {
        Path tokenizer = Files.writeString(
                folder.resolve("tokenizer.json"),
                BpeTrainer.withDefaults()
                        .withVocabularySize(300)
                        .train(corpus.stream().map(Document::text).toList())
                        .toTokenizerJson());
        TrainingPlan plan = new TrainingPlan(4, 1, 32, seed, LearningRate.Shape.CONSTANT, 0, AdamOptions.of(3e-3));
        LlamaConfig shape = new LlamaConfig(300, 16, 48, 1, 2, 2, 32, 10_000, 1e-5, true, 0);
        try (DjlTokenizer tokens = DjlTokenizer.load(tokenizer)) {
            List<TrainingSequence> sequences = new SequenceCutter(tokens, shape.beginToken(), 32).cut(corpus);
            return TrainingSetup.whole(plan, new TrainingStart.Fresh(shape, seed), sequences, tokenizer);
        }
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
