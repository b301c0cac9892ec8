package org.palimpsest.corpus.duplicates;

import java.util.Arrays;

/**
 * Groups of documents that pairs join, where numbers of documents are large and few of them are in a pair: 16 bytes a pair, and
 * 12 bytes a document of one.
 */
public final class PairGroups {
    private long[] members = new long[1024];
    private int size;

    /**
     * Joins two documents.
     *
     * @param one a number
     * @param other another
     */
    public void join(long one, long other) {
        if (size + 2 > members.length) {
            members = Arrays.copyOf(members, Math.addExact(members.length, members.length));
        }
        members[size++] = one;
        members[size++] = other;
    }

    /**
     * The documents that a pipeline would drop.
     *
     * @return all but the least of each group, ascending
     */
    public long[] redundant() {
        long[] distinct = Arrays.stream(members, 0, size).sorted().distinct().toArray();
        UnionFind sets = new UnionFind(distinct.length);
        for (int i = 0; i < size; i += 2) {
            sets.join(Arrays.binarySearch(distinct, members[i]), Arrays.binarySearch(distinct, members[i + 1]));
        }
        long[] redundant = new long[distinct.length];
        int count = 0;
        for (int i = 0; i < distinct.length; i++) {
            if (sets.root(i) != i) {
                redundant[count++] = distinct[i];
            }
        }
        return Arrays.copyOf(redundant, count);
    }
}
