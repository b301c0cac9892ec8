package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.DocumentFolder;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.index.CorpusFiles;
import org.palimpsest.corpus.index.IndexBuilder;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.corpus.transcript.StepMap;
import org.palimpsest.corpus.transcript.TranscriptReader;
import org.palimpsest.inference.engine.DjlTokenizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Builds an index. */
@Command(
        name = "build",
        sortOptions = false,
        description = {
            "Builds an index of a corpus: every n-gram, in the order of the input.",
            "The files are infini-gram's (version 4), and ours beside them. Empty documents are kept.",
            "A build that was interrupted goes on where it was when the same command is run again."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest index build --input corpus.jsonl.zst --tokenizer tokenizer.json --out index",
            "  palimpsest index build --input ids.jsonl --tokens --transcript order.jsonl --out index"
        })
final class IndexBuildCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--input",
            paramLabel = "FILE",
            arity = "1..*",
            description = "JSONL, Parquet, .txt, .md or folders, in training order. Required.")
    private @Nullable List<Path> inputs;

    @Option(names = "--tokenizer", paramLabel = "FILE", description = "tokenizer.json that makes ids of the texts.")
    private @Nullable Path tokenizer;

    @Option(names = "--tokens", fallbackValue = "true", description = "The rows carry token ids.")
    private boolean tokens;

    @Option(
            names = "--transcript",
            paramLabel = "FILE",
            description = "The trainer's order, so that hits say at which step they were trained on.")
    private @Nullable Path transcript;

    @Option(
            names = "--shards",
            paramLabel = "N",
            defaultValue = "1",
            converter = AtLeastOne.class,
            description = "Parts of about equal size, built side by side. Default: ${DEFAULT-VALUE}.")
    private int shards = 1;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = ByteSize.class,
            description =
                    "What sorting may use, such as 8g; more shards follow from it. Default: four fifths of the heap.")
    private @Nullable Long memory;

    @Option(
            names = "--inverse",
            fallbackValue = "true",
            description = "Write the rank of every position too, by which programs find repeats: 4 bytes a token.")
    private boolean inverse;

    @Mixin
    private BadLineOptions badLines = new BadLineOptions();

    @Override
    public Integer call() throws IOException {
        List<Path> files = common.require(inputs, "--input");
        Path folder = common.require(common.out, "--out");
        if ((tokenizer == null) != tokens) {
            throw common.usage("say what the tokens are: --tokenizer FILE for texts, or --tokens where rows carry ids");
        }
        if (files.stream().filter(InputFile::isStandardInput).count() > 1) {
            throw common.usage("standard input is read once, got - more than once");
        }
        IndexBuilder.Options options = options();
        IndexBuilder builder = IndexBuilder.withDefaults().with(options).with(common.progress());
        common.checkOutput();
        RunManifest manifest = common.manifest();
        if (transcript != null) {
            builder = builder.with(StepMap.of(TranscriptReader.read(transcript)));
            manifest = manifest.withInput(transcript);
        }
        ExpectedIndex expected = ExpectedIndex.of(files, options, tokens, badLines.allowed);
        common.say(expected.text());
        try (StandardInput standard = StandardInput.watch();
                CorpusFiles documents = new CorpusFiles(files, badLines.allowed)) {
            if (files.stream().noneMatch(InputFile::isStandardInput)) {
                resumably(builder.resumable(made(files), common::say), documents, folder);
            } else {
                build(builder, documents, folder);
            }
            documents.skipped().forEach(bad -> common.say("skipped: line " + bad.line() + ": " + bad.reason()));
            for (Path file : files) {
                manifest = common.withInput(manifest, file, standard);
            }
        }
        SuffixArrayIndex index = SuffixArrayIndex.open(folder);
        Map<String, Object> result = IndexInfoCommand.describe(index);
        Map<String, Object> estimate = expected.json();
        if (estimate != null) {
            result.put("estimate", estimate);
        }
        common.emitBeside(result, manifest, text(index, folder));
        return ExitCode.OK.code();
    }

    private IndexBuilder.Options options() {
        IndexBuilder.Options options = IndexBuilder.Options.defaults()
                .withShards(shards)
                .withThreads(Math.min(shards, common.threadsOrDefault()))
                .with(inverse ? IndexBuilder.Inverse.WRITTEN : IndexBuilder.Inverse.LEFT_OUT);
        try {
            return memory == null ? options : options.withMemory(memory);
        } catch (IllegalArgumentException e) {
            throw common.usage("--memory: " + e.getMessage());
        }
    }

    /** All files that the index is made from. */
    private List<Path> made(List<Path> files) throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path file : files) {
            all.addAll(Files.isDirectory(file) ? DocumentFolder.list(file).files() : List.of(file));
        }
        if (transcript != null) {
            all.add(transcript);
        }
        return all;
    }

    private void resumably(IndexBuilder builder, CorpusFiles documents, Path folder) throws IOException {
        InterruptNotice notice = InterruptNotice.on(
                common.stderr(), "interrupted: no index was written; run the same command again to go on", () -> {});
        try {
            build(builder, documents, folder);
        } finally {
            notice.cancel();
        }
    }

    private void build(IndexBuilder builder, CorpusFiles documents, Path folder) throws IOException {
        Existing existing = common.force ? Existing.REPLACE : Existing.REFUSE;
        if (tokenizer == null) {
            builder.build(documents, folder, existing);
            return;
        }
        try (DjlTokenizer encoder = DjlTokenizer.load(tokenizer)) {
            builder.with(encoder, tokenizer).build(documents, folder, existing);
        }
    }

    private static String text(SuffixArrayIndex index, Path folder) {
        return String.format(
                Locale.ROOT,
                "%,d tokens in %,d documents, %d %s, %,d bytes; see %s%n",
                index.tokens(),
                index.documents(),
                index.shardCount(),
                index.shardCount() == 1 ? "shard" : "shards",
                index.bytes(),
                folder);
    }
}
