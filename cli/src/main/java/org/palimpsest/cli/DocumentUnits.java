package org.palimpsest.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.duplicates.TextWord;
import org.palimpsest.corpus.duplicates.WordIds;
import org.palimpsest.corpus.duplicates.Words;
import org.palimpsest.inference.engine.DjlTokenizer;

/** What benchmark and documents are made of when they are compared without an index. */
abstract class DocumentUnits {
    /** Words without case and punctuation. Only the benchmark's are numbered; all others of the documents share a number. */
    static DocumentUnits words() {
        return new OfWords();
    }

    /** Token ids: those given, else the tokenizer's. */
    static DocumentUnits tokens(@Nullable DjlTokenizer encoder) {
        return new OfTokens(encoder);
    }

    /** The benchmark; asked for before any document. */
    abstract List<ItemText> items(List<Document> items);

    abstract int[] ids(Document document);

    private static final class OfWords extends DocumentUnits {
        private final WordIds ids = WordIds.of(Words.PLAIN);

        @Override
        List<ItemText> items(List<Document> items) {
            List<ItemText> texts = new ArrayList<>();
            for (Document item : items) {
                List<TextWord> words = Words.PLAIN.places(text(item));
                texts.add(ItemText.words(item.id(), ids.learn(item.text()), words));
            }
            return texts;
        }

        @Override
        int[] ids(Document document) {
            int[] numbers = ids.lookUp(text(document));
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = numbers[i] == WordIds.UNKNOWN ? ids.size() : numbers[i];
            }
            return numbers;
        }

        private static String text(Document document) {
            if (document.tokens() != null) {
                throw new IllegalArgumentException(document.id()
                        + ": has tokens where others have text; give --tokenizer FILE, or texts everywhere");
            }
            return document.text();
        }
    }

    private static final class OfTokens extends DocumentUnits {
        private final @Nullable DjlTokenizer encoder;

        OfTokens(@Nullable DjlTokenizer encoder) {
            this.encoder = encoder;
        }

        @Override
        List<ItemText> items(List<Document> items) {
            return ItemText.tokens(items, encoder);
        }

        @Override
        int[] ids(Document document) {
            int[] given = document.tokens();
            if (given != null) {
                return given;
            }
            if (encoder == null) {
                throw new IllegalArgumentException(
                        document.id()
                                + ": has text and no tokens, the benchmark has tokens; give --tokenizer FILE, or tokens everywhere");
            }
            return encoder.encode(document.text());
        }
    }
}
