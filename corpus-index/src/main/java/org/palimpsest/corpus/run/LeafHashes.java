package org.palimpsest.corpus.run;

/**
 * Gives the hashes of a Merkle tree's leaves, {@code SHA-256(0x00 ‖ data)}, whenever they are needed, so that nobody has to
 * keep them. Several threads ask at once.
 */
@FunctionalInterface
public interface LeafHashes {
    /**
     * Writes the hashes of the leaves from, from + 1, ..., to - 1, each 32 bytes, one after the other.
     *
     * @param from the first leaf
     * @param to one past the last leaf
     * @param target where they go, from byte 0 on
     */
    void write(int from, int to, byte[] target);
}
