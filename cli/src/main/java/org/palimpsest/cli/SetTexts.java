package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.inference.attack.ScoredText;
import org.palimpsest.inference.attack.ScoredTexts;
import org.palimpsest.inference.likelihood.ScoreRow;
import org.palimpsest.inference.likelihood.TokenScores;
import org.palimpsest.provenance.dataset.Clusters;

/**
 * The texts of a suspect set and of another set, with labels 1 and 0.
 *
 * @param texts suspect and other texts
 * @param unlabelled texts without a label, which are left out
 */
record SetTexts(List<ScoredText> texts, int unlabelled) {
    /** Reads one file with labels, or two files: all of the first are suspect, none of the second. */
    static SetTexts read(Path scores, @Nullable Path heldOut, @Nullable Path reference, ScoredTexts.Options options)
            throws IOException {
        List<ScoredText> read = ScoredTexts.read(scores, reference, options).texts();
        if (heldOut == null) {
            List<ScoredText> labelled =
                    read.stream().filter(text -> text.label() != null).toList();
            return checked(scores, new SetTexts(labelled, read.size() - labelled.size()));
        }
        List<ScoredText> both = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (ScoredText text : read) {
            ids.add(text.id());
            both.add(labelled(text, 1));
        }
        for (ScoredText text : ScoredTexts.read(heldOut, reference, options).texts()) {
            if (!ids.add(text.id())) {
                throw new CorruptInputException(
                        heldOut.toString(),
                        "text " + text.id() + " is in " + scores + " too; the sets must not overlap");
            }
            both.add(labelled(text, 0));
        }
        return checked(scores, new SetTexts(both, 0));
    }

    private static SetTexts checked(Path file, SetTexts sets) throws IOException {
        if (sets.suspects() == 0 || sets.suspects() == sets.texts.size()) {
            throw new CorruptInputException(
                    file.toString(),
                    "texts of both sets are needed: label 1 (suspect) and 0 in one file, or a second file with --held-out;"
                            + " found " + sets.suspects() + " suspect and " + (sets.texts.size() - sets.suspects())
                            + " other texts");
        }
        return sets;
    }

    private static ScoredText labelled(ScoredText text, int label) {
        ScoreRow base = text.base();
        ScoreRow row = new ScoreRow(
                base.id(), base.variant(), base.scores(), base.text(), label, base.prefixIds(), base.fields());
        return new ScoredText(row, text.variants(), text.reference());
    }

    int suspects() {
        int count = 0;
        for (boolean one : suspect()) {
            count += one ? 1 : 0;
        }
        return count;
    }

    /** The same without some texts. */
    SetTexts only(List<Integer> places) {
        return new SetTexts(places.stream().map(texts::get).toList(), unlabelled);
    }

    boolean[] suspect() {
        boolean[] suspect = new boolean[texts.size()];
        for (int i = 0; i < suspect.length; i++) {
            Integer label = texts.get(i).label();
            suspect[i] = label != null && label == 1;
        }
        return suspect;
    }

    Clusters clusters(@Nullable String field) {
        return field == null ? Clusters.singletons(texts.size()) : Clusters.named(fields(field));
    }

    List<@Nullable String> fields(String field) {
        List<@Nullable String> values = new ArrayList<>();
        texts.forEach(text -> values.add(text.base().fields().get(field)));
        return values;
    }

    /** The tokens of a row: recorded ids, else a number for each word, the same everywhere. */
    static int[] tokens(ScoreRow row, Map<String, Integer> words) {
        TokenScores scores = row.scores();
        if (scores != null) {
            return scores.tokens();
        }
        return words(row.text()).stream()
                .mapToInt(word -> words.computeIfAbsent(word, key -> words.size()))
                .toArray();
    }

    static List<String> words(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        return List.of(text.strip().split("\\s+", -1));
    }

    /** A new table of words. */
    static Map<String, Integer> vocabulary() {
        return new HashMap<>();
    }
}
