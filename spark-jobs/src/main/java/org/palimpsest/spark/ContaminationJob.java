package org.palimpsest.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.sql.SparkSession;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.duplicates.BenchmarkItem;
import org.palimpsest.corpus.duplicates.ContaminationFindings;
import org.palimpsest.corpus.duplicates.ContaminationReport;
import org.palimpsest.corpus.duplicates.DecodedBoundaries;
import org.palimpsest.corpus.duplicates.ItemText;
import org.palimpsest.corpus.duplicates.OverlapRule;
import org.palimpsest.corpus.duplicates.SpanBoundaries;
import org.palimpsest.corpus.duplicates.TextQuestion;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.spark.files.ClusterFiles;
import org.palimpsest.spark.files.JobOutput;
import org.palimpsest.spark.files.JobRequest;
import org.palimpsest.spark.files.ListedFile;

/**
 * Looks for a benchmark in the files of a corpus, one task a file. The rows of {@value #OVERLAP} are those of {@code provenance
 * contamination --corpus} on one machine, byte for byte: counts of files are added, the longest of their matches taken, the
 * first documents named.
 *
 * <p>Two passes over the corpus: the answers to all rules, then the documents that hold the longest matches. A task holds the
 * benchmark's tables, about 200 bytes a token of the benchmark, one document, and on its disk 4 bytes a token of its file. The
 * driver holds 8 bytes a token of the benchmark and question, at most six questions, however large the corpus.
 */
public final class ContaminationJob {
    private static final String NAME = "contamination";
    /** The file of rows in the output. */
    public static final String OVERLAP = "overlap.jsonl";

    private ContaminationJob() {}

    /**
     * What to do.
     *
     * @param benchmark a file of items, with text or tokens
     * @param inputs files and folders of the training text, in its order
     * @param tokenizer a tokenizer.json, or empty: words without case and punctuation, or tokens where the items have them
     * @param rules the rules to ask
     * @param documents documents at most that are named for each span, at least 0
     * @param output folder of the output
     * @param existing what to do with one that is there
     */
    public record Options(
            String benchmark,
            List<String> inputs,
            String tokenizer,
            List<OverlapRule> rules,
            int documents,
            String output,
            Existing existing) {
        /**
         * Checks and copies.
         *
         * @throws IllegalArgumentException if there is no rule, or fewer than 0 documents are wanted
         */
        public Options {
            inputs = List.copyOf(inputs);
            rules = rules.stream().distinct().toList();
            if (rules.isEmpty() || documents < 0) {
                throw new IllegalArgumentException(
                        "rules must be 1 or more and documents at least 0, got " + rules + " and " + documents);
            }
        }
    }

    /**
     * What was found.
     *
     * @param tokens of the corpus, or words
     * @param reports what each rule says
     */
    public record Summary(long tokens, Map<OverlapRule, ContaminationReport> reports) {}

    /**
     * Runs the job.
     *
     * @param spark the session
     * @param options what to do
     * @return what was found
     * @throws IllegalArgumentException if the benchmark has tokens where the corpus has text, or the other way round
     * @throws IOException if a file cannot be read or written or is damaged
     */
    public static Summary run(SparkSession spark, Options options) throws IOException {
        ClusterFiles files = ClusterFiles.of(spark);
        List<ListedFile> listed = CorpusSource.list(files, options.inputs());
        List<Document> items = CorpusText.read(files, options.benchmark());
        CorpusText.Asked asked = CorpusText.Asked.of(files, options.tokenizer(), items);
        try (CorpusText.Units open = asked.open()) {
            List<ItemText> texts = open.units().items(items);
            List<BenchmarkItem> benchmark = texts.stream().map(ItemText::item).toList();
            SpanBoundaries boundaries =
                    open.encoder() == null ? SpanBoundaries.NONE : new DecodedBoundaries(open.encoder());
            JobOutput output = JobOutput.begin(
                    spark, files, options.output(), options.existing(), request(options, asked, items, open, listed));
            CorpusText training = CorpusText.ask(
                    spark,
                    output,
                    CorpusSource.of(listed),
                    asked,
                    items,
                    benchmark.stream().map(BenchmarkItem::tokens).toList(),
                    TextQuestion.of(benchmark, options.rules(), boundaries));
            ContaminationFindings findings = ContaminationFindings.of(
                    new ContaminationFindings.Question(
                            texts, open.units().unit(), boundaries, options.rules(), options.documents()),
                    training,
                    Progress.none());
            output.write(OVERLAP, out -> {
                for (int item = 0; item < texts.size(); item++) {
                    out.write((findings.json(item) + "\n").getBytes(StandardCharsets.UTF_8));
                }
            });
            output.commit();
            return new Summary(training.tokens(), findings.reports());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static JobRequest request(
            Options options,
            CorpusText.Asked asked,
            List<Document> items,
            CorpusText.Units open,
            List<ListedFile> listed) {
        Map<String, String> asking = new LinkedHashMap<>(PhraseCountsJob.asking(asked, items, open));
        asking.put("rules", options.rules().toString());
        asking.put("documents", Integer.toString(options.documents()));
        return new JobRequest(NAME, asking, listed);
    }

    /**
     * Runs the job under {@code spark-submit}.
     *
     * @param arguments {@code --input FILE --corpus FILE... --out DIR}, and as {@code provenance contamination} takes them
     *     {@code --tokenizer}, {@code --rule}, {@code --documents} {@code --force} and {@code --report}
     * @throws SparkUserAppException if it failed, with the exit code
     */
    public static void main(String[] arguments) throws SparkUserAppException {
        JobProcess.run(
                NAME,
                arguments,
                List.of("input", "corpus", "out", "tokenizer", "rule", "documents"),
                List.of("force"),
                ContaminationJob::work);
    }

    private static JobProcess.Work work(JobArguments given) {
        Options options = new Options(
                given.one("input"),
                given.all("corpus"),
                given.one("tokenizer", ""),
                OverlapRule.of(given.has("rule") ? List.of(given.one("rule").split(",")) : List.of()),
                given.number("documents", 3),
                given.one("out"),
                given.has("force") ? Existing.REPLACE : Existing.REFUSE);
        return spark -> run(spark, options);
    }
}
