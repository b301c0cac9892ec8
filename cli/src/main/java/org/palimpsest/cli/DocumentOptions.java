package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.index.DocumentSearch;
import org.palimpsest.corpus.index.DocumentSelection;
import org.palimpsest.corpus.index.DocumentSet;
import org.palimpsest.corpus.index.PhraseQuery;
import org.palimpsest.corpus.index.RestrictedIndex;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import org.palimpsest.corpus.run.RunManifest;
import picocli.CommandLine.Option;

/** Which documents a query is about: those that hold further phrases, are named in a file, or have a value. */
final class DocumentOptions {
    private static final int SHOWN = 5;

    @Option(
            names = "--and",
            paramLabel = "PHRASE",
            description = "Only documents that hold this phrase too, written as the first one is. May be repeated.")
    private List<String> and = new ArrayList<>();

    @Option(
            names = "--not",
            paramLabel = "PHRASE",
            description = "Only documents that do not hold this phrase. May be repeated.")
    private List<String> not = new ArrayList<>();

    @Option(
            names = "--within",
            paramLabel = "N",
            converter = AtLeastZero.class,
            description = "The first phrase and those of --and must begin at most N tokens apart.")
    private @Nullable Integer within;

    @Option(
            names = "--documents",
            paramLabel = "FILE",
            description =
                    "Only these documents: ids, one a line; .jsonl rows with document or id; or a .roaring bitmap.")
    private @Nullable Path file;

    @Option(
            names = "--where",
            paramLabel = "FIELD=VALUE",
            description = "Only documents whose metadata have the value, such as source=news.")
    private @Nullable String where;

    @Option(
            names = "--save-documents",
            paramLabel = "FILE",
            description = "Write the documents that hold the phrase as a .roaring bitmap.")
    private @Nullable Path save;

    boolean given() {
        return !and.isEmpty() || !not.isEmpty() || within != null || file != null || where != null || save != null;
    }

    /** Checks what can be checked before anything is opened. */
    void check(CommonOptions common) {
        if (within != null && and.isEmpty()) {
            throw common.usage("--within N needs a second phrase: --and PHRASE");
        }
        if (where != null && where.indexOf('=') < 1) {
            throw common.usage("--where must be FIELD=VALUE, got " + where);
        }
        if (save != null) {
            if (!save.toString().endsWith(".roaring")) {
                throw common.usage("--save-documents writes a .roaring file, got " + save);
            }
            common.refuseExisting(save);
        }
    }

    RunManifest addTo(RunManifest manifest) throws IOException {
        return file == null ? manifest : manifest.withInput(file);
    }

    /** The documents that hold the phrase and are wanted; adds to the result what was not found. */
    RestrictedIndex part(
            CommonOptions common,
            IndexOptions options,
            PhraseOptions form,
            SuffixArrayIndex index,
            int[] phrase,
            Map<String, Object> result)
            throws IOException {
        DocumentSet among = among(common, index, result);
        List<int[]> all = new ArrayList<>(List.of(phrase));
        all.addAll(phrases(common, options, form, index, and));
        PhraseQuery query = new PhraseQuery(
                all,
                List.of(),
                phrases(common, options, form, index, not),
                within == null ? PhraseQuery.ANYWHERE : within);
        DocumentSet found = DocumentSearch.in(index).documents(query, among);
        if (save != null) {
            found.write(save);
        }
        return RestrictedIndex.of(index, found);
    }

    private DocumentSet among(CommonOptions common, SuffixArrayIndex index, Map<String, Object> result)
            throws IOException {
        DocumentSet among = DocumentSet.range(0, index.documents());
        DocumentSelection selection = DocumentSelection.of(index);
        if (where != null) {
            int sign = where.indexOf('=');
            among = among.and(selection.where(where.substring(0, sign), where.substring(sign + 1)));
        }
        if (file != null) {
            DocumentSelection.Found found = selection.read(file);
            among = among.and(found.documents());
            result.put("missing", found.missing());
            if (!found.missing().isEmpty()) {
                List<String> missing = found.missing();
                common.say(String.format(
                        Locale.ROOT,
                        "%s: %,d ids are not in the index: %s%s",
                        file,
                        missing.size(),
                        String.join(", ", missing.subList(0, Math.min(SHOWN, missing.size()))),
                        missing.size() > SHOWN ? ", ..." : ""));
            }
        }
        return among;
    }

    private static List<int[]> phrases(
            CommonOptions common,
            IndexOptions options,
            PhraseOptions form,
            SuffixArrayIndex index,
            List<String> written)
            throws IOException {
        List<int[]> phrases = new ArrayList<>();
        for (String phrase : written) {
            phrases.add(form.like(phrase).phrase(common, options, index));
        }
        return phrases;
    }
}
