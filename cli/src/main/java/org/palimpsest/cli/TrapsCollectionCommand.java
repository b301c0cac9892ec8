package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.output.PValueFormat;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.likelihood.TokenScorer;
import org.palimpsest.stats.HypergeometricTail;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.TestResult;
import org.palimpsest.stats.Verdict;
import org.palimpsest.traps.detection.CollectionTest;
import org.palimpsest.traps.detection.TextScorer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tests a model for a collection of texts, some of which were published at random. */
@Command(
        name = "collection",
        sortOptions = false,
        description = {
            "Tests a model for a pool of texts of which some, chosen at random, were published: many weak traps together.",
            "H0: the model is independent of which texts of the pool were published. The p-value is exact if chance alone chose"
                    + " them; that is yours to show, so the verdict is at most consistent-unverified."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest traps collection --published out.jsonl --unpublished kept.jsonl --model suspect/",
            "  palimpsest traps collection --published out.jsonl --unpublished kept.jsonl --scores scores.jsonl --pick 50"
        })
final class TrapsCollectionCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--published", paramLabel = "FILE", description = "Rows of the published texts. Required.")
    private @Nullable Path published;

    @Option(names = "--unpublished", paramLabel = "FILE", description = "Rows of the others of the pool. Required.")
    private @Nullable Path unpublished;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "The suspect: a folder, openai:BASE_URL#MODEL, index:DIR or scores:FILE.")
    private @Nullable String model;

    @Option(names = "--scores", paramLabel = "FILE", description = "The suspect by its score rows of both files.")
    private @Nullable Path scores;

    @Option(
            names = "--pick",
            paramLabel = "K",
            converter = AtLeastOne.class,
            description = "Count published texts among the K likeliest, instead of summing ranks; fix it beforehand.")
    private @Nullable Integer pick;

    @Mixin
    private VerdictOptions verdicts = new VerdictOptions();

    @Override
    public Integer call() throws IOException {
        Path out = common.require(published, "--published");
        Path kept = common.require(unpublished, "--unpublished");
        if ((model == null) == (scores == null)) {
            throw common.usage("give a suspect: either --model MODEL or --scores FILE");
        }
        String suspect = model == null ? "scores:" + scores : model;
        Models.check(suspect);
        common.checkOutput();
        List<Document> pool = read(out);
        int m = pool.size();
        pool.addAll(read(kept));
        requireTwoSides(out, kept, m, pool);
        RunManifest manifest = Models.addInput(common.manifest().withInput(out).withInput(kept), suspect);
        double[] values = scores(suspect, pool);
        double[] first = Arrays.copyOf(values, m);
        double[] second = Arrays.copyOfRange(values, m, values.length);
        CollectionTest test = CollectionTest.withDefaults();
        TestResult found =
                pick == null ? test.ranks(first, second) : test.withPicked(pick).hits(first, second);
        int picked = pick == null ? m : pick;
        Verdict verdict = Verdict.of(
                found.log10PValue(),
                HypergeometricTail.log10Upper(values.length, m, picked, Math.min(m, picked)),
                verdicts.alpha,
                Randomisation.UNVERIFIED);
        common.emit(result(found, m, values.length, verdict), manifest, text(found, m, values.length, verdict));
        return verdicts.exit(verdict);
    }

    private static List<Document> read(Path file) throws IOException {
        List<Document> documents = new ArrayList<>();
        try (DocumentReader reader = DocumentReader.open(file)) {
            Document document = reader.read();
            while (document != null) {
                documents.add(document);
                document = reader.read();
            }
        }
        return documents;
    }

    private static void requireTwoSides(Path out, Path kept, int m, List<Document> pool) throws IOException {
        if (m == 0 || m == pool.size()) {
            throw new CorruptInputException(
                    (m == 0 ? out : kept).toString(),
                    "expected 1 text or more, found none; a pool without both sides gives no p-value");
        }
        Set<String> ids = new HashSet<>();
        for (Document document : pool) {
            if (!ids.add(document.id())) {
                throw new CorruptInputException(
                        kept.toString(), "expected every id of the pool once, found " + document.id() + " again");
            }
        }
    }

    private double[] scores(String suspect, List<Document> pool) throws IOException {
        try (TrapSuspect opened = TrapSuspect.open(suspect, common.threadsOrDefault())) {
            TokenScorer recorded = opened.recorded();
            if (recorded != null) {
                return pool.stream()
                        .mapToDouble(document -> recorded.score(List.of(Document.of(document.id(), "")))
                                .get(0)
                                .meanNats())
                        .toArray();
            }
            TextScorer texts = opened.texts();
            if (texts == null) {
                throw new UsageException("the collection test needs a model that scores texts, got " + suspect);
            }
            return texts.meanLogLikelihood(
                    Collections.nCopies(pool.size(), ""),
                    pool.stream()
                            .map(document -> Objects.requireNonNullElse(document.text(), ""))
                            .toList());
        }
    }

    private Map<String, Object> result(TestResult found, int m, int pool, Verdict verdict) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("test", pick == null ? "ranks" : "hits");
        result.put("published", m);
        result.put("pool", pool);
        if (pick != null) {
            result.put("picked", pick);
        }
        result.putAll(StatedTest.json(found));
        result.put("verdict", verdict.label());
        return result;
    }

    private String text(TestResult found, int m, int pool, Verdict verdict) {
        return String.format(
                Locale.ROOT,
                "H0: %s%n%s p = %s   %s, %,d published of a pool of %,d%s%nverdict %s: %s%n",
                found.nullHypothesis(),
                pick == null ? "ranks" : "hits",
                PValueFormat.ofLog10(found.log10PValue()),
                found.method().label(),
                m,
                pool,
                pick == null
                        ? ""
                        : String.format(Locale.ROOT, ", %.0f among the %,d likeliest", found.statistic(), pick),
                verdict.label(),
                verdict.meaning());
    }
}
