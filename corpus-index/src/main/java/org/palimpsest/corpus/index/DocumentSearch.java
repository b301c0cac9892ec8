package org.palimpsest.corpus.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.roaringbitmap.RoaringBitmap;

/**
 * Finds the documents that hold phrases; exact. A phrase's documents cost about 20 nanoseconds for each of its places;
 * once candidates are few, their tokens are read instead where that is less. Safe for use by many threads.
 */
public final class DocumentSearch {
    private final SuffixArrayIndex index;

    private DocumentSearch(SuffixArrayIndex index) {
        this.index = index;
    }

    /**
     * A search in an index.
     *
     * @param index the index
     * @return the search
     */
    public static DocumentSearch in(SuffixArrayIndex index) {
        return new DocumentSearch(index);
    }

    /**
     * The documents that hold a phrase.
     *
     * @param phrase token ids, at least one
     * @return the documents
     * @throws IllegalArgumentException if the phrase is empty
     */
    public DocumentSet documents(int[] phrase) {
        RoaringBitmap bitmap = new RoaringBitmap();
        index.visit(phrase, Long.MAX_VALUE, (document, position) -> bitmap.add(DocumentSet.number(document)));
        return DocumentSet.owned(bitmap);
    }

    /**
     * The documents that a query wants. Of phrases that must all be there the rarest comes first.
     *
     * @param query phrases to hold and not to hold; without {@code all} and {@code any}, every document that holds none of
     *     {@code none}
     * @return the documents; their number is {@link DocumentSet#size}
     */
    public DocumentSet documents(PhraseQuery query) {
        return documents(query, DocumentSet.range(0, index.documents()));
    }

    /**
     * The documents of a set that a query wants.
     *
     * @param query phrases to hold and not to hold
     * @param among the set
     * @return the documents
     * @throws IllegalArgumentException if the set holds a document that the index has not
     */
    public DocumentSet documents(PhraseQuery query, DocumentSet among) {
        DocumentSelection.requireInside(index, among);
        DocumentSet found = among;
        List<int[]> rarestFirst = new ArrayList<>(query.all());
        rarestFirst.sort(Comparator.comparingLong(index::count));
        for (int[] phrase : rarestFirst) {
            found = holding(phrase, found);
        }
        if (!query.any().isEmpty()) {
            DocumentSet any = DocumentSet.of();
            for (int[] phrase : query.any()) {
                any = any.or(holding(phrase, found.minus(any)));
            }
            found = any;
        }
        for (int[] phrase : query.none()) {
            found = found.minus(holding(phrase, found));
        }
        return query.all().size() < 2 || query.within() == PhraseQuery.ANYWHERE
                ? found
                : scanned(found, scan -> scan.holdsWithin(query.all(), query.within()));
    }

    /** The documents of a set that hold a phrase: by its places, or by reading the documents, whichever is less. */
    private DocumentSet holding(int[] phrase, DocumentSet among) {
        if (among.isEmpty()) {
            return among;
        }
        return tokens(among, index.count(phrase)) < index.count(phrase)
                ? scanned(among, scan -> scan.holds(phrase))
                : documents(phrase).and(among);
    }

    /** Tokens of the documents of a set; what exceeds a limit need not be exact. */
    private long tokens(DocumentSet among, long limit) {
        long sum = among.size();
        if (sum >= limit) {
            return sum;
        }
        for (long document : among.documents().toArray()) {
            sum += index.documentLength(document);
            if (sum >= limit) {
                return sum;
            }
        }
        return sum;
    }

    private DocumentSet scanned(DocumentSet among, Predicate<DocumentScan> rule) {
        RoaringBitmap bitmap = new RoaringBitmap();
        among.documents()
                .filter(document -> rule.test(new DocumentScan(index.documentTokens(document))))
                .forEach(document -> bitmap.add(DocumentSet.number(document)));
        return DocumentSet.owned(bitmap);
    }

    /** Places of a phrase in the documents of a set. */
    long count(int[] phrase, DocumentSet among) {
        if (tokens(among, index.count(phrase)) < index.count(phrase)) {
            return among.documents()
                    .map(document -> new DocumentScan(index.documentTokens(document)).count(phrase))
                    .sum();
        }
        long[] count = new long[1];
        index.visit(phrase, Long.MAX_VALUE, (document, position) -> count[0] += among.contains(document) ? 1 : 0);
        return count[0];
    }
}
