package org.palimpsest.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palimpsest.stats.TestResult;
import org.palimpsest.traps.detection.Continuation;
import org.palimpsest.traps.detection.ContrastiveScoring;
import org.palimpsest.traps.detection.DocumentScoring;
import org.palimpsest.traps.detection.GhostPrompt;
import org.palimpsest.traps.detection.LastKWordsTest;
import org.palimpsest.traps.detection.ModelScores;
import org.palimpsest.traps.detection.PerplexityTest;
import org.palimpsest.traps.detection.PooledTrapTest;
import org.palimpsest.traps.detection.Pooling;
import org.palimpsest.traps.detection.RatioTest;
import org.palimpsest.traps.detection.RephrasingTest;
import org.palimpsest.traps.detection.ScoredWords;
import org.palimpsest.traps.detection.TextScorer;
import org.palimpsest.traps.detection.TrapRankTest;
import org.palimpsest.traps.detection.TrapScoring;
import org.palimpsest.traps.family.FuzzyFamily;
import org.palimpsest.traps.family.GhostSentenceFamily;
import org.palimpsest.traps.family.LookAlikeFamily;
import org.palimpsest.traps.family.LookAlikes;
import org.palimpsest.traps.generation.RephrasingFile;
import org.palimpsest.traps.registry.DrawnCandidates;
import org.palimpsest.traps.registry.RegistryOptions;
import org.palimpsest.traps.registry.TrapCandidates;

/**
 * The tests of one suspect. One of them, the first of {@link TrapTestName#RANK} and {@link TrapTestName#CONTRASTIVE} that its
 * access allows, gives the verdict; the others describe.
 *
 * @param registry what the registry holds
 * @param traps the traps that are tested
 * @param tests those asked for; null for all that are possible
 * @param options of the command
 * @param doses copies by trap; empty where unknown
 * @param contexts texts before traps by trap; empty for no context test
 * @param originals documents by trap; only for traps that rewrite documents
 * @param seed of redraws and of the contrastive test
 */
record TrapAudit(
        RegistryOptions registry,
        List<TrapCandidates> traps,
        @Nullable Set<TrapTestName> tests,
        TrapTestOptions options,
        Map<String, Integer> doses,
        Map<String, List<String>> contexts,
        Map<String, List<String>> originals,
        long seed) {
    /**
     * What came of a suspect.
     *
     * @param rows one a test
     * @param verdict the ranks that give the verdict
     * @param verdictTest their test
     * @param notRun tests that were not run, with the reason
     */
    record Outcome(
            List<Map<String, Object>> rows,
            TrapRankTest.Result verdict,
            TrapTestName verdictTest,
            Map<TrapTestName, String> notRun) {}

    Outcome run(TrapSuspect suspect, @Nullable TrapSuspect reference) {
        List<Map<String, Object>> rows = new ArrayList<>();
        Map<TrapTestName, String> notRun = new LinkedHashMap<>();
        TrapRankTest.Result rank = null;
        if (suspect.scores()) {
            ModelScores scores = scores(suspect, Map.of());
            rank = TrapRankTest.withDefaults().test(scores);
            addScored(rows, scores, rank);
            if (reference != null && wanted(TrapTestName.RATIO)) {
                rows.add(row(TrapTestName.RATIO, RatioTest.withDefaults().test(scores, scores(reference, Map.of()))));
            }
            addContext(rows, suspect, notRun);
        }
        addLastWords(rows, suspect.writer(), notRun);
        if (rank != null && !asked(TrapTestName.CONTRASTIVE)) {
            return new Outcome(rows, rank, TrapTestName.RANK, notRun);
        }
        Continuation writer = suspect.writer();
        if (writer == null) {
            throw new UsageException("the contrastive test needs a model that writes text, got " + suspect.reference());
        }
        TrapRankTest.Result wins = TrapRankTest.withDefaults()
                .test(ContrastiveScoring.withDefaults()
                        .withRounds(options.rounds, seed)
                        .score(suspect.reference(), traps, writer));
        rows.add(row(TrapTestName.CONTRASTIVE, wins.pooled()));
        return rank == null
                ? new Outcome(rows, wins, TrapTestName.CONTRASTIVE, notRun)
                : new Outcome(rows, rank, TrapTestName.RANK, notRun);
    }

    private boolean asked(TrapTestName test) {
        return tests != null && tests.contains(test);
    }

    private boolean wanted(TrapTestName test) {
        return tests == null || tests.contains(test);
    }

    private ModelScores scores(TrapSuspect suspect, Map<String, List<String>> behind) {
        if (suspect.recorded() != null) {
            return TrapSuspect.read(suspect.reference(), suspect.recorded(), traps, doses);
        }
        TextScorer scorer = suspect.texts();
        if (scorer == null) {
            throw new UsageException("the reference must score texts, got " + suspect.reference());
        }
        if (registry.source().name().equals(LookAlikeFamily.NAME)) {
            return DocumentScoring.with(
                            (text, key) -> LookAlikes.rewrite(text, key).text())
                    .score(suspect.reference(), traps, originals, scorer);
        }
        return TrapScoring.withDefaults()
                .with(ScoredWords.DRAWN)
                .withCopies(doses)
                .withContextLists(behind)
                .score(suspect.reference(), traps, scorer);
    }

    private void addScored(List<Map<String, Object>> rows, ModelScores scores, TrapRankTest.Result rank) {
        rows.add(row(TrapTestName.RANK, rank.pooled()));
        if (wanted(TrapTestName.PERPLEXITY)) {
            PerplexityTest.Result perplexity = PerplexityTest.withDefaults().test(scores);
            Map<String, Object> effect = row(TrapTestName.PERPLEXITY, perplexity.test());
            perplexity.meanZ().ifPresent(z -> effect.put("meanZ", z));
            effect.put("auc", perplexity.auc());
            rows.add(effect);
        }
        PooledTrapTest pooled = PooledTrapTest.withDefaults().withDraws(9_999, seed);
        if (asked(TrapTestName.MONTE_CARLO)) {
            rows.add(row(
                    TrapTestName.MONTE_CARLO, pooled.with(Pooling.MONTE_CARLO).test(scores)));
        }
        if (asked(TrapTestName.FISHER)) {
            rows.add(row(TrapTestName.FISHER, pooled.with(Pooling.FISHER).test(scores)));
        }
        if (tests == null ? registry.source().name().equals(RephrasingFile.FAMILY) : asked(TrapTestName.REPHRASING)) {
            RephrasingTest.Result result =
                    RephrasingTest.withDefaults().withDraws(9_999, seed).test(scores);
            Map<String, Object> row = row(TrapTestName.REPHRASING, result.labels());
            row.put("meanDifference", result.meanDifference());
            row.put("likeliest", result.likeliest());
            rows.add(row);
        }
    }

    private void addContext(List<Map<String, Object>> rows, TrapSuspect suspect, Map<TrapTestName, String> notRun) {
        if (!wanted(TrapTestName.CONTEXT) || (contexts.isEmpty() && tests == null)) {
            return;
        }
        if (suspect.texts() == null || contexts.isEmpty()) {
            notRun.put(
                    TrapTestName.CONTEXT,
                    suspect.texts() == null
                            ? "recorded scores have no contexts; give the model"
                            : "no trap stands behind a text in the documents given");
            return;
        }
        Map<String, Object> row =
                row(TrapTestName.CONTEXT, PooledTrapTest.withDefaults().test(scores(suspect, contexts)));
        row.put("inContext", contexts.size());
        rows.add(row);
    }

    private void addLastWords(
            List<Map<String, Object>> rows, @Nullable Continuation writer, Map<TrapTestName, String> notRun) {
        GhostSentenceFamily ghosts = ghosts(registry);
        int k = options.lastWords;
        if (!wanted(TrapTestName.LAST_K_WORDS) || (writer == null && tests == null)) {
            return;
        }
        if (writer == null
                || ghosts == null
                || ghosts.words() < k
                || (ghosts.words() == k && ghosts.prefix().isEmpty())) {
            notRun.put(
                    TrapTestName.LAST_K_WORDS,
                    writer == null
                            ? "there is no model that writes"
                            : ghosts == null
                                    ? "only the words of ghost sentences are drawn one by one"
                                    : "a trap has no more than " + k + " words");
            return;
        }
        LastKWordsTest.Result last = LastKWordsTest.withDefaults()
                .withWords(k)
                .withVocabularySize(ghosts.wordlist().size())
                .test(prompts(ghosts), writer);
        Map<String, Object> row = row(TrapTestName.LAST_K_WORDS, last.test());
        row.put("hits", last.hitSecrets());
        rows.add(row);
    }

    /** The ghosts without their custom ending, which is no secret. */
    private List<GhostPrompt> prompts(GhostSentenceFamily ghosts) {
        int ending = ghosts.custom().isEmpty() ? 0 : ghosts.custom().length() + 1;
        return traps.stream()
                .map(trap -> GhostPrompt.of(
                        trap.id(),
                        trap.publishedText().substring(0, trap.publishedText().length() - ending)))
                .toList();
    }

    private static @Nullable GhostSentenceFamily ghosts(RegistryOptions options) {
        if (!(options.source() instanceof DrawnCandidates drawn)) {
            return null;
        }
        Object family = drawn.family() instanceof FuzzyFamily fuzzy ? fuzzy.base() : drawn.family();
        return family instanceof GhostSentenceFamily ghosts ? ghosts : null;
    }

    private Map<String, Object> row(TrapTestName name, TestResult test) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("test", name.label());
        row.put("traps", traps.size());
        row.put("controls", registry.controls());
        row.putAll(StatedTest.json(test));
        return row;
    }
}
