package org.palimpsest.traps.detection;

import static org.palimpsest.traps.detection.NullDesign.EXACT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.palimpsest.corpus.Document;
import org.palimpsest.stats.MultipleTesting;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.traps.detection.SimulatedModel.Kind;
import org.palimpsest.traps.family.FactFamily;
import org.palimpsest.traps.family.FuzzyFamily;
import org.palimpsest.traps.family.GhostSentenceFamily;
import org.palimpsest.traps.family.HashFamily;
import org.palimpsest.traps.family.KeyedStream;
import org.palimpsest.traps.family.LookAlikeFamily;
import org.palimpsest.traps.family.LookAlikes;
import org.palimpsest.traps.family.RandomSequenceFamily;
import org.palimpsest.traps.family.TrapFamily;
import org.palimpsest.traps.family.UuidFamily;
import org.palimpsest.traps.family.Wordlist;
import org.palimpsest.traps.generation.FoundIdentifier;
import org.palimpsest.traps.generation.IdentifierFormat;
import org.palimpsest.traps.generation.NaturalIdentifiers;
import org.palimpsest.traps.insertion.Placement;
import org.palimpsest.traps.registry.Beacon;
import org.palimpsest.traps.registry.ListedCandidate;
import org.palimpsest.traps.registry.ListedCandidates;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.PublishedBy;
import org.palimpsest.traps.registry.RegistryOptions;
import org.palimpsest.traps.registry.Trap;
import org.palimpsest.traps.registry.TrapCandidates;
import org.palimpsest.traps.registry.TrapRegistry;

/** Every family with every test that applies to it, each audit with a registry of its own. */
final class NullDesigns {
    private static final int TRAPS = 12;
    private static final int CONTROLS = 19;
    private static final GhostSentenceFamily GHOSTS =
            GhostSentenceFamily.withDefaults().withWords(8).withPrefix("The ghost of this page is");
    private static final List<String> PAGES = List.of(
            "Each summer the boats lay on the sand and nobody went out to fish before the rain came back.",
            "A letter of seven pages lay on the table, and none of the cousins wished to open it first.");

    private NullDesigns() {}

    static List<NullDesign> all() {
        return List.of(
                drawn("ghost", GHOSTS),
                beacon(),
                drawn("random", RandomSequenceFamily.withDefaults()),
                drawn("hash", HashFamily.withDefaults()),
                drawn("uuid", new UuidFamily()),
                drawn("fuzzy ghost", new FuzzyFamily(GHOSTS, 2, 1, 3)),
                drawn("fact", FactFamily.withDefaults().withDocuments(1)),
                listed("copyright", NullDesigns::writings),
                listed("rephrasing", NullDesigns::versions),
                new NullDesign("rephrasing, m = 1", NullDesigns::pairs),
                new NullDesign("rephrasing, one key", NullDesigns::oneKey),
                listed("natural", NullDesigns::identifiers),
                new NullDesign("lookalike", NullDesigns::lookAlikes),
                new NullDesign("ghost of 32 words, asked for", NullDesigns::lastWords),
                new NullDesign("collection of 60", NullDesigns::collection));
    }

    private static NullDesign drawn(String name, TrapFamily family) {
        RegistryOptions options =
                RegistryOptions.defaults().withFamily(family).withCount(TRAPS).withControls(CONTROLS);
        return new NullDesign(name, audit -> tests(TrapRegistry.generate(options, MasterKey.practice(audit)), audit));
    }

    private static NullDesign beacon() {
        RegistryOptions options = RegistryOptions.defaults()
                .withPublishedBy(PublishedBy.BEACON)
                .withCount(TRAPS)
                .withControls(CONTROLS);
        return new NullDesign(
                "ghost by beacon",
                audit -> tests(
                        TrapRegistry.generate(options, MasterKey.practice(audit))
                                .publish(
                                        new Beacon("round " + audit + " of a beacon", "", null),
                                        java.time.Instant.EPOCH),
                        audit));
    }

    private static NullDesign listed(String name, java.util.function.LongFunction<ListedCandidates> list) {
        return new NullDesign(
                name,
                audit -> tests(
                        TrapRegistry.generate(
                                RegistryOptions.defaults().withList(list.apply(audit)), MasterKey.practice(audit)),
                        audit));
    }

    /** All tests of texts. */
    private static Map<String, Double> tests(TrapRegistry registry, long audit) {
        List<TrapCandidates> traps = registry.allCandidates();
        Map<String, Double> p = new LinkedHashMap<>();
        List<ModelScores> byKind = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            ModelScores scores = scores(traps, audit, kind);
            byKind.add(scores);
            String exact = kind == Kind.HEAVY || kind == Kind.LENGTH ? EXACT : "";
            p.put(
                    "rank, " + label(kind) + exact,
                    PooledTrapTest.withDefaults().test(scores).pValue());
            p.put("fisher, " + label(kind), pooled(Pooling.FISHER, scores));
        }
        ModelScores suspect = scores(traps, audit, Kind.HEAVY);
        p.put("monte-carlo, heavy tails" + EXACT, pooled(Pooling.MONTE_CARLO, suspect));
        p.put("monte-carlo, ties", pooled(Pooling.MONTE_CARLO, scores(traps, audit, Kind.TIED)));
        p.put(
                "ratio" + EXACT,
                RatioTest.withDefaults()
                        .test(suspect, scores(traps, audit, Kind.LENGTH))
                        .pValue());
        p.put("context" + EXACT, context(registry, traps, audit));
        p.put(
                "drawn words" + EXACT,
                rank(TrapScoring.withDefaults().with(ScoredWords.DRAWN).score("m", traps, model(audit, Kind.HEAVY))));
        p.put(
                "contrastive",
                rank(ContrastiveScoring.withDefaults()
                        .withControls(11)
                        .withRounds(3, audit)
                        .score("m", traps, model(audit, Kind.HEAVY)::choose)));
        p.put(
                "contrastive, pairs",
                rank(ContrastiveScoring.withDefaults()
                        .withControls(11)
                        .withOptions(2)
                        .withRounds(3, audit)
                        .score("m", traps, model(audit, Kind.HEAVY)::choose)));
        p.put("holm over 4 models", holm(byKind));
        p.put("two owners" + EXACT, owners(traps, audit));
        p.put("repeated audits", repeated(traps, audit));
        return p;
    }

    private static String label(Kind kind) {
        return switch (kind) {
            case HEAVY -> "heavy tails";
            case TIED -> "ties";
            case LENGTH -> "length";
            case TRIGRAM -> "trigrams";
        };
    }

    private static SimulatedModel model(long audit, Kind kind) {
        return new SimulatedModel(audit, kind);
    }

    private static ModelScores scores(List<TrapCandidates> traps, long audit, Kind kind) {
        return TrapScoring.withDefaults().score("m", traps, model(audit, kind));
    }

    private static double rank(ModelScores scores) {
        return PooledTrapTest.withDefaults().test(scores).pValue();
    }

    private static double pooled(Pooling pooling, ModelScores scores) {
        return PooledTrapTest.withDefaults()
                .with(pooling)
                .withDraws(499, 1)
                .test(scores)
                .pValue();
    }

    /** Behind the text of a document into which all traps were put. */
    private static double context(TrapRegistry registry, List<TrapCandidates> traps, long audit) {
        StringBuilder text = new StringBuilder();
        List<Placement> placements = new ArrayList<>();
        for (Trap trap : registry.traps()) {
            text.append(PAGES.get(placements.size() % 2)).append(' ');
            placements.add(new Placement("d", trap.id(), text.length(), 1));
            text.append(trap.copyText(1)).append(' ');
        }
        Map<String, List<String>> contexts = TrapContexts.withDefaults()
                .withCharacters(60)
                .find(registry.traps(), placements, List.of(Document.of("d", text.toString())));
        return rank(TrapScoring.withDefaults().withContextLists(contexts).score("m", traps, model(audit, Kind.HEAVY)));
    }

    /** The smallest p of four models of one maker, who share all but a little. */
    private static double holm(Collection<ModelScores> models) {
        double[] log10P = models.stream()
                .mapToDouble(
                        scores -> PooledTrapTest.withDefaults().test(scores).log10PValue())
                .toArray();
        return Math.pow(10, Arrays.stream(MultipleTesting.holm(log10P)).min().orElseThrow());
    }

    private static double owners(List<TrapCandidates> traps, long audit) {
        int half = traps.size() / 2;
        Map<String, ModelScores> owners = new LinkedHashMap<>();
        owners.put("a", scores(traps.subList(0, half), audit, Kind.HEAVY));
        owners.put("b", scores(traps.subList(half, traps.size()), audit + 1, Kind.LENGTH));
        return rank(ModelScores.ofOwners("m", owners));
    }

    /** Two looks with the first half of the traps and one with the second; it stops at the look that pleases most. */
    private static double repeated(List<TrapCandidates> traps, long audit) {
        int half = traps.size() / 2;
        List<Audit> looks = new ArrayList<>();
        double best = 0;
        for (int look = 0; look < 3; look++) {
            List<TrapCandidates> used = look < 2 ? traps.subList(0, half) : traps.subList(half, traps.size());
            Set<String> ids = used.stream().map(TrapCandidates::id).collect(Collectors.toSet());
            looks.add(new Audit(
                    "look " + look,
                    PooledTrapTest.withDefaults()
                            .test(scores(used, audit + look, Kind.HEAVY))
                            .log10PValue(),
                    ids));
            best = Math.max(best, RepeatedAudits.withDefaults().log10E(looks));
        }
        return Math.min(1, Math.pow(10, -best));
    }

    private static ListedCandidates writings(long audit) {
        RandomGenerator random = RandomStream.of(audit, "writings");
        List<String> words = List.of(PAGES.get(0).split(" "));
        return list(
                "copyright",
                TRAPS,
                CONTROLS + 1,
                (trap, c) ->
                        random.ints(15, 0, words.size()).mapToObj(words::get).collect(Collectors.joining(" ")));
    }

    private static ListedCandidates versions(long audit) {
        return rephrasings(audit, TRAPS, 6);
    }

    /** Versions that differ in length and words from key to key, as those of a generator with a key do. */
    private static ListedCandidates rephrasings(long audit, int documents, int versions) {
        RandomGenerator random = RandomStream.of(audit, "versions");
        return list(
                "rephrasing",
                documents,
                versions,
                (d, v) -> "page " + d + " says" + " more".repeat(v) + " of " + random.nextInt(1_000_000));
    }

    private static ListedCandidates list(
            String name, int groups, int size, java.util.function.BiFunction<Integer, Integer, String> text) {
        List<List<ListedCandidate>> all = new ArrayList<>();
        for (int g = 0; g < groups; g++) {
            List<ListedCandidate> group = new ArrayList<>();
            for (int c = 0; c < size; c++) {
                group.add(ListedCandidate.of(text.apply(g, c)));
            }
            all.add(group);
        }
        return new ListedCandidates(name, all);
    }

    private static Map<String, Double> pairs(long audit) {
        TrapRegistry registry = TrapRegistry.generate(
                RegistryOptions.defaults().withList(rephrasings(audit, 20, 2)), MasterKey.practice(audit));
        ModelScores scores = scores(registry.allCandidates(), audit, Kind.HEAVY);
        RephrasingTest.Result result =
                RephrasingTest.withDefaults().withDraws(499, 1).test(scores);
        Map<String, Double> p = new LinkedHashMap<>();
        p.put("sign flips" + EXACT, result.labels().pValue());
        p.put("rank", result.ranks().pValue());
        ModelScores keyed = scores(registry.allCandidates(), audit, Kind.LENGTH);
        p.put(
                "sign flips, key effect" + EXACT,
                RephrasingTest.withDefaults()
                        .withDraws(499, 1)
                        .test(keyed)
                        .labels()
                        .pValue());
        return p;
    }

    /** One draw for all documents: only the rank of the key is valid. */
    private static Map<String, Double> oneKey(long audit) {
        int key = RandomStream.of(audit, "key").nextInt(20);
        List<TrapCandidates> documents = new ArrayList<>();
        for (int d = 0; d < 30; d++) {
            int document = d;
            documents.add(new TrapCandidates(
                    "d" + d,
                    IntStream.range(0, 20)
                            .mapToObj(k -> "page " + document + " " + "x".repeat(k))
                            .toList(),
                    key));
        }
        return Map.of(
                "key rank" + EXACT,
                KeyRankTest.withDefaults()
                        .test(scores(documents, audit, Kind.LENGTH))
                        .pValue());
    }

    private static ListedCandidates identifiers(long audit) {
        KeyedStream stream = MasterKey.practice(audit).stream("found");
        List<FoundIdentifier> found = new ArrayList<>();
        for (int i = 0; i < TRAPS; i++) {
            IdentifierFormat format = IdentifierFormat.HEX_160;
            found.add(new FoundIdentifier(format.draw("0".repeat(40), stream), format, "d" + i, 0, 1));
        }
        return NaturalIdentifiers.withControls(found, CONTROLS, stream.relabelled("controls"));
    }

    private static Map<String, Double> lookAlikes(long audit) {
        List<TrapCandidates> traps = TrapRegistry.generate(
                        RegistryOptions.defaults()
                                .withFamily(new LookAlikeFamily())
                                .withCount(3)
                                .withControls(CONTROLS),
                        MasterKey.practice(audit))
                .allCandidates();
        Map<String, List<String>> documents = new HashMap<>();
        traps.forEach(trap -> documents.put(trap.id(), PAGES));
        Map<String, Double> p = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            ModelScores scores = DocumentScoring.with(
                            (text, key) -> LookAlikes.rewrite(text, key).text())
                    .score("m", traps, documents, model(audit, kind));
            p.put("documents, " + label(kind) + (kind == Kind.HEAVY ? EXACT : ""), rank(scores));
        }
        return p;
    }

    private static Map<String, Double> lastWords(long audit) {
        Wordlist list = new Wordlist(
                "numbers", IntStream.range(0, 32).mapToObj(i -> "w" + i).toList());
        GhostSentenceFamily family =
                GhostSentenceFamily.withDefaults().withWordlist(list).withWords(6);
        List<GhostPrompt> ghosts = new ArrayList<>();
        KeyedStream stream = MasterKey.practice(audit).stream("ghosts");
        for (int j = 0; j < 24; j++) {
            ghosts.add(new GhostPrompt("t" + j, family.draw(stream), List.of("", "again")));
        }
        SimulatedModel model = model(audit, Kind.HEAVY);
        LastKWordsTest.Result result = LastKWordsTest.withDefaults()
                .withVocabularySize(32)
                .test(
                        ghosts,
                        (prompts, words) -> prompts.stream()
                                .map(prompt -> "w" + (int) (32 * model.uniform(prompt)))
                                .toList());
        return Map.of("last words, two guesses", result.test().pValue());
    }

    /** Twenty of sixty were published. */
    private static Map<String, Double> collection(long audit) {
        RandomGenerator random = RandomStream.of(audit, "pool");
        Map<String, Double> p = new LinkedHashMap<>();
        for (Kind kind : List.of(Kind.HEAVY, Kind.TIED)) {
            SimulatedModel model = model(audit, kind);
            double[] pool = IntStream.range(0, 60)
                    .mapToDouble(i -> model.score("", "text " + i))
                    .toArray();
            int[] order = RandomStream.permutation(60, random);
            double[] published =
                    Arrays.stream(order, 0, 20).mapToDouble(i -> pool[i]).toArray();
            double[] others =
                    Arrays.stream(order, 20, 60).mapToDouble(i -> pool[i]).toArray();
            p.put(
                    "hits, " + label(kind),
                    CollectionTest.withDefaults().hits(published, others).pValue());
            p.put(
                    "ranks, " + label(kind) + (kind == Kind.HEAVY ? EXACT : ""),
                    CollectionTest.withDefaults().ranks(published, others).pValue());
        }
        return p;
    }
}
