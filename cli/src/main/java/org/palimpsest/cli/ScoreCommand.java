package org.palimpsest.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.endpoint.CostEstimate;
import org.palimpsest.inference.likelihood.CachedTokenScorer;
import org.palimpsest.inference.likelihood.ScoreWriter;
import org.palimpsest.inference.likelihood.TextVariants;
import org.palimpsest.inference.likelihood.TokenScores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Token log-likelihoods of texts under a model. */
@Command(
        name = "score",
        sortOptions = false,
        description = {
            "Token log-likelihoods (nats) of texts under a model: one JSON row a text, in input order.",
            "logprobs[i] = log P(tokens[i+1] | tokens[0..i]); with --bos both lists are equally long."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest score --model suspect/ --input texts.jsonl --out scores.jsonl --cache cache/",
            "  palimpsest score --model suspect/ --input texts.jsonl --out scores.jsonl \\",
            "    --for-attacks min_k++,lowercase,recall --prefix nonmember=fresh.jsonl"
        })
final class ScoreCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description =
                    "A folder in the Hugging Face layout, openai:BASE_URL#MODEL, index:DIR or scores:FILE. Required.")
    private @Nullable String model;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            arity = "1..*",
            description = "JSONL or Parquet of documents, text files, folders, or - for standard input. Required.")
    private @Nullable List<Path> inputs;

    @Mixin
    private ScoringOptions scoring = new ScoringOptions();

    @Mixin
    private VariantOptions variants = new VariantOptions();

    @Mixin
    private BadLineOptions badLines = new BadLineOptions();

    private final ScoreSummary summary = new ScoreSummary();

    @Override
    public Integer call() throws IOException {
        String reference = common.require(model, "--model");
        List<Path> files = common.require(inputs, "--input");
        checkUsage(reference, files);
        common.checkOutput();
        scoring.moments |= variants.needs().contains(AttackRow.MOMENTS);
        if (variants.needs().contains(AttackRow.GENERATIONS)) {
            common.say("samia: score writes no generation:N rows; the attack will be reported as not run");
        }
        RunManifest manifest = Models.addInput(common.manifest(), reference);
        if (variants.any()) {
            manifest = variants.addInputs(manifest.withSeed(common.seedOr(0)));
        }
        TextVariants forms = variants.read(common.seedOr(0));
        long total = count(files, reference, forms);
        try (StandardInput standard = StandardInput.watch();
                Models.Open open = Models.open(reference, common.threadsOrDefault(), scoring)) {
            manifest = open.addTo(manifest, "model");
            if (common.out == null) {
                score(open, forms, files, total, new StandardOutput(common.stdout()));
            } else {
                AtomicOutput.write(common.out, stream -> score(open, forms, files, total, stream));
                for (Path file : files) {
                    manifest = common.withInput(manifest, file, standard);
                }
            }
            summary.smoothed(open.smoothed());
            if (!open.remark().isEmpty()) {
                common.say(open.remark());
            }
            if (open.scorer() instanceof CachedTokenScorer cached && cached.damaged() > 0) {
                common.say(cached.damaged() + " damaged records of the cache were scored anew");
            }
        }
        if (common.out != null) {
            common.emitBeside(summary.toMap(), manifest, summary.text());
        }
        return ExitCode.OK.code();
    }

    private void checkUsage(String reference, List<Path> files) {
        if (common.json && common.out == null) {
            throw common.usage("--json prints a summary; give the rows a place with --out FILE");
        }
        if (files.stream().filter(InputFile::isStandardInput).count() > 1) {
            throw common.usage("standard input is read once, got - more than once");
        }
        Models.check(reference);
        variants.check();
        try {
            scoring.contextWindow();
        } catch (IllegalArgumentException e) {
            throw common.usage("--window and --context: " + e.getMessage());
        }
        if (Models.isScores(reference) && (variants.any() || scoring.moments || scoring.topK > 0)) {
            throw common.usage(
                    "recorded scores (scores:) are what they are; ask the model itself for more rows or fields");
        }
        String beyond = Models.isEndpoint(reference)
                ? scoring.beyondEndpoints()
                : Models.isIndex(reference) ? scoring.beyondIndexes() : null;
        if (beyond != null) {
            throw common.usage(beyond);
        }
        if (!Models.isLocal(reference) && variants.needsTokenizer()) {
            throw common.usage("--prefix joins texts as tokens, which needs the model itself");
        }
    }

    /**
     * Reads the input once before the model is opened: a bad line is found before any work, and the progress knows its end. Returns
     * -1 where standard input is read.
     */
    private long count(List<Path> files, String reference, TextVariants forms) throws IOException {
        if (files.stream().anyMatch(InputFile::isStandardInput)) {
            if (Models.isEndpoint(reference)) {
                common.say(
                        "how many requests and tokens this takes is unknown: standard input is read as it is scored");
            }
            return -1;
        }
        long documents = 0;
        CostEstimate cost = CostEstimate.none();
        for (Path file : files) {
            try (DocumentReader reader = DocumentReader.open(file, new DocumentReader.Options(badLines.allowed))) {
                while (reader.hasNext()) {
                    Document document = reader.next();
                    documents++;
                    if (Models.isEndpoint(reference)) {
                        cost = cost.plus(CostEstimate.ofScoring(
                                forms.of(List.of(document), 0, null).stream()
                                        .map(TextVariants.Form::document)
                                        .toList(),
                                null));
                    }
                }
            }
        }
        if (Models.isEndpoint(reference)) {
            common.say(String.format(
                    Locale.ROOT,
                    "the texts%s take %,d requests and about %,d tokens, at most %,d",
                    variants.any() ? " and their variants" : "",
                    cost.requests(),
                    cost.likelyRead(),
                    cost.mostRead()));
        }
        return documents;
    }

    private void score(Models.Open open, TextVariants forms, List<Path> files, long total, OutputStream out)
            throws IOException {
        try (ScoreWriter writer = new ScoreWriter(new Unclosed(out));
                Progress.Task task = common.progress().begin("scoring", total, "documents")) {
            for (Path file : files) {
                try (DocumentReader reader = DocumentReader.open(file, new DocumentReader.Options(badLines.allowed))) {
                    for (List<Document> window = Models.next(reader); !window.isEmpty(); window = Models.next(reader)) {
                        score(
                                open,
                                forms.of(window, open.room(), forms.needsTokenizer() ? open.tokenizer() : null),
                                writer);
                        task.advance(window.size());
                    }
                    reader.skipped()
                            .forEach(bad ->
                                    common.say("skipped: " + file + ", line " + bad.line() + ": " + bad.reason()));
                    summary.skipped(CommonNames.plain(file, reader.skipped()));
                }
            }
        }
    }

    private void score(Models.Open open, List<TextVariants.Form> forms, ScoreWriter writer) throws IOException {
        List<Document> documents = new ArrayList<>(forms.size());
        forms.forEach(form -> documents.add(form.document()));
        List<TokenScores> scores = open.scorer().score(documents);
        for (int i = 0; i < scores.size(); i++) {
            TokenScores own = forms.get(i).own(scores.get(i));
            writer.write(forms.get(i), own);
            summary.add(forms.get(i), own);
        }
    }
}
