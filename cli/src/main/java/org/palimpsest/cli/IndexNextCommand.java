package org.palimpsest.cli;

import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Tokenizer;
import org.palimpsest.corpus.index.InfinityGram;
import org.palimpsest.corpus.index.NextTokens;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import org.palimpsest.inference.engine.DjlTokenizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What follows a context in the corpus. */
@Command(
        name = "next",
        sortOptions = false,
        description = {
            "Says which tokens follow a context in the corpus, and how often (infinity-gram).",
            "Of a context that does not occur, its longest end that does is taken. The end of a document is an outcome of"
                    + " its own."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest index next --index index --text \"four score and seven\" --limit 5",
            "  palimpsest index next --index index --tokens 464,2068 --exact --json"
        })
final class IndexNextCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private IndexOptions options = new IndexOptions();

    @Mixin
    private PhraseOptions context = new PhraseOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            converter = AtLeastZero.class,
            description = "Followers at most, the most frequent ones. Default: ${DEFAULT-VALUE}.")
    private int limit = 20;

    @Option(names = "--exact", fallbackValue = "true", description = "The whole context or nothing.")
    private boolean exact;

    @Override
    public Integer call() throws IOException {
        options.folder(common);
        context.check(common);
        common.checkOutput();
        SuffixArrayIndex index = options.open(common);
        int[] ids = context.phrase(common, options, index);
        InfinityGram.Prediction found = exact
                ? new InfinityGram.Prediction(ids.length + 1, index.next(ids, limit))
                : InfinityGram.of(index).next(ids, limit);
        Path definition = options.definition(index);
        if (definition == null) {
            emit(ids, found, null);
        } else {
            try (DjlTokenizer tokenizer = DjlTokenizer.load(definition)) {
                emit(ids, found, tokenizer);
            }
        }
        return ExitCode.OK.code();
    }

    private void emit(int[] ids, InfinityGram.Prediction found, @Nullable Tokenizer tokenizer) throws IOException {
        NextTokens next = found.next();
        List<Map<String, Object>> rows = new ArrayList<>();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d occurrences of the last %d of %d tokens, %d different followers%n",
                next.count(),
                found.effectiveN() - 1,
                ids.length,
                next.distinct()));
        for (NextTokens.Follower follower : next.followers()) {
            Object decoded = decoded(tokenizer, follower.token());
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("token", follower.token());
            row.put("text", decoded);
            row.put("count", follower.count());
            row.put("probability", next.probability(follower));
            rows.add(row);
            text.append(line(
                    next.probability(follower),
                    follower.count(),
                    follower.token() + (decoded instanceof String word ? "\t" + Failures.oneLine(word) : "")));
        }
        if (next.others() > 0) {
            text.append(line((double) next.others() / next.count(), next.others(), "others"));
        }
        if (next.ended() > 0) {
            text.append(line((double) next.ended() / next.count(), next.ended(), "end of the document"));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("tokens", ids.length);
        result.put("effectiveN", found.effectiveN());
        result.put("count", next.count());
        result.put("distinct", next.distinct());
        result.put("next", rows);
        result.put("others", next.others());
        result.put("ended", next.ended());
        common.emit(result, options.manifest(common), text.toString());
    }

    private static String line(double share, long count, String what) {
        return String.format(Locale.ROOT, "%.6f\t%d\t%s%n", share, count, what);
    }

    /** The text of a token; null where there is no tokenizer, or it has no such token. */
    private static Object decoded(@Nullable Tokenizer tokenizer, int token) {
        return tokenizer == null || token < 0 || token >= tokenizer.vocabularySize()
                ? NullNode.getInstance()
                : tokenizer.decode(new int[] {token});
    }
}
