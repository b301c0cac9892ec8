package org.palimpsest.corpus.run;

import java.security.DigestException;
import java.security.MessageDigest;

/** The two hashes of a Merkle tree, on one digest that is used again and again; for one thread. */
final class MerkleHash {
    static final int BYTES = 32;
    private static final byte LEAF = 0;
    private static final byte INNER = 1;

    private final MessageDigest digest = Fingerprint.newDigest();

    byte[] leaf(byte[] data) {
        digest.update(LEAF);
        return digest.digest(data);
    }

    void leaf(byte[] data, byte[] target, int offset) {
        digest.update(LEAF);
        digest.update(data);
        finish(target, offset);
    }

    byte[] inner(byte[] left, byte[] right) {
        digest.update(INNER);
        digest.update(left);
        return digest.digest(right);
    }

    /** Turns a level into its parents, which may take the place of the level; returns the new width. */
    int reduce(byte[] level, int width, byte[] parents) {
        for (int i = 0; i + 1 < width; i += 2) {
            digest.update(INNER);
            digest.update(level, i * BYTES, 2 * BYTES);
            finish(parents, i / 2 * BYTES);
        }
        if (width % 2 == 1) {
            System.arraycopy(level, (width - 1) * BYTES, parents, width / 2 * BYTES, BYTES);
        }
        return (width + 1) / 2;
    }

    private void finish(byte[] target, int offset) {
        try {
            digest.digest(target, offset, BYTES);
        } catch (DigestException e) {
            throw new IllegalArgumentException("target must have " + BYTES + " bytes from " + offset + " on", e);
        }
    }
}
