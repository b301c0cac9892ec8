package org.palimpsest.corpus.run;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A Merkle tree over SHA-256, with which one 32-byte root commits to many leaves, and leaves are opened by a few hashes
 * without showing the others. A leaf's node is SHA-256(0x00 ‖ data), an inner node SHA-256(0x01 ‖ left ‖ right); the last
 * node of an odd level is promoted as it is. That is the tree of RFC 6962, section 2.1. Leaves that can be guessed need
 * a secret nonce in their data.
 *
 * <p>The tree is built in segments of 65,536 leaves, side by side on all processors. Building asks for every leaf hash once,
 * and costs n further hashes; only the nodes from the segments' roots up are kept, 64 bytes for 65,536 leaves. A proof asks
 * again for the leaf hashes of one segment or two.
 */
public final class MerkleTree {
    private static final int SEGMENT_HEIGHT = 16;
    private static final int SEGMENT = 1 << SEGMENT_HEIGHT;

    private final int size;
    private final LeafHashes leaves;
    private final List<byte[]> top;
    private int cachedSegment = -1;
    private @Nullable List<byte[]> cachedLevels;

    private MerkleTree(int size, LeafHashes leaves, List<byte[]> top) {
        this.size = size;
        this.leaves = leaves;
        this.top = top;
    }

    /**
     * Builds the tree over leaves at hand, which it keeps.
     *
     * @param leaves the data of each leaf, in order; at least one
     * @return the tree
     * @throws IllegalArgumentException if there are no leaves
     */
    public static MerkleTree of(List<byte[]> leaves) {
        return of(leaves.size(), (from, to, target) -> {
            MerkleHash hash = new MerkleHash();
            for (int i = from; i < to; i++) {
                hash.leaf(leaves.get(i), target, (i - from) * MerkleHash.BYTES);
            }
        });
    }

    /**
     * Builds the tree over leaves that are computed when needed.
     *
     * @param size number of leaves, 1 or more
     * @param leaves gives the same hashes whenever asked, by several threads at once
     * @return the tree
     * @throws IllegalArgumentException if there are no leaves
     */
    public static MerkleTree of(int size, LeafHashes leaves) {
        if (size < 1) {
            throw new IllegalArgumentException("a Merkle tree needs at least 1 leaf, got " + size);
        }
        int segments = (size - 1) / SEGMENT + 1;
        byte[] roots = new byte[segments * MerkleHash.BYTES];
        IntStream.range(0, segments).parallel().forEach(s -> {
            byte[] level = leafLevel(size, leaves, s);
            MerkleHash hash = new MerkleHash();
            for (int width = level.length / MerkleHash.BYTES; width > 1; ) {
                width = hash.reduce(level, width, level);
            }
            System.arraycopy(level, 0, roots, s * MerkleHash.BYTES, MerkleHash.BYTES);
        });
        return new MerkleTree(size, leaves, levels(roots));
    }

    /**
     * The hash of a leaf.
     *
     * @param data its data
     * @return SHA-256(0x00 ‖ data)
     */
    public static byte[] leafHash(byte[] data) {
        return new MerkleHash().leaf(data);
    }

    private static byte[] leafLevel(int size, LeafHashes leaves, int segment) {
        int from = segment * SEGMENT;
        int to = (int) Math.min(size, (long) from + SEGMENT);
        byte[] level = new byte[(to - from) * MerkleHash.BYTES];
        leaves.write(from, to, level);
        return level;
    }

    /** A level and all above it. */
    private static List<byte[]> levels(byte[] lowest) {
        MerkleHash hash = new MerkleHash();
        List<byte[]> levels = new ArrayList<>();
        levels.add(lowest);
        byte[] level = lowest;
        while (level.length > MerkleHash.BYTES) {
            int width = level.length / MerkleHash.BYTES;
            byte[] parents = new byte[(width + 1) / 2 * MerkleHash.BYTES];
            hash.reduce(level, width, parents);
            levels.add(parents);
            level = parents;
        }
        return levels;
    }

    /** Returns the root, 32 bytes. */
    public byte[] root() {
        return top.get(top.size() - 1).clone();
    }

    /** Returns the number of leaves. */
    public int size() {
        return size;
    }

    /**
     * The proof that a leaf is in the tree.
     *
     * @param leaf its number, in [0, {@link #size()})
     * @return the sibling hashes on its way to the root, from the leaf up; a level where it is promoted has none
     * @throws IllegalArgumentException if there is no such leaf
     */
    public List<byte[]> proof(int leaf) {
        if (leaf < 0 || leaf >= size) {
            throw new IllegalArgumentException("leaf must be in [0, " + size + "), got " + leaf);
        }
        return proof(leaf, leaf + 1);
    }

    /**
     * The proof that neighbouring leaves are in the tree.
     *
     * @param from the first leaf
     * @param to one past the last leaf
     * @return from the leaves up, the hash left of the range, then the hash right of it, where its parents need them; at most
     *     2 log₂ n
     * @throws IllegalArgumentException if not 0 ≤ from &lt; to ≤ {@link #size()}
     */
    public List<byte[]> proof(int from, int to) {
        if (from < 0 || from >= to || to > size) {
            throw new IllegalArgumentException(
                    "leaves must be a range within [0, " + size + "), got [" + from + ", " + to + ")");
        }
        List<byte[]> proof = new ArrayList<>();
        MerkleRange range = new MerkleRange(from, to, size);
        for (int height = 0; !range.atRoot(); height++, range = range.parents()) {
            if (range.needsLeft()) {
                proof.add(node(height, range.from() - 1));
            }
            if (range.needsRight()) {
                proof.add(node(height, range.to()));
            }
        }
        return List.copyOf(proof);
    }

    private byte[] node(int height, int index) {
        if (height >= SEGMENT_HEIGHT) {
            return slice(top.get(height - SEGMENT_HEIGHT), index);
        }
        int segment = index >>> (SEGMENT_HEIGHT - height);
        return slice(segment(segment).get(height), index - (segment << (SEGMENT_HEIGHT - height)));
    }

    private synchronized List<byte[]> segment(int segment) {
        List<byte[]> levels = cachedLevels;
        if (levels == null || segment != cachedSegment) {
            levels = levels(leafLevel(size, leaves, segment));
            cachedLevels = levels;
            cachedSegment = segment;
        }
        return levels;
    }

    private static byte[] slice(byte[] level, int index) {
        return Arrays.copyOfRange(level, index * MerkleHash.BYTES, (index + 1) * MerkleHash.BYTES);
    }

    /**
     * Whether a proof shows that a leaf is in the tree of a root.
     *
     * @param root the root, 32 bytes
     * @param data the leaf's data
     * @param leaf the leaf's number
     * @param size the number of leaves, as published with the root
     * @param proof the sibling hashes, from the leaf up
     * @return whether it does; false for a number outside [0, size), and for a proof of the wrong length
     */
    public static boolean verify(byte[] root, byte[] data, int leaf, int size, List<byte[]> proof) {
        return verify(root, List.of(data), leaf, size, proof);
    }

    /**
     * Whether a proof shows that neighbouring leaves are in the tree of a root.
     *
     * @param root the root, 32 bytes
     * @param data the data of the leaves, one or more, in order
     * @param from the number of the first
     * @param size the number of leaves of the tree, as published with the root
     * @param proof what {@link #proof(int, int)} gives
     * @return whether it does; false for numbers outside [0, size), and for a proof of the wrong length
     */
    public static boolean verify(byte[] root, List<byte[]> data, int from, int size, List<byte[]> proof) {
        if (data.isEmpty() || from < 0 || from > (long) size - data.size()) {
            return false;
        }
        MerkleHash hash = new MerkleHash();
        List<byte[]> nodes = data.stream().map(hash::leaf).toList();
        int used = 0;
        MerkleRange range = new MerkleRange(from, from + data.size(), size);
        for (; !range.atRoot(); range = range.parents()) {
            int needed = (range.needsLeft() ? 1 : 0) + (range.needsRight() ? 1 : 0);
            if (used + needed > proof.size()) {
                return false;
            }
            nodes = parents(hash, nodes, range, proof.subList(used, used + needed));
            used += needed;
        }
        return used == proof.size() && MessageDigest.isEqual(nodes.get(0), root);
    }

    private static List<byte[]> parents(MerkleHash hash, List<byte[]> nodes, MerkleRange range, List<byte[]> proof) {
        List<byte[]> whole = new ArrayList<>(nodes);
        if (range.needsLeft()) {
            whole.add(0, proof.get(0));
        }
        if (range.needsRight()) {
            whole.add(proof.get(proof.size() - 1));
        }
        List<byte[]> parents = new ArrayList<>(whole.size() / 2 + 1);
        for (int i = 0; i + 1 < whole.size(); i += 2) {
            parents.add(hash.inner(whole.get(i), whole.get(i + 1)));
        }
        if (whole.size() % 2 == 1) {
            parents.add(whole.get(whole.size() - 1));
        }
        return parents;
    }
}
