package org.palimpsest.cli;

import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.palimpsest.corpus.index.Occurrences;
import org.palimpsest.corpus.index.RestrictedIndex;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds a phrase. */
@Command(
        name = "locate",
        sortOptions = false,
        description = {
            "Finds where a phrase occurs: document, its id, the token at which the phrase begins, the training step.",
            "Of more than --limit places it gives some at equal distances, always the same ones."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest index locate --index index --text \"the quick brown fox\" --limit 20",
            "  palimpsest index locate --index index --text \" fox\" --and \" dog\" --documents placements.jsonl"
        })
final class IndexLocateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private IndexOptions options = new IndexOptions();

    @Mixin
    private PhraseOptions phrase = new PhraseOptions();

    @Mixin
    private DocumentOptions documents = new DocumentOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            converter = AtLeastZero.class,
            description = "Places at most. Default: ${DEFAULT-VALUE}.")
    private int limit = 100;

    @Override
    public Integer call() throws IOException {
        options.folder(common);
        phrase.check(common);
        documents.check(common);
        common.checkOutput();
        SuffixArrayIndex index = options.open(common);
        int[] ids = phrase.phrase(common, options, index);
        Map<String, Object> result = new LinkedHashMap<>();
        Occurrences found;
        if (documents.given()) {
            RestrictedIndex part = documents.part(common, options, phrase, index, ids, result);
            found = part.locate(ids, limit);
            result.put("documents", part.among().size());
        } else {
            found = index.locate(ids, limit);
        }
        List<Map<String, Object>> hits = new ArrayList<>();
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%d%n", found.count()));
        for (Occurrences.Hit hit : found.hits()) {
            Map<String, Object> row = row(index, hit);
            hits.add(row);
            text.append(String.format(
                    Locale.ROOT,
                    "%s\t%d%s%n",
                    row.get("id"),
                    hit.position(),
                    row.get("step") instanceof Long step ? "\tstep " + step : ""));
        }
        result.put("count", found.count());
        result.put("hits", hits);
        common.emit(result, documents.addTo(options.manifest(common)), text.toString());
        return ExitCode.OK.code();
    }

    private static Map<String, Object> row(SuffixArrayIndex index, Occurrences.Hit hit) {
        Map<String, Object> row = new LinkedHashMap<>();
        OptionalLong step = index.step(hit.document());
        row.put("document", hit.document());
        row.put("id", index.documentId(hit.document()));
        row.put("position", hit.position());
        row.put("step", step.isPresent() ? step.getAsLong() : NullNode.getInstance());
        return row;
    }
}
