package org.palimpsest.traps.survival;

/** 64-bit hashes of texts and of rows of hashes; two different inputs share one with chance about 2^-64. */
final class TextHash {
    private static final long SEED = 0x243F6A8885A308D3L;

    private TextHash() {}

    static long of(CharSequence text) {
        long hash = SEED;
        for (int i = 0; i < text.length(); i++) {
            hash = append(hash, text.charAt(i));
        }
        return append(hash, text.length());
    }

    /** The finisher of SplitMix64 over what came before, turned, and the next part. */
    static long append(long hash, long part) {
        long mixed = Long.rotateLeft(hash, 23) * 0x9E3779B97F4A7C15L + part;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
