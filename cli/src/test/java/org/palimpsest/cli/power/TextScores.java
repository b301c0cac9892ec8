package org.palimpsest.cli.power;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.DjlTextGenerator;
import org.palimpsest.inference.engine.DjlTokenScorer;
import org.palimpsest.inference.engine.DjlTokenScorer.BeginToken;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.generation.Continuation;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.inference.generation.TokenPrompt;
import org.palimpsest.inference.likelihood.TokenScores;

/** Asks a model about texts and keeps the answers in a file beside it: a row a text, a column a question. */
final class TextScores {
    /** Tokens of a text that the model is asked to write itself. */
    static final int TAIL = 10;

    private static final int WINDOW = 512;

    private final TorchRuntime runtime;

    TextScores(TorchRuntime runtime) {
        this.runtime = runtime;
    }

    /** Mean log-likelihood (nats a token) of every text after nothing but the begin token. */
    Map<String, Double> alone(Path model, String name, List<Trap> texts) throws IOException {
        return after(model, name, texts, new int[0]);
    }

    /** Mean log-likelihood of every text after the same tokens. */
    Map<String, Double> after(Path model, String name, List<Trap> texts, int[] context) throws IOException {
        Path file = file(model, name);
        if (!Files.exists(file)) {
            try (Checkpoint checkpoint = Checkpoint.load(runtime, model);
                    DjlTokenScorer scorer = new DjlTokenScorer(
                            checkpoint, DjlTokenScorer.Options.defaults().with(BeginToken.PREPEND))) {
                double[] values = new double[texts.size()];
                for (int from = 0; from < values.length; from += WINDOW) {
                    List<Trap> window = texts.subList(from, Math.min(values.length, from + WINDOW));
                    List<TokenScores> scores = scorer.score(
                            window.stream().map(t -> document(t, context)).toList());
                    for (int i = 0; i < window.size(); i++) {
                        values[from + i] = scores.get(i)
                                .last(window.get(i).tokens().length)
                                .meanNats();
                    }
                }
                write(file, texts, values);
            }
        }
        return read(file);
    }

    /** The log-probabilities of the tokens of every document but the begin token, in nats. */
    List<double[]> documents(Path model, List<PlantedDocument> documents) throws IOException {
        List<Document> texts = documents.stream()
                .map(d -> new Document("d", "", d.tokens(), null, null, null, Map.of()))
                .toList();
        try (Checkpoint checkpoint = Checkpoint.load(runtime, model);
                DjlTokenScorer scorer = new DjlTokenScorer(checkpoint, DjlTokenScorer.Options.defaults())) {
            return scorer.score(texts).stream().map(TokenScores::logProbsNats).toList();
        }
    }

    /** How many of the last tokens of every text the model writes greedily after those before, up to the first miss. */
    Map<String, Double> written(Path model, String name, List<Trap> texts) throws IOException {
        Path file = file(model, name);
        if (!Files.exists(file)) {
            List<TokenPrompt> prompts = texts.stream()
                    .map(t -> new TokenPrompt(t.id(), 0, head(t.tokens())))
                    .toList();
            try (Checkpoint checkpoint = Checkpoint.load(runtime, model);
                    DjlTextGenerator generator = new DjlTextGenerator(checkpoint)) {
                List<Continuation> answers = generator.generateTokens(prompts, GenerationOptions.greedy(TAIL));
                write(
                        file,
                        texts,
                        IntStream.range(0, texts.size())
                                .mapToDouble(i -> hits(
                                        texts.get(i).tokens(), answers.get(i).tokens()))
                                .toArray());
            }
        }
        return read(file);
    }

    /** The begin token and all tokens but the tail. */
    private static int[] head(int[] tokens) {
        return join(
                new int[] {0},
                IntStream.range(0, tokens.length - TAIL).map(i -> tokens[i]).toArray());
    }

    private static int hits(int[] tokens, int[] answer) {
        int hits = 0;
        while (hits < Math.min(TAIL, answer.length) && answer[hits] == tokens[tokens.length - TAIL + hits]) {
            hits++;
        }
        return hits;
    }

    static int[] join(int[] first, int[] second) {
        return IntStream.concat(IntStream.of(first), IntStream.of(second)).toArray();
    }

    private static Document document(Trap trap, int[] context) {
        return new Document(trap.id(), "", join(context, trap.tokens()), null, null, null, Map.of());
    }

    private static Path file(Path model, String name) {
        return model.resolveSibling("scores-" + name + ".csv");
    }

    private static void write(Path file, List<Trap> texts, double[] values) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            lines.add(String.format(Locale.ROOT, "%s,%.6f", texts.get(i).id(), values[i]));
        }
        AtomicOutput.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Double> read(Path file) throws IOException {
        Map<String, Double> scores = new HashMap<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.map(line -> line.split(",")).forEach(f -> scores.put(f[0], Double.parseDouble(f[1])));
        }
        return scores;
    }
}
