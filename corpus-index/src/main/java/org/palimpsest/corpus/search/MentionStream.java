package org.palimpsest.corpus.search;

import java.util.Iterator;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PayloadAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/** The mentions of a document as Lucene takes them: those of one place stand at one position. */
final class MentionStream extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
    private final PayloadAttribute payload = addAttribute(PayloadAttribute.class);
    private final Iterator<Mention> mentions;
    private int place = -1;

    MentionStream(List<Mention> mentions) {
        this.mentions = mentions.iterator();
    }

    @Override
    public boolean incrementToken() {
        if (!mentions.hasNext()) {
            return false;
        }
        Mention mention = mentions.next();
        clearAttributes();
        term.append(mention.entity());
        offset.setOffset(mention.start(), mention.end());
        increment.setPositionIncrement(mention.start() == place ? 0 : 1);
        payload.setPayload(PostingPayload.of(mention).bytes());
        place = mention.start();
        return true;
    }
}
