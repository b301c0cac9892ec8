package org.palimpsest.corpus.search;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;

/** Reads the mentions of an entity out of a part of an index. */
final class PostingsReader {
    private PostingsReader() {}

    /** What is done with a mention. */
    @FunctionalInterface
    interface Consumer {
        void accept(int document, Mention mention) throws IOException;
    }

    static void read(LeafReaderContext leaf, String entity, Path folder, Consumer consumer) throws IOException {
        Terms terms = leaf.reader().terms(SearchFields.ENTITIES);
        if (terms == null) {
            return;
        }
        TermsEnum each = terms.iterator();
        if (!each.seekExact(new BytesRef(entity))) {
            return;
        }
        PostingsEnum postings = each.postings(null, PostingsEnum.ALL);
        for (int local = postings.nextDoc(); local != PostingsEnum.NO_MORE_DOCS; local = postings.nextDoc()) {
            for (int left = postings.freq(); left > 0; left--) {
                postings.nextPosition();
                PostingPayload payload = PostingPayload.read(postings.getPayload(), folder);
                consumer.accept(
                        leaf.docBase + local,
                        new Mention(
                                entity,
                                postings.startOffset(),
                                postings.endOffset(),
                                payload.score(),
                                payload.source()));
            }
        }
    }
}
