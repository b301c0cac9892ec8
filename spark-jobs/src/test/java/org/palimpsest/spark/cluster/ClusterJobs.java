package org.palimpsest.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.palimpsest.corpus.Compression;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.duplicates.ContaminationFindings;
import org.palimpsest.corpus.duplicates.DocumentUnits;
import org.palimpsest.corpus.duplicates.ItemText;
import org.palimpsest.corpus.duplicates.OverlapRule;
import org.palimpsest.corpus.duplicates.PhrasePlaces;
import org.palimpsest.corpus.duplicates.ScannedText;
import org.palimpsest.corpus.duplicates.Sighting;
import org.palimpsest.corpus.duplicates.SpanBoundaries;
import org.palimpsest.corpus.duplicates.TokenSpool;
import org.palimpsest.corpus.index.CorpusFiles;
import org.palimpsest.corpus.index.IndexBuilder;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.search.SearchIndex;
import org.palimpsest.corpus.search.SearchIndexBuilder;
import org.palimpsest.inference.engine.CausalTrainer;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.DjlTokenScorer;
import org.palimpsest.inference.engine.LlamaConfig;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.lab.BpeTrainer;
import org.palimpsest.inference.likelihood.ScoreWriter;
import org.palimpsest.inference.likelihood.ScoringWindow;
import org.palimpsest.inference.likelihood.TokenScores;
import org.palimpsest.provenance.observational.MatchOptions;
import org.palimpsest.provenance.observational.TextMatching;
import org.palimpsest.provenance.query.BlockedQueryTest;
import org.palimpsest.provenance.query.QueryBlocks;
import org.palimpsest.provenance.query.QueryData;
import org.palimpsest.spark.Bm25Job;
import org.palimpsest.spark.ContaminationJob;
import org.palimpsest.spark.Folders;
import org.palimpsest.spark.HistogramJob;
import org.palimpsest.spark.IndexJob;
import org.palimpsest.spark.InsertTrapsJob;
import org.palimpsest.spark.PhraseCountsJob;
import org.palimpsest.spark.QueryJob;
import org.palimpsest.spark.ScoreTranscriptJob;
import org.palimpsest.spark.SurvivalJob;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.traps.insertion.CorpusInsertion;
import org.palimpsest.traps.insertion.InsertionPlan;
import org.palimpsest.traps.insertion.PlacementFile;
import org.palimpsest.traps.registry.ControlsFile;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.RegistryOptions;
import org.palimpsest.traps.registry.TrapFile;
import org.palimpsest.traps.registry.TrapRegistry;
import org.palimpsest.traps.survival.MarkedCorpus;
import org.palimpsest.traps.survival.SurvivalRule;
import org.palimpsest.traps.survival.SurvivalRules;
import org.palimpsest.traps.survival.SurvivalSimulator;

/** All jobs with inputs for them, each beside the same work on one machine. */
final class ClusterJobs {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final int files;
    private final int shrink;

    /** So many of the tasks of a stage with one for each file are done when machines fail. */
    private final int done;

    /**
     * Jobs whose inputs are written into a folder.
     *
     * @param files of each corpus
     * @param shrink how many times fewer rows there are in a file than take a cluster some time
     */
    ClusterJobs(Path folder, int files, int shrink) {
        this.folder = folder;
        this.files = files;
        this.shrink = shrink;
        this.done = files / 8;
    }

    /** All jobs; inputs are written now. */
    List<ClusterJob> all() throws IOException {
        return List.of(
                insertTraps(),
                index(),
                histogram(),
                contamination(),
                phraseCounts(),
                survival(),
                search(),
                score(),
                query());
    }

    /** Text in a file, by the numbers of file and row. */
    @FunctionalInterface
    private interface Row {
        String of(int file, int row);
    }

    /** Files with the same number of rows, so that they take about as long as each other; every third is compressed. */
    private Path corpus(String name, int rows, Row row) throws IOException {
        Path corpus = Files.createDirectories(folder.resolve(name));
        for (int file = 0; file < files; file++) {
            Path path =
                    corpus.resolve(String.format(Locale.ROOT, "part-%03d.jsonl%s", file, file % 3 == 1 ? ".zst" : ""));
            try (OutputStream out = Compression.of(path.toString()).encode(Files.newOutputStream(path))) {
                for (int i = 0; i < rows / shrink; i++) {
                    out.write((row.of(file, i) + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return corpus;
    }

    private static String text(int file, int row, String text) {
        return "{\"id\":\"" + file + "-" + row + "\",\"text\":\"" + text + "\"}";
    }

    private static String tokens(int file, int row, int[] tokens) {
        return "{\"id\":\"" + file + "-" + row + "\",\"tokens\":" + Arrays.toString(tokens) + "}";
    }

    /** Words of any kind, in sentences. */
    private static String words(RandomGenerator random, int words, int kinds) {
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < words; word++) {
            text.append("w").append(Integer.toString(random.nextInt(kinds), 36));
            text.append(word % 12 == 11 ? ". " : " ");
        }
        return text.toString();
    }

    private Path words(String name, int rows, int words, int kinds) throws IOException {
        RandomGenerator random = RandomStream.of(1, name);
        return corpus(name, rows, (file, row) -> text(file, row, words(random, words, kinds)));
    }

    private ClusterJob insertTraps() throws IOException {
        Path corpus = words("insert", 3000, 60, 1 << 20);
        int documents = files * 3000 / shrink / 72;
        MasterKey key = MasterKey.practice(2);
        TrapRegistry registry =
                TrapRegistry.generate(RegistryOptions.defaults().withCount(20).withControls(1), MasterKey.practice(1));
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        registry.write(secrets, ControlsFile.OMIT);
        Path keyFile = Files.writeString(secrets.resolve("key"), key.hex());
        InsertionPlan plan = InsertionPlan.ofDocuments(registry.traps(), key, documents);
        return ClusterJob.of(
                InsertTrapsJob.class,
                Moment.ofTasks("insert", done),
                out -> CorpusInsertion.of(plan).insert(List.of(corpus), out, Progress.none()),
                "--traps",
                secrets.resolve("traps.jsonl").toString(),
                "--key-file",
                keyFile.toString(),
                "--documents",
                Integer.toString(documents),
                "--input",
                corpus.toString());
    }

    private ClusterJob index() throws IOException {
        RandomGenerator random = RandomStream.of(2, "index");
        Path corpus = corpus(
                "index",
                3000,
                (file, row) -> tokens(file, row, random.ints(60, 0, 5000).toArray()));
        return ClusterJob.of(
                IndexJob.class,
                Moment.ofTasks("read", done),
                out -> build(corpus, 4, Files.createDirectories(out)),
                "--tokens",
                "--shards",
                "4",
                "--input",
                corpus.toString());
    }

    private static void build(Path corpus, int shards, Path out) throws IOException {
        try (CorpusFiles documents = new CorpusFiles(List.of(corpus), 0)) {
            IndexBuilder.withDefaults()
                    .with(IndexBuilder.Options.defaults().withShards(shards))
                    .build(documents, out, Existing.REPLACE);
        }
    }

    private ClusterJob histogram() throws IOException {
        RandomGenerator random = RandomStream.of(3, "histogram");
        Path index = folder.resolve("histogram-index");
        build(
                corpus(
                        "histogram",
                        200,
                        (file, row) -> tokens(file, row, random.ints(60, 0, 40).toArray())),
                files,
                index);
        List<int[]> texts = IntStream.range(0, 400)
                .mapToObj(text -> random.ints(150, 0, 40).toArray())
                .toList();
        Path suspect = Files.writeString(
                folder.resolve("suspect.jsonl"),
                IntStream.range(0, texts.size())
                        .mapToObj(text -> tokens(0, text, texts.get(text)) + "\n")
                        .collect(Collectors.joining()));
        return ClusterJob.of(
                HistogramJob.class,
                Moment.ofTasks("match", done),
                out -> {
                    MatchOptions options =
                            new MatchOptions(2, 9, 100, MatchOptions.defaults().weight(), Double.POSITIVE_INFINITY, 0);
                    try (TextMatching matching = new TextMatching(SuffixArrayIndex.open(index), options, 1)) {
                        matching.add(texts);
                        double[] weights = matching.weights();
                        ByteBuffer bytes = ByteBuffer.allocate(weights.length * Double.BYTES)
                                .order(ByteOrder.LITTLE_ENDIAN);
                        bytes.asDoubleBuffer().put(weights);
                        Files.write(out.resolve(HistogramJob.WEIGHTS), bytes.array());
                        Files.write(out.resolve(HistogramJob.MATCHES), JSON.writeValueAsBytes(matching.found()));
                    }
                },
                "--index",
                index.toString(),
                "--input",
                suspect.toString());
    }

    /** Words that follow each other over a circle for a while, so that texts share phrases. */
    private static String phrase(RandomGenerator random, int words) {
        StringBuilder text = new StringBuilder();
        int at = random.nextInt(4000);
        for (int i = 0; i < words; i++) {
            at = random.nextInt(25) == 0 ? random.nextInt(4000) : at + 1;
            text.append(i == 0 ? "w" : " w").append(at % 4000 * 31L % 3989);
        }
        return text.toString();
    }

    private Path phrases(String name, int rows, int words) throws IOException {
        RandomGenerator random = RandomStream.of(4, name);
        return corpus(name, rows, (file, row) -> text(file, row, phrase(random, words)));
    }

    private Path questions(String name, int rows, int words) throws IOException {
        RandomGenerator random = RandomStream.of(5, name);
        return Files.writeString(
                folder.resolve(name),
                IntStream.range(0, rows)
                        .mapToObj(row -> text(0, row, phrase(random, words)) + "\n")
                        .collect(Collectors.joining()));
    }

    /** What is asked of a corpus that is read once. */
    @FunctionalInterface
    private interface Asking {
        Stream<String> rows(List<ItemText> items, TokenSpool spool) throws IOException;
    }

    private void ask(Path corpus, Path questions, Path answers, Asking asking) throws IOException {
        DocumentUnits units = DocumentUnits.words();
        List<Document> read = new ArrayList<>();
        try (DocumentReader reader = DocumentReader.open(questions)) {
            reader.forEachRemaining(read::add);
        }
        List<ItemText> items = units.items(read); // first, so that the corpus is read for their words
        Path scratch = Files.createTempDirectory(folder, "spool");
        try (CorpusFiles documents = new CorpusFiles(List.of(corpus), 0);
                TokenSpool spool =
                        units.spool(documents, scratch, Progress.none().begin("reading", -1, "documents"))) {
            Files.writeString(
                    answers, asking.rows(items, spool).map(row -> row + "\n").collect(Collectors.joining()));
        }
    }

    private ClusterJob contamination() throws IOException {
        Path corpus = phrases("contamination", 1000, 80);
        Path items = questions("items.jsonl", 200, 60);
        List<OverlapRule> rules = OverlapRule.of(List.of());
        return ClusterJob.of(
                ContaminationJob.class,
                Moment.ofTasks("compare", done),
                out -> ask(corpus, items, out.resolve("overlap.jsonl"), (texts, spool) -> {
                    ContaminationFindings findings = ContaminationFindings.of(
                            new ContaminationFindings.Question(
                                    texts, DocumentUnits.words().unit(), SpanBoundaries.NONE, rules, 3),
                            ScannedText.of(spool),
                            Progress.none());
                    return IntStream.range(0, texts.size()).mapToObj(findings::json);
                }),
                "--input",
                items.toString(),
                "--corpus",
                corpus.toString());
    }

    private ClusterJob phraseCounts() throws IOException {
        Path corpus = phrases("phrases", 1000, 80);
        Path phrases = questions("phrases.jsonl", 200, 4);
        return ClusterJob.of(
                PhraseCountsJob.class,
                Moment.ofTasks("sight", done),
                out -> ask(corpus, phrases, out.resolve("counts.jsonl"), (texts, spool) -> {
                    List<Sighting> found = ScannedText.of(spool)
                            .sightings(
                                    texts.stream()
                                            .map(text -> text.item().tokens())
                                            .toList(),
                                    3);
                    assertThat(found).anyMatch(sighting -> sighting.places() > 3);
                    return IntStream.range(0, found.size())
                            .mapToObj(i -> PhrasePlaces.json(texts.get(i).item(), "words", found.get(i)));
                }),
                "--input",
                phrases.toString(),
                "--corpus",
                corpus.toString());
    }

    private ClusterJob survival() throws IOException {
        RandomGenerator random = RandomStream.of(6, "survival");
        int kinds = 60 / shrink;
        List<String> paragraphs = IntStream.range(0, kinds)
                .mapToObj(paragraph -> words(random, 60, 200))
                .toList();
        Path corpus = corpus("survival", 60, (file, row) -> {
            String first = row % 3 == 0 ? words(random, 60, 200) : paragraphs.get(random.nextInt(kinds));
            return text(file, row, first + "\\n" + paragraphs.get(random.nextInt(kinds)));
        });
        TrapRegistry registry =
                TrapRegistry.generate(RegistryOptions.defaults().withCount(8).withControls(1), MasterKey.practice(3));
        Path published = Files.createDirectories(folder.resolve("survival-traps"));
        registry.write(published, ControlsFile.OMIT);
        Path traps = published.resolve("traps.jsonl");
        Path marked = folder.resolve("survival-marked");
        CorpusInsertion.of(InsertionPlan.ofDocuments(registry.traps(), MasterKey.practice(4), files * 60 / shrink / 5)
                        .withPerDocument(1))
                .insert(List.of(corpus), marked, Progress.none());
        Path placements = marked.resolve(PlacementFile.NAME);
        List<String> inputs = Folders.names(marked).stream()
                .filter(name -> name.startsWith("part-"))
                .map(name -> marked.resolve(name).toString())
                .toList();
        List<String> names = List.of("exact-substring", "minhash-fineweb");
        List<String> arguments = new ArrayList<>(List.of("--traps", traps.toString()));
        arguments.addAll(List.of("--placements", placements.toString(), "--rules", String.join(",", names), "--input"));
        arguments.addAll(inputs);
        return ClusterJob.of(
                SurvivalJob.class,
                Moment.ofTasks("start", done),
                out -> {
                    List<SurvivalRule> rules = SurvivalRules.of(names);
                    StringBuilder fates = new StringBuilder();
                    try (MarkedCorpus read = MarkedCorpus.open(
                            inputs.stream().map(Path::of).toList(),
                            TrapFile.read(traps),
                            PlacementFile.read(placements))) {
                        String report = SurvivalSimulator.of(rules)
                                .withFates(fate -> fates.append(fate.json()).append('\n'))
                                .run(read, folder)
                                .json(rules);
                        Files.writeString(out.resolve(SurvivalJob.REPORT), report + "\n");
                    }
                    assertThat(fates).contains("\"state\":\"gone\"");
                    Files.writeString(out.resolve(SurvivalJob.COPIES), fates);
                },
                arguments.toArray(String[]::new));
    }

    private ClusterJob search() throws IOException {
        Path corpus = words("search", 1500, 60, 3000);
        return ClusterJob.of(
                        Bm25Job.class,
                        Moment.ofTasks("part", done),
                        out -> {
                            List<String> sources = new ArrayList<>();
                            for (String name : Folders.names(corpus)) {
                                sources.add("corpus " + Fingerprint.sha256(corpus.resolve(name)));
                            }
                            try (CorpusFiles documents = new CorpusFiles(List.of(corpus), 0)) {
                                SearchIndexBuilder.withDefaults()
                                        .withSources(sources)
                                        .build(documents, out, Existing.REPLACE);
                            }
                        },
                        "--corpus",
                        corpus.toString())
                .with(ClusterJobs::assertSameAnswers);
    }

    private static void assertSameAnswers(Path job, Path local) throws IOException {
        assertThat(job.resolve("search.json")).hasSameBinaryContentAs(local.resolve("search.json"));
        RandomGenerator random = RandomStream.of(7, "questions");
        try (SearchIndex found = SearchIndex.open(job);
                SearchIndex expected = SearchIndex.open(local)) {
            found.verify();
            for (int i = 0; i < 40; i++) {
                String question = words(random, 1 + random.nextInt(9), 3000);
                assertThat(found.bm25(question, 100)).isEqualTo(expected.bm25(question, 100));
            }
        }
    }

    private ClusterJob score() throws IOException {
        String speech = "The state of the Union is strong, and the people are at peace with the world.";
        Path model = folder.resolve("model");
        Path tokenizer = Files.writeString(
                folder.resolve("tokenizer.json"),
                BpeTrainer.withDefaults()
                        .withVocabularySize(290)
                        .train(List.of(speech))
                        .toTokenizerJson());
        LlamaConfig shape = new LlamaConfig(320, 32, 48, 2, 2, 2, 128, 10_000, 1e-5, true, 0);
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                CausalTrainer trainer = CausalTrainer.fresh(runtime, shape, 3, 1e-3)) {
            trainer.save(model, tokenizer);
        }
        Path corpus = corpus(
                "score",
                80,
                (file, row) -> text(file, row, speech.substring(row % 40) + " Number " + (file * 80 + row)));
        return ClusterJob.of(
                        ScoreTranscriptJob.class,
                        Moment.ofTasks("score", done),
                        out -> score(model, corpus, out),
                        "--model",
                        model.toString(),
                        "--input",
                        corpus.toString())
                .with(Map.of("spark.jars", jars("djl")));
    }

    /** The rows as {@code palimpsest score} writes them. */
    private static void score(Path model, Path corpus, Path out) throws IOException {
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint checkpoint = Checkpoint.load(runtime, model);
                DjlTokenScorer scorer = new DjlTokenScorer(checkpoint, DjlTokenScorer.Options.defaults())) {
            for (String name : Folders.names(corpus)) {
                try (ScoreWriter writer =
                                new ScoreWriter(Files.newOutputStream(out.resolve(name + ScoreTranscriptJob.SUFFIX)));
                        DocumentReader reader =
                                DocumentReader.open(corpus.resolve(name), new DocumentReader.Options(0))) {
                    for (List<Document> window = ScoringWindow.next(reader);
                            !window.isEmpty();
                            window = ScoringWindow.next(reader)) {
                        List<TokenScores> scores = scorer.score(window);
                        for (int i = 0; i < scores.size(); i++) {
                            writer.write(window.get(i), scores.get(i));
                        }
                    }
                }
            }
            Files.writeString(out.resolve(ScoreTranscriptJob.MODEL), scorer.fingerprint() + "\n");
        }
    }

    /** What jobs that run a model need beside the assembly. */
    private static String jars(String part) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar") && entry.contains(part))
                .distinct()
                .collect(Collectors.joining(","));
    }

    private ClusterJob query() throws IOException {
        int rows = 2000 / shrink;
        int n = files * rows;
        int[] places = RandomStream.permutation(n, RandomStream.of(8, "places"));
        RandomGenerator random = RandomStream.of(8, "scores");
        double[] positions = new double[n];
        double[] scores = new double[n];
        Path corpus = corpus("query", 2000, (file, row) -> {
            int i = file * rows + row;
            double reference = Math.rint(random.nextGaussian() * 1000) / 1000;
            double loss = Math.rint((reference + random.nextGaussian() - 0.05 * places[i] / n) * 1000) / 1000;
            positions[i] = places[i];
            scores[i] = -loss - -reference;
            return "{\"id\":\"" + i + "\",\"index\":" + places[i] + ",\"loss\":" + loss + ",\"ref\":" + reference + "}";
        });
        return ClusterJob.of(
                        QueryJob.class,
                        Moment.ofFinished(files / 2),
                        out -> {
                            BlockedQueryTest.Result result = BlockedQueryTest.withDefaults()
                                    .withPermutations(199)
                                    .withSeed(5)
                                    .test(new QueryData(positions, scores, null, true), QueryBlocks.of(n, 5000, 5));
                            Files.write(out.resolve(QueryJob.RESULT), JSON.writeValueAsBytes(result));
                        },
                        "--transcript",
                        corpus.toString(),
                        "--loss",
                        "loss",
                        "--reference-loss",
                        "ref",
                        "--permutations",
                        "199",
                        "--seed",
                        "5",
                        "--block-rows",
                        "5000")
                .withoutHanging()
                .with(ClusterJobs::assertSameNumbers);
    }

    private static void assertSameNumbers(Path job, Path local) throws IOException {
        assertThat(Folders.names(job)).containsExactly("job.json", QueryJob.RESULT);
        JsonNode found = JSON.readTree(job.resolve(QueryJob.RESULT).toFile());
        JsonNode expected = JSON.readTree(local.resolve(QueryJob.RESULT).toFile());
        UnaryOperator<String> no = name -> name + " of " + found;
        for (String name : List.of(
                "n",
                "statistic",
                "p",
                "log10P",
                "twoSidedLog10P",
                "permutationP",
                "oppositeP",
                "permutations",
                "blocks",
                "log10E")) {
            assertThat(expected.has(name)).as(name).isTrue();
            assertThat(found.path(name)).as(no.apply(name)).isEqualTo(expected.path(name));
        }
    }
}
