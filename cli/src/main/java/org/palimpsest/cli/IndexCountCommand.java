package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.index.ConcurrentQueries;
import org.palimpsest.corpus.index.RestrictedIndex;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import org.palimpsest.corpus.run.RunManifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts phrases. */
@Command(
        name = "count",
        sortOptions = false,
        description = {
            "Counts how often a phrase, or each of many, occurs in the corpus.",
            "0 is an answer. Restricted to documents, it also says how many of them hold the phrase."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest index count --index index --text \"natural language processing\"",
            "  palimpsest index count --index index --text \" Ada\" --and \" Lovelace\" --within 8",
            "  palimpsest index count --index index --queries phrases.jsonl --json"
        })
final class IndexCountCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private IndexOptions options = new IndexOptions();

    @Mixin
    private PhraseOptions phrase = new PhraseOptions();

    @Mixin
    private DocumentOptions documents = new DocumentOptions();

    @Option(
            names = "--queries",
            paramLabel = "FILE",
            description = "JSONL or Parquet: a phrase a row, as text or tokens.")
    private @Nullable Path queries;

    @Override
    public Integer call() throws IOException {
        options.folder(common);
        if (queries == null) {
            phrase.check(common);
        } else if (phrase.given()) {
            throw common.usage("give --queries, or one phrase by --text or --tokens");
        } else if (documents.given()) {
            throw common.usage("--queries counts in the whole corpus; ask for documents one phrase at a time");
        }
        documents.check(common);
        common.checkOutput();
        SuffixArrayIndex index = options.open(common);
        if (queries == null) {
            countOne(index, phrase.phrase(common, options, index));
        } else {
            countAll(index, queries);
        }
        return ExitCode.OK.code();
    }

    private void countOne(SuffixArrayIndex index, int[] ids) throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        RunManifest manifest = documents.addTo(options.manifest(common));
        if (!documents.given()) {
            long count = index.count(ids);
            result.put("count", count);
            common.emit(result, manifest, String.format(Locale.ROOT, "%d%n", count));
            return;
        }
        RestrictedIndex part = documents.part(common, options, phrase, index, ids, result);
        long count = part.count(ids);
        result.put("count", count);
        result.put("documents", part.among().size());
        common.emit(
                result,
                manifest,
                String.format(
                        Locale.ROOT, "%d in %d documents%n", count, part.among().size()));
    }

    private void countAll(SuffixArrayIndex index, Path file) throws IOException {
        List<Document> rows = new ArrayList<>();
        RunManifest manifest = options.manifest(common);
        try (StandardInput standard = StandardInput.watch();
                DocumentReader reader = DocumentReader.open(file)) {
            reader.forEachRemaining(rows::add);
            manifest = common.withInput(manifest, file, standard);
        }
        long[] counts;
        try (ConcurrentQueries many = ConcurrentQueries.over(index, common.threadsOrDefault())) {
            counts = many.counts(options.tokens(index, rows));
        }
        List<Map<String, Object>> each = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < counts.length; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", rows.get(i).id());
            row.put("count", counts[i]);
            each.add(row);
            text.append(counts[i]).append('\t').append(rows.get(i).id()).append('\n');
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("count", Arrays.stream(counts).sum());
        result.put("counts", each);
        common.emit(result, manifest, text.toString());
    }
}
