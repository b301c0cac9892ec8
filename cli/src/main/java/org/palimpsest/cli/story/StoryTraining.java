package org.palimpsest.cli.story;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.transcript.Transcript;
import org.palimpsest.corpus.transcript.TranscriptWriter;
import org.palimpsest.inference.engine.CausalTrainer;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.DjlTokenizer;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.lab.TrainingPass;
import org.palimpsest.stats.RandomStream;

/** Trains the four models. Every order and every start is a stream of its own, keyed by seed and role. */
final class StoryTraining {
    private final StoryFolder folder;
    private final StoryPlan plan;
    private final TorchRuntime runtime;
    private final Progress progress;

    StoryTraining(StoryFolder folder, StoryPlan plan, TorchRuntime runtime, Progress progress) {
        this.folder = folder;
        this.plan = plan;
        this.runtime = runtime;
        this.progress = progress;
    }

    /** Records Alice's order and commits to it before she trains; returns the documents in that order. */
    List<Document> transcript(List<Document> marked) throws IOException {
        int[] order = TrainingOrder.draw(folder.seed(), Role.ALICE, marked.size());
        List<Transcript.Entry> entries = IntStream.range(0, order.length)
                .mapToObj(t -> new Transcript.Entry(t, marked.get(order[t]).id(), (long) (t / plan.batchSize())))
                .toList();
        Transcript transcript = new Transcript(entries);
        Path commitment = folder.file("order-commitment.json");
        if (!Files.exists(commitment)) {
            byte[] nonce = new byte[32];
            new SecureRandom().nextBytes(nonce);
            Map<String, Object> opening = new LinkedHashMap<>();
            opening.put("commitment", HexFormat.of().formatHex(transcript.commitment(nonce)));
            opening.put("nonce", HexFormat.of().formatHex(nonce));
            opening.put("documents", transcript.size());
            TranscriptWriter.write(transcript, folder.file("transcript.jsonl"));
            StoryFolder.write(commitment, new ObjectMapper().writeValueAsString(opening) + "\n");
        }
        return IntStream.of(order).mapToObj(marked::get).toList();
    }

    /** Trains a model from scratch, unless it is there already. */
    Role train(Role role, List<Document> documents) throws IOException {
        if (Files.exists(folder.model(role))) {
            return role;
        }
        Path tokenizer = folder.file("tokenizer.json");
        try (DjlTokenizer tokens = DjlTokenizer.load(tokenizer)) {
            long start = RandomStream.of(folder.seed(), "initial weights of " + role.key())
                    .nextLong();
            try (CausalTrainer trainer =
                    CausalTrainer.fresh(runtime, plan.model(plan.vocabularySize()), start, plan.learningRate())) {
                pass(role, trainer, documents, tokens);
                trainer.save(folder.model(role), tokenizer);
            }
        }
        return role;
    }

    /** Fine-tunes Alice's model into Bob's, unless it is there already. */
    Role fineTune(List<Document> documents) throws IOException {
        if (Files.exists(folder.model(Role.BOB))) {
            return Role.BOB;
        }
        try (Checkpoint alice = Checkpoint.load(runtime, folder.model(Role.ALICE));
                CausalTrainer trainer = CausalTrainer.from(runtime, alice, plan.fineTuneRate())) {
            pass(Role.BOB, trainer, documents, alice.tokenizer());
            trainer.save(folder.model(Role.BOB), folder.file("tokenizer.json"));
        }
        return Role.BOB;
    }

    private void pass(Role role, CausalTrainer trainer, List<Document> documents, DjlTokenizer tokenizer)
            throws IOException {
        Files.createDirectories(folder.file("models"));
        List<int[]> sequences = tokenizer
                .encodeAll(documents.stream().map(Document::text).toList())
                .stream()
                .map(StoryTraining::withBegin)
                .toList();
        String verb = role == Role.BOB ? "fine-tuning " : "training ";
        try (Progress.Task task = progress.begin(verb + role.label(), sequences.size(), "sequences")) {
            int[] order = TrainingOrder.draw(folder.seed(), role, sequences.size());
            double[] losses = new TrainingPass(plan.batchSize()).run(trainer, sequences, order, task);
            StoryFolder.write(
                    folder.file("losses", role.key() + ".json"), new ObjectMapper().writeValueAsString(losses));
        }
    }

    /** Every sequence begins with the model's begin token, id 0. */
    private static int[] withBegin(int[] tokens) {
        int[] sequence = new int[tokens.length + 1];
        System.arraycopy(tokens, 0, sequence, 1, tokens.length);
        return sequence;
    }
}
