package org.palimpsest.corpus.duplicates;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.OffsetTokenizer;
import org.palimpsest.corpus.TokenSequence;
import org.palimpsest.corpus.index.DocumentStream;
import org.palimpsest.corpus.index.SourceDocument;
import org.palimpsest.corpus.run.Progress;

/** What benchmark and documents are made of when they are compared without an index. */
public abstract class DocumentUnits {
    private DocumentUnits() {}

    /**
     * Words without case and punctuation. Only the benchmark's are numbered; all others of the documents share a number.
     *
     * @return units without a benchmark yet
     */
    public static DocumentUnits words() {
        return new OfWords();
    }

    /**
     * Token ids: those given, else the tokenizer's.
     *
     * @param encoder makes tokens of texts, or null if none may need it
     * @return the units
     */
    public static DocumentUnits tokens(@Nullable OffsetTokenizer encoder) {
        return new OfTokens(encoder);
    }

    /**
     * The benchmark; asked for before any document.
     *
     * @param items its items
     * @return the same in units
     * @throws IllegalArgumentException if one has tokens where others have text
     */
    public abstract List<ItemText> items(List<Document> items);

    /**
     * A document in units.
     *
     * @param document a document of the training text
     * @return a number for each unit
     * @throws IllegalArgumentException if it has tokens where the benchmark has text, or text where that has tokens
     */
    public abstract int[] ids(Document document);

    /** Returns what is compared: {@code words} or {@code tokens}. */
    public abstract String unit();

    /**
     * Documents in units, in a temporary file, to be read again and again.
     *
     * @param documents not closed
     * @param folder where the file is made
     * @param watcher told of every document
     * @return the spool, to be closed
     * @throws IOException if they cannot be read or the file not be written
     */
    public TokenSpool spool(DocumentStream documents, Path folder, Progress.Task watcher) throws IOException {
        TokenSpool spool = TokenSpool.in(folder);
        try {
            for (SourceDocument next = documents.read(); next != null; next = documents.read()) {
                Document document = next.document();
                spool.add(new TokenSequence(document.id(), ids(document)));
                watcher.advance(1);
            }
            return spool;
        } catch (IOException | RuntimeException e) {
            try (spool) {
                throw e;
            }
        }
    }

    private static final class OfWords extends DocumentUnits {
        private final WordIds ids = WordIds.of(Words.PLAIN);

        @Override
        public List<ItemText> items(List<Document> items) {
            List<ItemText> texts = new ArrayList<>();
            for (Document item : items) {
                List<TextWord> words = Words.PLAIN.places(text(item));
                texts.add(ItemText.words(item.id(), ids.learn(item.text()), words));
            }
            return texts;
        }

        @Override
        public int[] ids(Document document) {
            int[] numbers = ids.lookUp(text(document));
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = numbers[i] == WordIds.UNKNOWN ? ids.size() : numbers[i];
            }
            return numbers;
        }

        @Override
        public String unit() {
            return "words";
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
        private final @Nullable OffsetTokenizer encoder;

        OfTokens(@Nullable OffsetTokenizer encoder) {
            this.encoder = encoder;
        }

        @Override
        public List<ItemText> items(List<Document> items) {
            return ItemText.tokens(items, encoder);
        }

        @Override
        public int[] ids(Document document) {
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

        @Override
        public String unit() {
            return "tokens";
        }
    }
}
