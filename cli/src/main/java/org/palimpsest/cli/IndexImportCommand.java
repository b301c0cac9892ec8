package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.index.IndexImporter;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import org.palimpsest.corpus.index.TokenWidth;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.RunManifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes in an index that infini-gram built. */
@Command(
        name = "import",
        sortOptions = false,
        description = {
            "Takes in an index that infini-gram built (version 4, 5 or 6, any number of shards): checks the order of its"
                    + " suffixes and writes the files that ours has beside.",
            "Its files are linked where the file system can, else copied."
        },
        footer = {"", "Example:", "  palimpsest index import --index infini-gram-v4 --out index"})
final class IndexImportCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--index", paramLabel = "DIR", description = "What infini-gram wrote. Required.")
    private @Nullable Path foreign;

    @Option(
            names = "--reversed",
            fallbackValue = "true",
            description = "Documents are stored backwards: version 5, and version 6 if it was built so.")
    private boolean reversed;

    @Option(
            names = "--width",
            paramLabel = "WIDTH",
            description = "Of a token: u8, u16, u32. Default: what the counts of ids say.")
    private @Nullable String width;

    @Override
    public Integer call() throws IOException {
        Path from = common.require(foreign, "--index");
        Path folder = common.require(common.out, "--out");
        IndexImporter importer = IndexImporter.withDefaults().with(common.progress());
        importer = reversed ? importer.reversed() : importer;
        importer = width == null ? importer : importer.with(width(width));
        common.checkOutput();
        if (!Files.isDirectory(from)) {
            throw new NoSuchFileException(from.toString(), null, "there is no such folder");
        }
        importer.run(from, folder, common.force ? Existing.REPLACE : Existing.REFUSE);
        RunManifest manifest = common.manifest().withInput(folder.resolve("palimpsest.json"));
        SuffixArrayIndex index = SuffixArrayIndex.open(folder);
        common.emitBeside(
                IndexInfoCommand.describe(index),
                manifest,
                String.format(
                        Locale.ROOT,
                        "%,d tokens in %,d documents, %d %s; see %s%n",
                        index.tokens(),
                        index.documents(),
                        index.shardCount(),
                        index.shardCount() == 1 ? "shard" : "shards",
                        folder));
        return ExitCode.OK.code();
    }

    private TokenWidth width(String name) {
        try {
            return TokenWidth.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw common.usage("--width must be u8, u16 or u32, got " + name);
        }
    }
}
