package org.palimpsest.corpus.run;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle tree over SHA-256, with which one 32-byte root commits to many leaves, and a leaf is opened by log₂ n hashes
 * without showing the others. A leaf's node is SHA-256(0x00 ‖ data), an inner node SHA-256(0x01 ‖ left ‖ right); the last
 * node of an odd level is promoted as it is. That is the tree of RFC 6962, section 2.1. Leaves that can be guessed need
 * a secret nonce in their data. Building costs 2n hashes and keeps 64n bytes.
 */
public final class MerkleTree {
    private static final byte LEAF = 0;
    private static final byte INNER = 1;
    private static final int HASH_BYTES = 32;

    private final List<List<byte[]>> levels;

    private MerkleTree(List<List<byte[]>> levels) {
        this.levels = levels;
    }

    /**
     * Builds the tree.
     *
     * @param leaves the data of each leaf, in order; at least one
     * @return the tree
     * @throws IllegalArgumentException if there are no leaves
     */
    public static MerkleTree of(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            throw new IllegalArgumentException("a Merkle tree needs at least 1 leaf, got 0");
        }
        MessageDigest digest = Fingerprint.newDigest();
        List<List<byte[]>> levels = new ArrayList<>();
        List<byte[]> level = leaves.stream().map(leaf -> leafHash(digest, leaf)).toList();
        levels.add(level);
        while (level.size() > 1) {
            level = parents(digest, level);
            levels.add(level);
        }
        return new MerkleTree(levels);
    }

    private static List<byte[]> parents(MessageDigest digest, List<byte[]> level) {
        List<byte[]> parents = new ArrayList<>((level.size() + 1) / 2);
        for (int i = 0; i + 1 < level.size(); i += 2) {
            parents.add(innerHash(digest, level.get(i), level.get(i + 1)));
        }
        if (level.size() % 2 == 1) {
            parents.add(level.get(level.size() - 1));
        }
        return parents;
    }

    /** Returns the root, 32 bytes. */
    public byte[] root() {
        return levels.get(levels.size() - 1).get(0).clone();
    }

    /** Returns the number of leaves. */
    public int size() {
        return levels.get(0).size();
    }

    /**
     * The proof that a leaf is in the tree.
     *
     * @param leaf its number, in [0, {@link #size()})
     * @return the sibling hashes on its way to the root, from the leaf up; a level where it is promoted has none
     * @throws IllegalArgumentException if there is no such leaf
     */
    public List<byte[]> proof(int leaf) {
        if (leaf < 0 || leaf >= size()) {
            throw new IllegalArgumentException("leaf must be in [0, " + size() + "), got " + leaf);
        }
        List<byte[]> proof = new ArrayList<>();
        int index = leaf;
        for (List<byte[]> level : levels) {
            int sibling = index ^ 1;
            if (sibling < level.size()) {
                proof.add(level.get(sibling).clone());
            }
            index /= 2;
        }
        return List.copyOf(proof);
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
        if (leaf < 0 || leaf >= size) {
            return false;
        }
        MessageDigest digest = Fingerprint.newDigest();
        byte[] node = leafHash(digest, data);
        int used = 0;
        int index = leaf;
        for (long width = size; width > 1; width = (width + 1) / 2) {
            if ((index ^ 1) < width) {
                if (used == proof.size() || proof.get(used).length != HASH_BYTES) {
                    return false;
                }
                byte[] sibling = proof.get(used++);
                node = index % 2 == 0 ? innerHash(digest, node, sibling) : innerHash(digest, sibling, node);
            }
            index /= 2;
        }
        return used == proof.size() && MessageDigest.isEqual(node, root);
    }

    private static byte[] leafHash(MessageDigest digest, byte[] data) {
        digest.update(LEAF);
        return digest.digest(data);
    }

    private static byte[] innerHash(MessageDigest digest, byte[] left, byte[] right) {
        digest.update(INNER);
        digest.update(left);
        return digest.digest(right);
    }
}
