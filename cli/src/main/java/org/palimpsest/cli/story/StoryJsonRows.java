package org.palimpsest.cli.story;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.provenance.query.QueryTest;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.TestResult;
import org.palimpsest.traps.detection.LastKWordsTest;
import org.palimpsest.traps.detection.TrapRank;

/** Every test of the story with its H0 in words: the one list from which both JSON and report are written. */
final class StoryJsonRows {
    private static final String EXACT = "exact";
    private static final String PERMUTATION = "permutation";
    private static final String ASYMPTOTIC = "asymptotic";

    private StoryJsonRows() {}

    /** The tests of one suspect: first the marks, then the order. */
    static List<StoryJsonRow> of(SuspectEvidence suspect) {
        String name = suspect.role().label();
        return List.of(
                ghosts(name, suspect),
                perplexity(name, suspect),
                lastWords(name, suspect),
                orderPermutation(name, suspect),
                orderWealth(name, suspect.order()),
                tail(name, "order-t-tail", orderNull(name), suspect.order()));
    }

    /** The reference by itself against the order. */
    static List<StoryJsonRow> ofReference(QueryTest.Result alone) {
        String h0 = "The reference model is independent of the order in which Alice's training text was shuffled";
        return List.of(
                permutation("Reference", "reference-permutation", h0, alone),
                tail("Reference", "reference-t-tail", h0, alone));
    }

    /** The length of the documents against the order. */
    static List<StoryJsonRow> ofLength(QueryTest.Result length) {
        String h0 = "The order of Alice's training text is independent of the lengths of its documents, as a random"
                + " order is";
        return List.of(
                permutation("Document length", "length-permutation", h0, length),
                tail("Document length", "length-t-tail", h0, length));
    }

    private static String orderNull(String name) {
        return name + "'s model is independent of the order in which Alice's training text was shuffled, given the"
                + " reference";
    }

    private static String ghostNull(String name, SuspectEvidence suspect) {
        return name + "'s model is independent of the draw that picked every published ghost sentence among its "
                + suspect.ghosts().ranks().get(0).candidates() + " candidates";
    }

    private static StoryJsonRow ghosts(String name, SuspectEvidence suspect) {
        TestResult pooled = suspect.ghosts().pooled();
        Map<String, Object> effects = new LinkedHashMap<>();
        effects.put("smallestLog10P", suspect.ghosts().smallestLog10P());
        effects.put(
                "ranks", suspect.ghosts().ranks().stream().map(TrapRank::rank).toList());
        effects.put("doses", suspect.ghosts().doses());
        suspect.detectableAuc().ifPresent(auc -> effects.put("detectableAuc", auc));
        return new StoryJsonRow(
                name,
                "ghost-rank",
                ghostNull(name, suspect),
                pooled.statistic(),
                pooled.log10PValue(),
                suspect.ghostsHolmLog10P(),
                pooled.method().label(),
                pooled.alternative(),
                pooled.n(),
                "ghost sentences",
                suspect.ghostsVerdict(),
                effects);
    }

    private static StoryJsonRow perplexity(String name, SuspectEvidence suspect) {
        TestResult test = suspect.perplexity().test();
        Map<String, Object> effects = new LinkedHashMap<>();
        effects.put("auc", suspect.perplexity().auc());
        suspect.perplexity().meanZ().ifPresent(z -> effects.put("meanZ", z));
        return new StoryJsonRow(
                name,
                "ghost-perplexity",
                ghostNull(name, suspect),
                test.statistic(),
                test.log10PValue(),
                null,
                test.method().label(),
                test.alternative(),
                test.n(),
                "ghost sentences",
                null,
                effects);
    }

    private static StoryJsonRow lastWords(String name, SuspectEvidence suspect) {
        LastKWordsTest.Result words = suspect.lastWords();
        TestResult test = words.test();
        Map<String, Object> effects = new LinkedHashMap<>();
        effects.put("hits", words.hitSecrets());
        effects.put("chance", words.chance());
        effects.put("guesses", words.guesses());
        return new StoryJsonRow(
                name,
                "last-k-words",
                name + "'s model is independent of the ghost sentences and completes them by chance alone",
                test.statistic(),
                test.log10PValue(),
                null,
                test.method().label(),
                test.alternative(),
                test.n(),
                "ghost sentences",
                null,
                effects);
    }

    private static StoryJsonRow orderPermutation(String name, SuspectEvidence suspect) {
        QueryTest.Result order = suspect.order();
        return new StoryJsonRow(
                name,
                "order-permutation",
                orderNull(name),
                order.statistic(),
                Math.log10(order.permutationP()),
                suspect.orderHolmLog10P(),
                PERMUTATION,
                order.alternative(),
                order.n(),
                "documents",
                suspect.orderVerdict(),
                power(order));
    }

    /** The e-value bounds a p-value: P(E at least 1/a) is at most a, so p = min(1, 1/E). */
    private static StoryJsonRow orderWealth(String name, QueryTest.Result order) {
        return new StoryJsonRow(
                name,
                "order-e-value",
                orderNull(name),
                order.log10E(),
                Math.min(0, -order.log10E()),
                null,
                EXACT,
                order.alternative(),
                order.log10Wealth().length,
                "pairs of documents",
                null,
                Map.of("log10E", order.log10E()));
    }

    private static StoryJsonRow tail(String subject, String test, String h0, QueryTest.Result order) {
        return new StoryJsonRow(
                subject,
                test,
                h0,
                order.statistic(),
                order.twoSidedLog10P(),
                null,
                ASYMPTOTIC,
                Alternative.TWO_SIDED,
                order.n(),
                "documents",
                null,
                Map.of());
    }

    private static StoryJsonRow permutation(String subject, String test, String h0, QueryTest.Result result) {
        return new StoryJsonRow(
                subject,
                test,
                h0,
                result.statistic(),
                Math.log10(result.permutationP()),
                null,
                PERMUTATION,
                result.alternative(),
                result.n(),
                "documents",
                null,
                power(result));
    }

    private static Map<String, Object> power(QueryTest.Result result) {
        Map<String, Object> effects = new LinkedHashMap<>();
        effects.put("permutations", result.permutations());
        effects.put("detectableCorrelation", result.detectable());
        return effects;
    }
}
