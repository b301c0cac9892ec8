package org.palimpsest.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.duplicates.BenchmarkItem;
import org.palimpsest.corpus.duplicates.Span;
import org.palimpsest.corpus.duplicates.TextWord;
import org.palimpsest.inference.engine.DjlTokenizer;

/** An item of a benchmark, with the places of its tokens in its text where it has one. */
final class ItemText {
    private final BenchmarkItem item;
    private final int @Nullable [] starts;
    private final int @Nullable [] ends;

    private ItemText(BenchmarkItem item, int @Nullable [] starts, int @Nullable [] ends) {
        this.item = item;
        this.starts = starts;
        this.ends = ends;
    }

    static ItemText words(String id, int[] ids, List<TextWord> words) {
        return new ItemText(
                new BenchmarkItem(id, ids),
                words.stream().mapToInt(TextWord::start).toArray(),
                words.stream().mapToInt(TextWord::end).toArray());
    }

    /** Items in tokens: those given, else those of the text. */
    static List<ItemText> tokens(List<Document> documents, @Nullable DjlTokenizer encoder) {
        List<ItemText> items = new ArrayList<>();
        for (Document document : documents) {
            int[] given = document.tokens();
            if (given != null) {
                items.add(new ItemText(new BenchmarkItem(document.id(), given), null, null));
            } else if (encoder == null) {
                throw new IllegalArgumentException(document.id()
                        + ": has text and no tokens, others have tokens; give --tokenizer FILE, or tokens everywhere");
            } else {
                int[] ends = encoder.ends(document.text());
                int[] starts = new int[ends.length];
                for (int i = 1; i < starts.length; i++) {
                    starts[i] = ends[i - 1];
                }
                items.add(
                        new ItemText(new BenchmarkItem(document.id(), encoder.encode(document.text())), starts, ends));
            }
        }
        return items;
    }

    BenchmarkItem item() {
        return item;
    }

    /** The UTF-16 units of a span, first and one past the last, or nothing where the item is tokens only. */
    List<Integer> units(Span span) {
        return starts == null || ends == null ? List.of() : List.of(starts[span.start()], ends[span.end() - 1]);
    }
}
