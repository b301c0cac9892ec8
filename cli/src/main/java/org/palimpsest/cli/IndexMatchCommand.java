package org.palimpsest.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.index.ConcurrentQueries;
import org.palimpsest.corpus.index.Matches;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.run.RunManifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The longest phrase of the corpus at every token of texts. */
@Command(
        name = "match",
        sortOptions = false,
        description = {
            "Finds the longest phrase of the corpus that begins at each token of texts, and how often it occurs.",
            "Writes a row a text, in the order of the input: id, lengths, counts. Matches never cross documents."
        },
        footer = {
            "",
            "Example:",
            "  palimpsest index match --index index --input suspect.jsonl --max-length 16 --out matches.jsonl"
        })
final class IndexMatchCommand implements Callable<Integer> {
    private static final int WINDOW = 256;
    private static final JsonFactory JSON = new JsonFactory();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private IndexOptions options = new IndexOptions();

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "JSONL or Parquet of texts or tokens, or a folder. Required.")
    private @Nullable Path input;

    @Option(
            names = "--max-length",
            paramLabel = "K",
            defaultValue = "64",
            converter = AtLeastOne.class,
            description = "Longer matches count as K tokens. Default: ${DEFAULT-VALUE}.")
    private int longest = 64;

    @Mixin
    private BadLineOptions badLines = new BadLineOptions();

    private long texts;
    private long tokens;
    private long matched;

    @Override
    public Integer call() throws IOException {
        options.folder(common);
        Path file = common.require(input, "--input");
        if (common.json && common.out == null) {
            throw common.usage("--json prints a summary; give the rows a place with --out FILE");
        }
        common.checkOutput();
        SuffixArrayIndex index = options.open(common);
        RunManifest manifest = options.manifest(common);
        try (StandardInput standard = StandardInput.watch();
                DocumentReader reader = DocumentReader.open(file, new DocumentReader.Options(badLines.allowed))) {
            if (common.out == null) {
                match(index, reader, new StandardOutput(common.stdout()));
            } else {
                AtomicOutput.write(common.out, out -> match(index, reader, out));
            }
            reader.skipped()
                    .forEach(bad -> common.say("skipped: " + file + ", line " + bad.line() + ": " + bad.reason()));
            manifest = common.withInput(manifest, file, standard);
        }
        if (common.out != null) {
            emit(manifest);
        }
        return ExitCode.OK.code();
    }

    private void emit(RunManifest manifest) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("texts", texts);
        result.put("tokens", tokens);
        result.put("meanLength", tokens == 0 ? 0 : (double) matched / tokens);
        common.emitBeside(
                result,
                manifest,
                String.format(
                        Locale.ROOT,
                        "%,d texts of %,d tokens, mean longest match %.2f tokens; see %s%n",
                        texts,
                        tokens,
                        tokens == 0 ? 0 : (double) matched / tokens,
                        common.out));
    }

    private void match(SuffixArrayIndex index, DocumentReader reader, OutputStream out) throws IOException {
        try (ConcurrentQueries queries = ConcurrentQueries.over(index, common.threadsOrDefault());
                JsonGenerator json = JSON.createGenerator(new Unclosed(out));
                Progress.Task task = common.progress().begin("matching", -1, "texts")) {
            json.setRootValueSeparator(null);
            List<Document> window = new ArrayList<>();
            for (Document next = reader.read(); next != null; next = reader.read()) {
                window.add(next);
                if (window.size() == WINDOW) {
                    match(index, queries, window, json);
                    task.advance(window.size());
                    window.clear();
                }
            }
            match(index, queries, window, json);
            task.advance(window.size());
        }
    }

    private void match(SuffixArrayIndex index, ConcurrentQueries queries, List<Document> window, JsonGenerator json)
            throws IOException {
        List<int[]> ids = window.isEmpty() ? List.of() : options.tokens(index, window);
        List<Matches> matches = queries.matches(ids, longest);
        for (int i = 0; i < window.size(); i++) {
            Matches found = matches.get(i);
            json.writeStartObject();
            json.writeStringField("id", window.get(i).id());
            int[] lengths = found.lengths();
            json.writeFieldName("lengths");
            json.writeArray(lengths, 0, lengths.length);
            long[] counts = found.counts();
            json.writeFieldName("counts");
            json.writeArray(counts, 0, counts.length);
            json.writeEndObject();
            json.writeRaw('\n');
            texts++;
            tokens += lengths.length;
            for (int length : lengths) {
                matched += length;
            }
        }
    }
}
