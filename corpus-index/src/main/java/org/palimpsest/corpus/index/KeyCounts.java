package org.palimpsest.corpus.index;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** How often each key occurs. */
final class KeyCounts {
    private final TokenWidth width;
    private final long[] dense;
    private final Map<Integer, long[]> sparse = new HashMap<>();

    KeyCounts(TokenWidth width) {
        this.width = width;
        this.dense = new long[width == TokenWidth.U32 ? 0 : width.separatorKey() + 1];
    }

    static KeyCounts of(TokenText text, TokenWidth width) {
        KeyCounts counts = new KeyCounts(width);
        text.count(counts);
        return counts;
    }

    /** Counts keys of 16 bits. */
    void addAll(char[] keys) {
        int[] sums = new int[dense.length];
        for (char key : keys) {
            sums[key]++;
        }
        for (int key = 0; key < sums.length; key++) {
            dense[key] += sums[key];
        }
    }

    void add(int key) {
        if (dense.length > 0) {
            dense[key]++;
        } else {
            sparse.computeIfAbsent(key, unseen -> new long[1])[0]++;
        }
    }

    /** The counts of all keys of at most 16 bits; shared. */
    long[] byKey() {
        return dense;
    }

    /** infini-gram's file: lines of id and count, in the order of ids, the separator's last. */
    void writeUnigrams(OutputStream out) throws IOException {
        TreeMap<Long, Long> byId = new TreeMap<>();
        for (int key = 0; key < dense.length; key++) {
            if (dense[key] > 0) {
                byId.put(stored(key), dense[key]);
            }
        }
        sparse.forEach((key, count) -> byId.put(stored(key), count[0]));
        for (Map.Entry<Long, Long> entry : byId.entrySet()) {
            out.write((entry.getKey() + " " + entry.getValue() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    private long stored(int key) {
        return Integer.toUnsignedLong(Integer.reverseBytes(key) >>> (8 * (4 - width.bytes())));
    }
}
