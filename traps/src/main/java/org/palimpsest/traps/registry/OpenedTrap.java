package org.palimpsest.traps.registry;

import java.util.List;

/**
 * A trap shown with all its candidates, and the proof that the commitment holds them.
 *
 * @param number number of the trap, from 0
 * @param published index of the published candidate
 * @param nonce nonce of the trap, 64 lower-case hexadecimal digits
 * @param texts the candidates, in order
 * @param proof hashes of {@link org.palimpsest.corpus.run.MerkleTree#proof(int, int)}, in hexadecimal digits
 */
public record OpenedTrap(int number, int published, String nonce, List<String> texts, List<String> proof) {
    /** Copies. */
    public OpenedTrap {
        texts = List.copyOf(texts);
        proof = List.copyOf(proof);
    }

    /**
     * The trap's id.
     *
     * @return as in {@code traps.jsonl}
     */
    public String id() {
        return TrapRegistry.id(number);
    }
}
