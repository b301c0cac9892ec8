package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.duplicates.DecodedBoundaries;
import org.palimpsest.corpus.duplicates.DocumentUnits;
import org.palimpsest.corpus.duplicates.IndexedText;
import org.palimpsest.corpus.duplicates.ItemText;
import org.palimpsest.corpus.duplicates.ScannedText;
import org.palimpsest.corpus.duplicates.SpanBoundaries;
import org.palimpsest.corpus.duplicates.TokenSpool;
import org.palimpsest.corpus.index.CorpusFiles;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.engine.DjlTokenizer;
import picocli.CommandLine.Option;

/** In which training text a benchmark is looked for: an index of it, or the documents. */
final class TrainingTextOptions {
    @Option(names = "--index", paramLabel = "DIR", description = "The training text, as index build wrote it.")
    private @Nullable Path index;

    @Option(
            names = "--corpus",
            paramLabel = "FILE",
            arity = "1..*",
            description = "The training text as JSONL or .txt (.gz, .zst), read once; this or --index is required.")
    private @Nullable List<Path> corpus;

    @Option(
            names = "--tokenizer",
            paramLabel = "FILE",
            description = "tokenizer.json that makes tokens of texts. Default: the index's own; with --corpus, words"
                    + " without case and punctuation.")
    private @Nullable Path tokenizer;

    void check(CommonOptions common, Path input) {
        if ((index == null) == (corpus == null)) {
            throw common.usage("say where to look: --index DIR or --corpus FILE, one of the two");
        }
        long standard = InputFile.isStandardInput(input) ? 1 : 0;
        if (corpus != null) {
            standard += corpus.stream().filter(InputFile::isStandardInput).count();
        }
        if (standard > 1) {
            throw common.usage("standard input is read once, got - more than once");
        }
    }

    /** The manifest with all that is looked into; after it was read. */
    RunManifest manifest(CommonOptions common, RunManifest manifest, StandardInput standard) throws IOException {
        RunManifest more = index == null ? manifest : manifest.withInput(index.resolve("palimpsest.json"));
        if (corpus != null) {
            for (Path file : corpus) {
                more = common.withInput(more, file, standard);
            }
        }
        return tokenizer == null ? more : more.withInput(tokenizer);
    }

    LookedInto open(CommonOptions common, List<Document> items, int skipBad) throws IOException {
        return corpus == null
                ? indexed(common.require(index, "--index"), items)
                : scanned(common, corpus, items, skipBad);
    }

    private LookedInto indexed(Path folder, List<Document> items) throws IOException {
        SuffixArrayIndex opened = SuffixArrayIndex.open(folder);
        boolean texts = items.stream().anyMatch(item -> item.tokens() == null);
        boolean decodes = texts || tokenizer != null || opened.tokenizerFile().isPresent();
        if (!decodes) {
            return new LookedInto(
                    IndexedText.of(opened), ItemText.tokens(items, null), SpanBoundaries.NONE, "tokens", List.of());
        }
        DjlTokenizer encoder = DjlTokenizer.load(IndexOptions.tokenizer(tokenizer, opened));
        return new LookedInto(
                IndexedText.of(opened),
                ItemText.tokens(items, encoder),
                new DecodedBoundaries(encoder),
                "tokens",
                List.of(encoder));
    }

    private LookedInto scanned(CommonOptions common, List<Path> files, List<Document> items, int skipBad)
            throws IOException {
        List<AutoCloseable> held = new ArrayList<>();
        DjlTokenizer encoder = tokenizer == null ? null : DjlTokenizer.load(tokenizer);
        if (encoder != null) {
            held.add(encoder);
        }
        boolean tokens = encoder != null || (!items.isEmpty() && items.get(0).tokens() != null);
        DocumentUnits units = tokens ? DocumentUnits.tokens(encoder) : DocumentUnits.words();
        List<ItemText> texts = units.items(items);
        TokenSpool spool;
        try (CorpusFiles documents = new CorpusFiles(files, skipBad);
                Progress.Task task = common.progress().begin("reading the corpus", -1, "documents")) {
            spool = units.spool(documents, temporary(common), task);
            held.add(spool);
            documents.skipped().forEach(bad -> common.say("skipped: line " + bad.line() + ": " + bad.reason()));
        }
        SpanBoundaries boundaries = encoder == null ? SpanBoundaries.NONE : new DecodedBoundaries(encoder);
        return new LookedInto(ScannedText.of(spool), texts, boundaries, units.unit(), held);
    }

    /** Beside the output, where there should be room. */
    private static Path temporary(CommonOptions common) {
        Path out = common.out == null ? null : common.out.toAbsolutePath().getParent();
        return out == null ? Path.of(System.getProperty("java.io.tmpdir")) : out;
    }
}
