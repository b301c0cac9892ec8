package org.palimpsest.cli.story;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.provenance.query.QueryTest;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.MultipleTesting;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.Verdict;
import org.palimpsest.traps.detection.GhostPrompt;
import org.palimpsest.traps.detection.LastKWordsTest;
import org.palimpsest.traps.detection.ModelScores;
import org.palimpsest.traps.detection.PerplexityTest;
import org.palimpsest.traps.detection.TrapRankTest;

/**
 * The main job end to end: an owner marks a corpus, Alice trains on it, Bob derives his model from hers, Carol is
 * innocent, and the auditor asks all three. Nothing is simulated: the models are trained when the story runs.
 */
public final class Story {
    private static final List<Role> SUSPECTS = List.of(Role.ALICE, Role.BOB, Role.CAROL);

    private final StoryFolder folder;
    private final StoryPlan plan;
    private final int threads;
    private final Progress progress;
    private final StepClock clock = new StepClock();

    /**
     * A story.
     *
     * @param folder where it is kept
     * @param plan its sizes
     * @param threads of the engine
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
        clock.begin("corpus");
        StoryCorpus corpus = StoryCorpus.prepare(folder, plan);
        clock.begin("tokenizer");
        Path tokenizer = StoryTraining.tokenizer(folder, plan, corpus);
        clock.begin("marks");
        StoryMarks marks = StoryMarks.prepare(folder, plan, progress);
        clock.begin("engine start");
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(threads))) {
            StoryTraining training = new StoryTraining(folder, plan, runtime, progress);
            List<Document> ordered = training.transcript(marks.marked());
            clock.begin("training");
            training.train(Role.ALICE, marks.marked(), tokenizer);
            training.train(Role.REFERENCE, corpus.published(), tokenizer);
            training.train(Role.CAROL, corpus.published(), tokenizer);
            clock.begin("fine-tuning");
            training.fineTune(corpus.other(), tokenizer);
            return ask(new StoryScores(folder, runtime, progress), corpus, marks, ordered);
        }
    }

    private StoryEvidence ask(StoryScores scores, StoryCorpus corpus, StoryMarks marks, List<Document> ordered)
            throws IOException {
        clock.begin("scoring documents");
        Likelihoods nats = new Likelihoods();
        for (Role role : Role.values()) {
            nats.put(role, scores.documents(role, ordered));
        }
        writeTable(ordered, nats);
        clock.begin("scoring ghosts");
        Map<String, String> contexts = StoryScores.contexts(marks, corpus.heldOut());
        List<ModelScores> ghosts = new ArrayList<>();
        List<LastKWordsTest.Result> words = new ArrayList<>();
        for (Role role : SUSPECTS) {
            ghosts.add(scores.ghosts(role, marks, contexts));
            words.add(LastKWordsTest.withDefaults()
                    .test(prompts(marks, contexts), (prompts, k) -> scores.complete(role, prompts)));
        }
        clock.begin("tests");
        QueryTest.Result reference = referenceAlone(nats);
        List<SuspectEvidence> suspects = test(nats, ghosts, words, reference.permutationP() <= plan.alpha());
        QueryTest.Result lengths = lengths(ordered);
        clock.end();
        return new StoryEvidence(suspects, reference, lengths, folder.randomisation(), nats, clock.seconds());
    }

    private static List<GhostPrompt> prompts(StoryMarks marks, Map<String, String> contexts) {
        return marks.registry().traps().stream()
                .map(t -> new GhostPrompt(t.id(), t.text(), List.of(contexts.getOrDefault(t.id(), ""))))
                .toList();
    }

    /** One row a document, so that {@code palimpsest provenance query} can be run on it. */
    private void writeTable(List<Document> ordered, Likelihoods nats) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int t = 0; t < ordered.size(); t++) {
            rows.append("{\"index\":")
                    .append(t)
                    .append(",\"id\":\"")
                    .append(ordered.get(t).id())
                    .append('"');
            for (Role role : Role.values()) {
                rows.append(",\"loss_").append(role.key()).append("\":").append(-nats.of(role)[t]);
            }
            rows.append("}\n");
        }
        StoryFolder.write(folder.file("losses.jsonl"), rows.toString());
    }

    private static double[] positions(int count) {
        return IntStream.range(0, count).mapToDouble(t -> t).toArray();
    }

    private QueryTest.Result referenceAlone(Likelihoods nats) {
        return query("reference alone")
                .with(Alternative.TWO_SIDED)
                .test(positions(nats.size()), nats.of(Role.REFERENCE));
    }

    private QueryTest.Result lengths(List<Document> ordered) {
        double[] lengths = ordered.stream().mapToDouble(d -> d.text().length()).toArray();
        return query("length against order").with(Alternative.TWO_SIDED).test(positions(lengths.length), lengths);
    }

    private List<SuspectEvidence> test(
            Likelihoods nats, List<ModelScores> ghosts, List<LastKWordsTest.Result> words, boolean dependentReference) {
        List<TrapRankTest.Result> ranks = new ArrayList<>();
        List<QueryTest.Result> orders = new ArrayList<>();
        for (int i = 0; i < SUSPECTS.size(); i++) {
            Role role = SUSPECTS.get(i);
            ranks.add(TrapRankTest.withDefaults().test(ghosts.get(i)));
            orders.add(query("suspect " + role.key())
                    .test(positions(nats.size()), nats.of(role), nats.of(Role.REFERENCE)));
        }
        double[] ghostHolm = MultipleTesting.holm(
                ranks.stream().mapToDouble(r -> r.pooled().log10PValue()).toArray());
        double[] orderHolm = MultipleTesting.holm(
                orders.stream().mapToDouble(r -> Math.log10(r.permutationP())).toArray());
        List<SuspectEvidence> suspects = new ArrayList<>();
        for (int i = 0; i < SUSPECTS.size(); i++) {
            suspects.add(new SuspectEvidence(
                    SUSPECTS.get(i),
                    ranks.get(i),
                    ghostHolm[i],
                    Verdict.of(ghostHolm[i], ranks.get(i).smallestLog10P(), plan.alpha(), folder.randomisation()),
                    PerplexityTest.withDefaults().test(ghosts.get(i)),
                    words.get(i),
                    orders.get(i),
                    orderHolm[i],
                    orderVerdict(orders.get(i), orderHolm[i], dependentReference)));
        }
        return suspects;
    }

    private QueryTest query(String role) {
        return QueryTest.withDefaults()
                .withPermutations(plan.permutations())
                .withAlpha(plan.alpha())
                .with(folder.randomisation())
                .withSeed(RandomStream.of(folder.seed(), "permutations for " + role)
                        .nextLong());
    }

    /** An order verdict needs a reference that does not depend on the order. */
    private Verdict orderVerdict(QueryTest.Result order, double holmLog10P, boolean dependentReference) {
        if (dependentReference || order.verdict() == Verdict.CONFOUNDED) {
            return Verdict.CONFOUNDED;
        }
        double smallest = Math.log10(SUSPECTS.size() / (1.0 + plan.permutations()));
        return Verdict.of(holmLog10P, smallest, plan.alpha(), folder.randomisation());
    }
}
