package org.palimpsest.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.sql.SparkSession;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.duplicates.BenchmarkItem;
import org.palimpsest.corpus.duplicates.ItemText;
import org.palimpsest.corpus.duplicates.PhrasePlaces;
import org.palimpsest.corpus.duplicates.ScannedText;
import org.palimpsest.corpus.duplicates.Sighting;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.spark.files.ClusterFiles;
import org.palimpsest.spark.files.JobOutput;
import org.palimpsest.spark.files.JobRequest;
import org.palimpsest.spark.files.ListedFile;

/**
 * Counts phrases in the files of a corpus without an index, one task a file. The rows of {@value #COUNTS} are what {@link
 * ScannedText#sightings} finds on one machine, through {@link PhrasePlaces#json}. One pass over the corpus; a task holds about
 * 32 bytes a token of the phrases, one document, and on its disk 4 bytes a token of its file.
 */
public final class PhraseCountsJob {
    private static final String NAME = "phrase-counts";
    /** The file of rows in the output. */
    public static final String COUNTS = "counts.jsonl";

    private PhraseCountsJob() {}

    /**
     * What to do.
     *
     * @param phrases a file of phrases, each a row with text or tokens
     * @param inputs files and folders of the corpus, in its order
     * @param tokenizer a tokenizer.json, or empty: words without case and punctuation, or tokens where the phrases have them
     * @param documents documents at most that are named for each phrase, at least 0
     * @param output folder of the output
     * @param existing what to do with one that is there
     */
    public record Options(
            String phrases, List<String> inputs, String tokenizer, int documents, String output, Existing existing) {
        /** Copies. */
        public Options {
            inputs = List.copyOf(inputs);
        }
    }

    /** What the report says: how many phrases there are, how many were found, and at how many places in all. */
    private record Totals(long phrases, long found, long places) {
        static Totals of(List<Sighting> sightings) {
            return new Totals(
                    sightings.size(),
                    sightings.stream().filter(sighting -> sighting.places() > 0).count(),
                    sightings.stream().mapToLong(Sighting::places).sum());
        }
    }

    /**
     * Runs the job.
     *
     * @param spark the session
     * @param options what to do
     * @return where each phrase stands, in their order
     * @throws IllegalArgumentException if a phrase is empty, or has tokens where the corpus has text
     * @throws IOException if a file cannot be read or written or is damaged
     */
    public static List<Sighting> run(SparkSession spark, Options options) throws IOException {
        ClusterFiles files = ClusterFiles.of(spark);
        List<ListedFile> listed = CorpusSource.list(files, options.inputs());
        List<Document> items = CorpusText.read(files, options.phrases());
        CorpusText.Asked asked = CorpusText.Asked.of(files, options.tokenizer(), items);
        try (CorpusText.Units open = asked.open()) {
            List<BenchmarkItem> phrases =
                    open.units().items(items).stream().map(ItemText::item).toList();
            List<int[]> texts = phrases.stream().map(BenchmarkItem::tokens).toList();
            ScannedText.of(List.of()).sightings(texts, options.documents()); // refuses what it must
            Map<String, String> asking = new LinkedHashMap<>(asking(asked, items, open));
            asking.put("documents", Integer.toString(options.documents()));
            JobOutput output = JobOutput.begin(
                    spark, files, options.output(), options.existing(), new JobRequest(NAME, asking, listed));
            List<Sighting> found = CorpusText.ask(
                            spark, output, CorpusSource.of(listed), asked, items, texts, List.of())
                    .sightings(texts, options.documents());
            output.write(COUNTS, out -> {
                for (int i = 0; i < found.size(); i++) {
                    String row = PhrasePlaces.json(phrases.get(i), open.units().unit(), found.get(i));
                    out.write((row + "\n").getBytes(StandardCharsets.UTF_8));
                }
            });
            output.commit();
            return found;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** What is asked about, by fingerprint. */
    static Map<String, String> asking(CorpusText.Asked asked, List<Document> items, CorpusText.Units open) {
        StringBuilder all = new StringBuilder();
        for (Document item : items) {
            String tokens = Arrays.toString(item.tokens());
            all.append(item.id().length()).append(' ').append(item.id());
            all.append(item.text().length()).append(' ').append(item.text()).append(tokens);
        }
        return Map.of(
                "items",
                Fingerprint.sha256(all.toString().getBytes(StandardCharsets.UTF_8)),
                "tokenizer",
                open.encoder() == null ? "" : open.encoder().fingerprint(),
                "unit",
                asked.tokens() ? "tokens" : "words");
    }

    /**
     * Runs the job under {@code spark-submit}.
     *
     * @param arguments {@code --input FILE --corpus FILE... --out DIR}, and {@code --tokenizer}, {@code --documents} and
     *     {@code --force} as {@code provenance contamination} takes them
     * @throws SparkUserAppException if it failed, with the exit code
     */
    public static void main(String[] arguments) throws SparkUserAppException {
        JobProcess.run(
                NAME,
                arguments,
                List.of("input", "corpus", "out", "tokenizer", "documents"),
                List.of("force"),
                PhraseCountsJob::work);
    }

    private static JobProcess.Work work(JobArguments given) {
        Options options = new Options(
                given.one("input"),
                given.all("corpus"),
                given.one("tokenizer", ""),
                given.number("documents", 3),
                given.one("out"),
                given.has("force") ? Existing.REPLACE : Existing.REFUSE);
        return spark -> Totals.of(run(spark, options));
    }
}
