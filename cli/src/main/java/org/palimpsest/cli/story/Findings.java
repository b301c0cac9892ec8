package org.palimpsest.cli.story;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.palimpsest.corpus.Document;
import org.palimpsest.provenance.query.QueryTest;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.DetectableEffect;
import org.palimpsest.stats.MultipleTesting;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.Verdict;
import org.palimpsest.traps.detection.LastKWordsTest;
import org.palimpsest.traps.detection.ModelScores;
import org.palimpsest.traps.detection.PerplexityTest;
import org.palimpsest.traps.detection.TrapRankTest;

/** Collects what the models answered, and tests it. Thread-safe while it collects. */
final class Findings {
    private static final List<Role> SUSPECTS = List.of(Role.ALICE, Role.BOB, Role.CAROL);

    private final StoryFolder folder;
    private final StoryPlan plan;
    private final List<Document> ordered;
    private final Likelihoods nats = new Likelihoods();
    private final Map<Role, ModelScores> ghosts = new EnumMap<>(Role.class);
    private final Map<Role, LastKWordsTest.Result> words = new EnumMap<>(Role.class);

    /** Documents are given in the order of Alice's training. */
    Findings(StoryFolder folder, StoryPlan plan, List<Document> ordered) {
        this.folder = folder;
        this.plan = plan;
        this.ordered = ordered;
    }

    synchronized Findings add(Role role, double[] documentNats) {
        nats.put(role, documentNats);
        return this;
    }

    synchronized Findings add(Role role, ModelScores ghostScores, LastKWordsTest.Result lastWords) {
        ghosts.put(role, ghostScores);
        words.put(role, lastWords);
        return this;
    }

    /** One row a document, so that {@code palimpsest provenance query} can be run on it. */
    synchronized void writeTable() throws IOException {
        StringBuilder rows = new StringBuilder();
        Map<Role, double[]> columns = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            columns.put(role, nats.of(role));
        }
        for (int t = 0; t < ordered.size(); t++) {
            rows.append("{\"index\":")
                    .append(t)
                    .append(",\"id\":\"")
                    .append(ordered.get(t).id())
                    .append('"');
            for (Map.Entry<Role, double[]> column : columns.entrySet()) {
                rows.append(",\"loss_")
                        .append(column.getKey().key())
                        .append("\":")
                        .append(-column.getValue()[t]);
            }
            rows.append("}\n");
        }
        StoryFolder.write(folder.file("losses.jsonl"), rows.toString());
    }

    /** All tests; times are still empty. */
    synchronized StoryEvidence evidence() {
        double[] positions =
                IntStream.range(0, ordered.size()).mapToDouble(t -> t).toArray();
        double[] lengths = ordered.stream().mapToDouble(d -> d.text().length()).toArray();
        QueryTest.Result reference =
                query("reference alone").with(Alternative.TWO_SIDED).test(positions, nats.of(Role.REFERENCE));
        QueryTest.Result length =
                query("length against order").with(Alternative.TWO_SIDED).test(positions, lengths);
        boolean dependent = reference.permutationP() <= plan.alpha();
        List<TrapRankTest.Result> ranks = new ArrayList<>();
        List<QueryTest.Result> orders = new ArrayList<>();
        for (Role role : SUSPECTS) {
            ranks.add(TrapRankTest.withDefaults().test(of(ghosts, role)));
            orders.add(query("suspect " + role.key()).test(positions, nats.of(role), nats.of(Role.REFERENCE)));
        }
        return new StoryEvidence(
                suspects(ranks, orders, dependent), reference, length, folder.randomisation(), nats, Map.of(), 0);
    }

    private List<SuspectEvidence> suspects(
            List<TrapRankTest.Result> ranks, List<QueryTest.Result> orders, boolean dependentReference) {
        double[] ghostHolm = MultipleTesting.holm(
                ranks.stream().mapToDouble(r -> r.pooled().log10PValue()).toArray());
        double[] orderHolm = MultipleTesting.holm(
                orders.stream().mapToDouble(r -> Math.log10(r.permutationP())).toArray());
        List<SuspectEvidence> suspects = new ArrayList<>();
        for (int i = 0; i < SUSPECTS.size(); i++) {
            Role role = SUSPECTS.get(i);
            suspects.add(new SuspectEvidence(
                    role,
                    ranks.get(i),
                    ghostHolm[i],
                    Verdict.of(ghostHolm[i], ranks.get(i).smallestLog10P(), plan.alpha(), folder.randomisation()),
                    detectableAuc(ranks.get(i)),
                    PerplexityTest.withDefaults().test(of(ghosts, role)),
                    of(words, role),
                    orders.get(i),
                    orderHolm[i],
                    orderVerdict(orders.get(i), orderHolm[i], dependentReference)));
        }
        return suspects;
    }

    private OptionalDouble detectableAuc(TrapRankTest.Result rank) {
        DetectableEffect effect =
                rank.conclusion(plan.alpha(), folder.randomisation()).detectable();
        return effect == null ? OptionalDouble.empty() : OptionalDouble.of(effect.value());
    }

    private static <T> T of(Map<Role, T> answers, Role role) {
        T answer = answers.get(role);
        if (answer == null) {
            throw new IllegalStateException(role.label() + " was not asked");
        }
        return answer;
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
