package org.palimpsest.corpus.index;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.TreeMap;

/** How often each token occurs: infini-gram's {@code unigram} file, lines of id and count in the order of ids. */
final class UnigramCounts {
    private final TreeMap<Long, Long> counts = new TreeMap<>();

    private UnigramCounts() {}

    static UnigramCounts of(TokenText text, TokenWidth width) {
        UnigramCounts result = new UnigramCounts();
        if (width == TokenWidth.U32) {
            HashMap<Integer, long[]> byKey = new HashMap<>();
            for (int position = 0; position < text.length(); position++) {
                byKey.computeIfAbsent(text.key(position), key -> new long[1])[0]++;
            }
            byKey.forEach((key, count) -> result.put(key, count[0], width));
        } else {
            long[] byKey = new long[width.separatorKey() + 1];
            for (int position = 0; position < text.length(); position++) {
                byKey[text.key(position)]++;
            }
            for (int key = 0; key < byKey.length; key++) {
                result.put(key, byKey[key], width);
            }
        }
        return result;
    }

    private void put(int key, long count, TokenWidth width) {
        if (count > 0) {
            counts.put(Integer.toUnsignedLong(Integer.reverseBytes(key) >>> (8 * (4 - width.bytes()))), count);
        }
    }

    void write(OutputStream out) throws IOException {
        for (var entry : counts.entrySet()) {
            out.write((entry.getKey() + " " + entry.getValue() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }
}
