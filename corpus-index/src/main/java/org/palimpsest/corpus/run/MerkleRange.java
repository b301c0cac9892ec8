package org.palimpsest.corpus.run;

/**
 * Neighbouring nodes of one level of a Merkle tree.
 *
 * @param from index of the first
 * @param to one past the last
 * @param width number of nodes of the level
 */
record MerkleRange(int from, int to, int width) {
    boolean atRoot() {
        return width == 1;
    }

    /** Whether the first node is a right child, so that its parent needs the node before it. */
    boolean needsLeft() {
        return from % 2 == 1;
    }

    /** Whether the last node is a left child that has a sibling. */
    boolean needsRight() {
        return to % 2 == 1 && to < width;
    }

    MerkleRange parents() {
        return new MerkleRange(from / 2, to / 2 + to % 2, width / 2 + width % 2);
    }
}
