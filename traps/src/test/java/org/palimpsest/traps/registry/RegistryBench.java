package org.palimpsest.traps.registry;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Locale;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.corpus.run.MerkleTree;

/**
 * Times drawing and committing: {@code RegistryBench [traps [controls [runs]]]}, by default 100,000 ghosts with 99 controls each,
 * three times; then the Merkle root alone over as many leaves of 32 bytes.
 */
@SuppressWarnings("SystemOut") // a program that is run by hand
final class RegistryBench {
    private RegistryBench() {}

    public static void main(String[] args) {
        int traps = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int controls = args.length > 1 ? Integer.parseInt(args[1]) : 99;
        int runs = args.length > 2 ? Integer.parseInt(args[2]) : 3;
        RegistryOptions options = RegistryOptions.defaults().withCount(traps).withControls(controls);
        for (int i = 0; i < runs; i++) {
            long start = System.nanoTime();
            TrapRegistry registry = TrapRegistry.generate(options, MasterKey.practice(i));
            long drawn = System.nanoTime();
            int published = registry.traps().size();
            long end = System.nanoTime();
            print("draw and commit", (drawn - start) * 1e-9, registry.leaves());
            print("published texts", (end - drawn) * 1e-9, published);
        }
        for (int i = 0; i < runs; i++) {
            int leaves = traps * (controls + 1);
            long start = System.nanoTime();
            MerkleTree tree = MerkleTree.of(leaves, (from, to, target) -> {
                byte[] data = new byte[32];
                MessageDigest digest = Fingerprint.newDigest();
                for (int leaf = from; leaf < to; leaf++) {
                    ByteBuffer.wrap(data).putInt(leaf);
                    digest.update((byte) 0);
                    digest.update(data);
                    try {
                        digest.digest(target, (leaf - from) * 32, 32);
                    } catch (DigestException e) {
                        throw new IllegalStateException(e);
                    }
                }
            });
            print("Merkle root", (System.nanoTime() - start) * 1e-9, tree.size());
        }
    }

    private static void print(String what, double seconds, int count) {
        System.out.printf(Locale.ROOT, "%-16s %,12d  %6.2f s%n", what, count, seconds);
    }
}
