package org.palimpsest.corpus.search;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.index.CorruptIndexException;

/**
 * What stands beside a mention in the index, in 5 bytes: the score as an IEEE float, big-endian, and the
 * number of the source in the order that stands here.
 *
 * @param score in (0, 1]
 * @param source why
 */
record PostingPayload(float score, MentionSource source) {
    private static final int BYTES = Float.BYTES + 1;
    private static final List<MentionSource> SOURCES = List.of(
            MentionSource.ONLY_BEARER, MentionSource.DOCUMENT, MentionSource.CONTEXT, MentionSource.SHARED_NAME);

    static PostingPayload of(Mention mention) {
        return new PostingPayload((float) mention.score(), mention.source());
    }

    BytesRef bytes() {
        return new BytesRef(ByteBuffer.allocate(BYTES)
                .putFloat(score)
                .put((byte) SOURCES.indexOf(source))
                .array());
    }

    static PostingPayload read(@Nullable BytesRef bytes, Path folder) throws IOException {
        if (bytes == null
                || bytes.length != BYTES
                || (bytes.bytes[bytes.offset + Float.BYTES] & 0xff) >= SOURCES.size()) {
            throw new CorruptIndexException(
                    folder, 0, "a posting without score and source", "5 bytes with each posting of an entity");
        }
        ByteBuffer read = ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length);
        return new PostingPayload(read.getFloat(), SOURCES.get(read.get()));
    }
}
