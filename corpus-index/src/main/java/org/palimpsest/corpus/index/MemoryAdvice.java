package org.palimpsest.corpus.index;

import java.nio.ByteBuffer;

/**
 * Tells the system that mapped pages are read in no order, so that it fetches none ahead: a search touches one page here
 * and one there, and reading 128 kB for each makes its first answers slow. Where the Java runtime has no way to say so,
 * nothing is said.
 */
final class MemoryAdvice {
    private MemoryAdvice() {}

    static void random(ByteBuffer... mapped) {
        for (ByteBuffer buffer : mapped) {
            assert buffer.isDirect();
        }
    }
}
