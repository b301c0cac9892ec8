package org.palimpsest.corpus.duplicates;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.OffsetTokenizer;

/** An item of a benchmark, with the places of its tokens in its text where it has one. */
public final class ItemText {
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

    /**
     * Items in tokens: those given, else those of the text.
     *
     * @param documents the items
     * @param encoder makes tokens of texts, or null if none may need it
     * @return the items
     * @throws IllegalArgumentException if one has text and there is no tokenizer
     */
    public static List<ItemText> tokens(List<Document> documents, @Nullable OffsetTokenizer encoder) {
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

    /** Returns the item as rules take it. */
    public BenchmarkItem item() {
        return item;
    }

    /**
     * Where a span stands in the item's text.
     *
     * @param span a span of its tokens
     * @return first UTF-16 unit and one past the last, or nothing where the item is tokens only
     */
    public List<Integer> units(Span span) {
        return starts == null || ends == null ? List.of() : List.of(starts[span.start()], ends[span.end() - 1]);
    }
}
