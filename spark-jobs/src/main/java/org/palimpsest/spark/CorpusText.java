package org.palimpsest.spark;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.duplicates.BenchmarkItem;
import org.palimpsest.corpus.duplicates.DocumentUnits;
import org.palimpsest.corpus.duplicates.ItemText;
import org.palimpsest.corpus.duplicates.PhrasePlaces;
import org.palimpsest.corpus.duplicates.ScannedText;
import org.palimpsest.corpus.duplicates.Sighting;
import org.palimpsest.corpus.duplicates.TextAnswers;
import org.palimpsest.corpus.duplicates.TextQuestion;
import org.palimpsest.corpus.duplicates.TokenSpool;
import org.palimpsest.corpus.duplicates.TrainingText;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.inference.engine.DjlTokenizer;
import org.palimpsest.spark.files.ClusterFiles;
import org.palimpsest.spark.files.JobOutput;
import org.palimpsest.spark.files.Scratch;
import org.palimpsest.spark.files.TaskFolder;
import org.palimpsest.spark.files.TaskNote;

/**
 * The documents of a cluster's files as training text: questions about a benchmark are answered for each file by a task of its
 * own, as {@link ScannedText} answers them, and added up.
 */
final class CorpusText implements TrainingText {
    private static final String PART = "answers";

    private final JobOutput output;
    private final List<CorpusSource> sources;
    private final Asked asked;
    private final Broadcast<? extends List<SentItem>> benchmark;
    private final JavaSparkContext context;
    private final TextAnswers answers;

    private CorpusText(
            JobOutput output,
            List<CorpusSource> sources,
            Asked asked,
            Broadcast<? extends List<SentItem>> benchmark,
            JavaSparkContext context,
            TextAnswers answers) {
        this.output = output;
        this.sources = sources;
        this.asked = asked;
        this.benchmark = benchmark;
        this.context = context;
        this.answers = answers;
    }

    /** An item of a benchmark on its way to the tasks. */
    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    private record SentItem(String id, String text, int @Nullable [] tokens) implements Serializable {
        static SentItem of(Document item) {
            return new SentItem(item.id(), item.text(), item.tokens());
        }

        Document document() {
            Document text = Document.of(id, this.text);
            return tokens == null ? text : new Document(id, this.text, tokens, null, null, null, text.metadata());
        }
    }

    /**
     * How texts become units.
     *
     * @param files where files lie
     * @param tokenizer path or URI of a tokenizer, empty for none
     * @param tokens whether tokens are compared, not words
     */
    record Asked(ClusterFiles files, String tokenizer, boolean tokens) implements Serializable {
        /** What a benchmark asks for: tokens if its first item has them or there is a tokenizer. */
        static Asked of(ClusterFiles files, String tokenizer, List<Document> items) {
            boolean tokens =
                    !tokenizer.isEmpty() || (!items.isEmpty() && items.get(0).tokens() != null);
            return new Asked(files, tokenizer, tokens);
        }

        Units open() throws IOException {
            DjlTokenizer encoder = tokenizer.isEmpty() ? null : files.read(tokenizer, DjlTokenizer::load);
            return new Units(tokens ? DocumentUnits.tokens(encoder) : DocumentUnits.words(), encoder);
        }
    }

    /** Units that are open. */
    record Units(DocumentUnits units, @Nullable DjlTokenizer encoder) implements Closeable {
        @Override
        public void close() {
            if (encoder != null) {
                encoder.close();
            }
        }
    }

    /** The items of a benchmark. */
    static List<Document> read(ClusterFiles files, String path) throws IOException {
        return files.read(path, local -> {
            List<Document> items = new ArrayList<>();
            try (DocumentReader reader = DocumentReader.open(local)) {
                for (Document next = reader.read(); next != null; next = reader.read()) {
                    items.add(next);
                }
            }
            return items;
        });
    }

    /** Asks every file all questions; one pass over the corpus, none without questions. */
    static CorpusText ask(
            SparkSession spark,
            JobOutput output,
            List<CorpusSource> sources,
            Asked asked,
            List<Document> items,
            List<int[]> texts,
            List<TextQuestion> questions)
            throws IOException {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        ArrayList<SentItem> sent = new ArrayList<>();
        items.forEach(item -> sent.add(SentItem.of(item)));
        Broadcast<? extends List<SentItem>> benchmark = context.broadcast(sent);
        TextAnswers all = TextAnswers.none(questions, texts);
        if (!questions.isEmpty()) {
            ArrayList<TextQuestion> list = new ArrayList<>(questions);
            List<TaskNote> notes = output.stage(
                    "compare",
                    sources,
                    (source, folder) -> withSpool(
                            asked,
                            benchmark.value(),
                            source,
                            (spool, own) -> write(
                                    folder,
                                    out -> TextAnswers.of(list, own, ScannedText.of(spool))
                                            .write(out))));
            for (TaskNote note : notes) {
                try (DataInputStream in = open(output, note)) {
                    all.add(in);
                }
            }
        }
        return new CorpusText(output, sources, asked, benchmark, context, all);
    }

    @FunctionalInterface
    private interface Spooled {
        void use(TokenSpool spool, List<int[]> texts) throws IOException;
    }

    @FunctionalInterface
    private interface Filling {
        void fill(DataOutputStream out) throws IOException;
    }

    private static void withSpool(Asked asked, List<SentItem> benchmark, CorpusSource source, Spooled use)
            throws IOException {
        try (Units open = asked.open();
                Scratch scratch = Scratch.make()) {
            List<int[]> texts = open
                    .units()
                    .items(benchmark.stream().map(SentItem::document).toList())
                    .stream()
                    .map(ItemText::item)
                    .map(BenchmarkItem::tokens)
                    .toList();
            asked.files().read(source.path(), local -> {
                try (DocumentReader reader = source.open(local);
                        TokenSpool spool = open.units()
                                .spool(
                                        CorpusSource.stream(reader),
                                        scratch.folder(),
                                        Progress.none().begin("reading", -1, "documents"))) {
                    use.use(spool, texts);
                }
                return source;
            });
        }
    }

    private static void write(TaskFolder folder, Filling filling) throws IOException {
        Path part = folder.parts().resolve(PART);
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
            filling.fill(out);
        }
    }

    private static DataInputStream open(JobOutput output, TaskNote note) throws IOException {
        return new DataInputStream(new BufferedInputStream(output.open(note.part(PART))));
    }

    @Override
    public long tokens() {
        return answers.tokens();
    }

    @Override
    public List<long[]> counts(List<int[]> texts, int n) {
        return answers.counts(n);
    }

    @Override
    public List<int[]> lengths(List<int[]> texts, int least, int skips) {
        return answers.lengths(least, skips);
    }

    /** One more pass over the corpus; may be asked once. Throws UncheckedIOException if a task fails. */
    @Override
    public List<Sighting> sightings(List<int[]> phrases, int limit) {
        PhrasePlaces places = new PhrasePlaces(phrases.size(), limit);
        if (phrases.isEmpty()) {
            return places.sightings();
        }
        Broadcast<ArrayList<int[]>> sent = context.broadcast(new ArrayList<>(phrases));
        Asked units = asked;
        Broadcast<? extends List<SentItem>> items = benchmark;
        try {
            List<TaskNote> notes = output.stage(
                    "sight",
                    sources,
                    (source, folder) -> withSpool(
                            units,
                            items.value(),
                            source,
                            (spool, own) -> write(
                                    folder,
                                    out -> PhrasePlaces.write(
                                            spool.documents(),
                                            ScannedText.of(spool).sightings(sent.value(), limit),
                                            out))));
            for (TaskNote note : notes) {
                try (DataInputStream in = open(output, note)) {
                    places.add(in);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return places.sightings();
    }
}
