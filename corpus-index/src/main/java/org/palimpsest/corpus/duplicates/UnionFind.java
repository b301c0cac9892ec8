package org.palimpsest.corpus.duplicates;

/** Disjoint sets of 0..n-1, each with its least member as root; 4 bytes a member. */
final class UnionFind {
    private final int[] parents;

    UnionFind(int n) {
        parents = new int[n];
        for (int i = 0; i < n; i++) {
            parents[i] = i;
        }
    }

    int root(int member) {
        int at = member;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    void join(int one, int other) {
        int a = root(one);
        int b = root(other);
        parents[Math.max(a, b)] = Math.min(a, b);
    }

    /** The root of every member. */
    int[] roots() {
        int[] roots = new int[parents.length];
        for (int i = 0; i < roots.length; i++) {
            roots[i] = root(i);
        }
        return roots;
    }
}
