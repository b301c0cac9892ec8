package org.palimpsest.corpus.duplicates;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.palimpsest.corpus.index.SuffixArrayIndex;

/** The tokens of the documents that were asked for last: at most four million tokens, or one document. */
final class DocumentCache {
    private static final long MOST_TOKENS = 4_000_000;

    private final SuffixArrayIndex index;
    private final Map<Long, int[]> documents = new LinkedHashMap<>(16, 0.75f, true);
    private long tokens;

    DocumentCache(SuffixArrayIndex index) {
        this.index = index;
    }

    int[] tokens(long document) {
        int[] kept = documents.get(document);
        if (kept == null) {
            kept = index.documentTokens(document);
            documents.put(document, kept);
            tokens += kept.length;
            Iterator<int[]> oldest = documents.values().iterator();
            while (tokens > MOST_TOKENS && documents.size() > 1) {
                tokens -= oldest.next().length;
                oldest.remove();
            }
        }
        return kept;
    }
}
