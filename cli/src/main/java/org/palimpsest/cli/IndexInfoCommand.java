package org.palimpsest.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what an index holds. */
@Command(
        name = "info",
        sortOptions = false,
        description = {
            "Says what an index holds.",
            "With --verify every page is read and compared with its checksum; queries check the pages that they read."
        },
        footer = {"", "Example:", "  palimpsest index info --index index --verify"})
final class IndexInfoCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private IndexOptions options = new IndexOptions();

    @Option(names = "--verify", fallbackValue = "true", description = "Check every page.")
    private boolean verify;

    @Override
    public Integer call() throws IOException {
        options.folder(common);
        common.checkOutput();
        SuffixArrayIndex index = options.open(common);
        Map<String, Object> result = describe(index);
        if (verify) {
            index.verify();
            result.put("verified", true);
        }
        common.emit(
                result,
                options.manifest(common),
                String.format(
                        Locale.ROOT,
                        "tokens        %,d%ndocuments     %,d%nshards        %d%nwidth         %s%n"
                                + "on disk       %,d bytes%ntokenizer     %s%nsteps         %s%n%s",
                        index.tokens(),
                        index.documents(),
                        index.shardCount(),
                        result.get("width"),
                        index.bytes(),
                        index.tokenizer().isEmpty() ? "none, ids were given" : index.tokenizer(),
                        index.hasSteps() ? "known" : "not known",
                        verify ? "every page is as it was written\n" : ""));
        return ExitCode.OK.code();
    }

    static Map<String, Object> describe(SuffixArrayIndex index) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("tokens", index.tokens());
        map.put("documents", index.documents());
        map.put("shards", index.shardCount());
        map.put("width", index.width().name().toLowerCase(Locale.ROOT));
        map.put("bytes", index.bytes());
        map.put("bytesPerToken", Math.round((double) index.bytes() / Math.max(1, index.tokens())));
        map.put("tokenizer", index.tokenizer());
        map.put("steps", index.hasSteps());
        return map;
    }
}
