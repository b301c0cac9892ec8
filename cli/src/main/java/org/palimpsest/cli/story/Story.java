package org.palimpsest.cli.story;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.inference.engine.TorchRuntime;

/**
 * The main job end to end: an owner marks a corpus, Alice trains on it, Bob derives his model from hers, Carol is
 * innocent, and the auditor asks all three. Nothing is simulated: the models are trained when the story runs.
 */
public final class Story {
    private final StoryFolder folder;
    private final StoryPlan plan;
    private final int threads;
    private final Progress progress;
    private final StepClock clock = new StepClock();
    private volatile @Nullable Lanes running;

    /**
     * A story.
     *
     * @param folder where it is kept
     * @param plan its sizes
     * @param threads lanes of work, at least 1
     * @param progress told of every long step
     */
    public Story(StoryFolder folder, StoryPlan plan, int threads, Progress progress) {
        this.folder = folder;
        this.plan = plan;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Runs every step that has not been finished before.
     *
     * @return what the auditor found
     * @throws IOException if an artefact cannot be read or written
     */
    public StoryEvidence run() throws IOException {
        long start = System.nanoTime();
        try (Lanes lanes = new Lanes(threads, clock)) {
            running = lanes;
            CompletableFuture<TorchRuntime> engine =
                    lanes.start("starting the engine", () -> TorchRuntime.start(new TorchRuntime.Options(1)));
            CompletableFuture<StoryCorpus> texts =
                    lanes.start("corpus and tokenizer", () -> StoryCorpus.prepare(folder, plan));
            CompletableFuture<StoryMarks> marking =
                    lanes.after(texts, "marks and registry", () -> StoryMarks.prepare(folder, plan, Progress.none()));
            Lanes.await(List.of(engine, marking));
            try (TorchRuntime runtime = engine.join();
                    lanes) {
                Findings findings = ask(lanes, runtime, texts.join(), marking.join());
                StoryEvidence evidence =
                        lanes.start("tests", () -> findings.evidence()).join();
                return evidence.withTimes(clock.seconds(), (System.nanoTime() - start) / 1e9);
            }
        }
    }

    /**
     * Stops a run on another thread and waits, some seconds at most, until no step is at work. What was finished stays; the
     * run ends with an exception.
     */
    public void stop() {
        Lanes lanes = running;
        if (lanes != null) {
            lanes.close();
        }
    }

    /** Trains and asks all models; what needs another's model waits for it, the rest runs side by side. */
    private Findings ask(Lanes lanes, TorchRuntime runtime, StoryCorpus corpus, StoryMarks marks) throws IOException {
        StoryTraining training = new StoryTraining(folder, plan, runtime, progress);
        StoryScores scores = new StoryScores(folder, runtime, progress);
        List<Document> ordered = training.transcript(marks.marked());
        Map<String, String> contexts = StoryScores.contexts(marks, corpus.heldOut());
        Findings findings = new Findings(folder, plan, ordered);
        CompletableFuture<Role> alice = lanes.start("training", () -> training.train(Role.ALICE, marks.marked()));
        List<CompletableFuture<Role>> models = List.of(
                alice,
                lanes.start("training", () -> training.train(Role.REFERENCE, corpus.published())),
                lanes.start("training", () -> training.train(Role.CAROL, corpus.published())),
                lanes.after(alice, "fine-tuning", () -> training.fineTune(corpus.other())));
        List<CompletableFuture<?>> all = new ArrayList<>(models);
        for (CompletableFuture<Role> model : models) {
            all.add(model.thenCompose(role ->
                    lanes.start("scoring documents", () -> findings.add(role, scores.documents(role, ordered)))));
            all.add(model.thenCompose(role -> role == Role.REFERENCE
                    ? CompletableFuture.completedFuture(findings)
                    : lanes.start(
                            "asking for ghost sentences",
                            () -> findings.add(
                                    role,
                                    scores.ghosts(role, marks, contexts),
                                    scores.lastWords(role, marks, contexts)))));
        }
        Lanes.await(all);
        findings.writeTable();
        return findings;
    }
}
