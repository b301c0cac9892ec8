package org.palimpsest.corpus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    /** The recursive definition of RFC 6962, section 2.1: split at the largest power of two below n. */
    private static byte[] oracle(List<byte[]> leaves) {
        MessageDigest digest = Fingerprint.newDigest();
        if (leaves.size() == 1) {
            digest.update((byte) 0);
            digest.update(leaves.get(0));
            return digest.digest();
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        digest.update((byte) 1);
        digest.update(oracle(leaves.subList(0, split)));
        digest.update(oracle(leaves.subList(split, leaves.size())));
        return digest.digest();
    }

    @Test
    void rootAgreesWithTheRecursiveDefinition() {
        for (int n = 1; n <= 70; n++) {
            assertThat(MerkleTree.of(leaves(n)).root()).as("n = %d", n).isEqualTo(oracle(leaves(n)));
        }
    }

    @Test
    void theRootOfOneEmptyLeafIsAsPublished() {
        // SHA-256 of the single byte 0, computed with sha256sum
        assertThat(HexFormat.of().formatHex(MerkleTree.of(List.of(new byte[0])).root()))
                .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    }

    @Test
    void everyLeafIsProved() {
        for (int n = 1; n <= 40; n++) {
            List<byte[]> leaves = leaves(n);
            MerkleTree tree = MerkleTree.of(leaves);
            for (int i = 0; i < n; i++) {
                assertThat(MerkleTree.verify(tree.root(), leaves.get(i), i, n, tree.proof(i)))
                        .as("leaf %d of %d", i, n)
                        .isTrue();
            }
        }
    }

    @Test
    void tamperingIsNoticed() {
        for (int n = 2; n <= 20; n++) {
            List<byte[]> leaves = leaves(n);
            MerkleTree tree = MerkleTree.of(leaves);
            for (int i = 0; i < n; i++) {
                List<byte[]> proof = tree.proof(i);
                byte[] data = leaves.get(i);
                assertRefused(flipped(tree.root(), 31), data, i, n, proof);
                assertRefused(tree.root(), flipped(data, 0), i, n, proof);
                assertRefused(tree.root(), data, i == 0 ? 1 : i - 1, n, proof);
                assertRefused(tree.root(), data, n, n, proof);
                assertRefused(tree.root(), data, -1, n, proof);
                for (int p = 0; p < proof.size(); p++) {
                    List<byte[]> changed = new ArrayList<>(proof);
                    changed.set(p, flipped(proof.get(p), p));
                    assertRefused(tree.root(), data, i, n, changed);
                    assertRefused(tree.root(), data, i, n, proof.subList(0, p));
                }
                List<byte[]> longer = new ArrayList<>(proof);
                longer.add(new byte[32]);
                assertRefused(tree.root(), data, i, n, longer);
            }
        }
    }

    @Test
    void anInnerNodeIsNoLeaf() {
        List<byte[]> leaves = leaves(4);
        MerkleTree tree = MerkleTree.of(leaves);
        byte[] left = oracle(leaves.subList(0, 1));
        byte[] right = oracle(leaves.subList(1, 2));
        byte[] forged = new byte[64];
        System.arraycopy(left, 0, forged, 0, 32);
        System.arraycopy(right, 0, forged, 32, 32);
        assertRefused(tree.root(), forged, 0, 2, List.of(oracle(leaves.subList(2, 4))));
    }

    @Test
    void everyRangeIsProvedAndNoOther() {
        for (int n = 1; n <= 11; n++) {
            List<byte[]> leaves = leaves(n);
            MerkleTree tree = MerkleTree.of(leaves);
            for (int from = 0; from < n; from++) {
                for (int to = from + 1; to <= n; to++) {
                    List<byte[]> data = leaves.subList(from, to);
                    List<byte[]> proof = tree.proof(from, to);
                    assertThat(MerkleTree.verify(tree.root(), data, from, n, proof))
                            .as("[%d, %d) of %d", from, to, n)
                            .isTrue();
                    assertThat(proof.size()).isLessThanOrEqualTo(2 * 5);
                    assertRangeRefused(tree, data, from, n, proof);
                }
            }
        }
    }

    private static void assertRangeRefused(MerkleTree tree, List<byte[]> data, int from, int n, List<byte[]> proof) {
        for (int i = 0; i < data.size(); i++) {
            List<byte[]> changed = new ArrayList<>(data);
            changed.set(i, flipped(data.get(i), 0));
            assertThat(MerkleTree.verify(tree.root(), changed, from, n, proof)).isFalse();
            if (i > 0) {
                changed.set(i, data.get(i - 1));
                changed.set(i - 1, data.get(i));
                assertThat(MerkleTree.verify(tree.root(), changed, from, n, proof))
                        .isFalse();
            }
        }
        for (int p = 0; p < proof.size(); p++) {
            List<byte[]> changed = new ArrayList<>(proof);
            changed.set(p, flipped(proof.get(p), p));
            assertThat(MerkleTree.verify(tree.root(), data, from, n, changed)).isFalse();
            assertThat(MerkleTree.verify(tree.root(), data, from, n, proof.subList(0, p)))
                    .isFalse();
        }
        if (data.size() < n) {
            int other = from == 0 ? 1 : from - 1;
            assertThat(MerkleTree.verify(tree.root(), data, other, n, proof)).isFalse();
        }
        assertThat(MerkleTree.verify(tree.root(), data, n, n, proof)).isFalse();
        assertThat(MerkleTree.verify(tree.root(), List.of(), from, n, proof)).isFalse();
    }

    @Test
    void segmentsGiveTheSameTreeAsTheDefinition() {
        for (int n : new int[] {65_536, 65_537, 131_075}) {
            List<byte[]> leaves = leaves(n);
            MerkleTree tree = MerkleTree.of(leaves);
            assertThat(tree.root()).as("n = %d", n).isEqualTo(oracle(leaves));
            for (int i : new int[] {0, 1, 65_533, n / 2, n - 2, n - 1}) {
                assertThat(MerkleTree.verify(tree.root(), leaves.get(i), i, n, tree.proof(i)))
                        .as("leaf %d of %d", i, n)
                        .isTrue();
                int to = Math.min(n, i + 700);
                assertThat(MerkleTree.verify(tree.root(), leaves.subList(i, to), i, n, tree.proof(i, to)))
                        .as("[%d, %d) of %d", i, to, n)
                        .isTrue();
            }
        }
    }

    @Test
    void whatIsHandedOutIsACopy() {
        MerkleTree tree = MerkleTree.of(leaves(3));
        byte[] root = tree.root();
        tree.root()[0] ^= 1;
        tree.proof(0).get(0)[0] ^= 1;
        assertThat(tree.root()).isEqualTo(root);
        assertThat(MerkleTree.verify(root, leaves(3).get(0), 0, 3, tree.proof(0)))
                .isTrue();
    }

    @Test
    void refusesNoLeavesAndNoSuchLeaf() {
        assertThatThrownBy(() -> MerkleTree.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a Merkle tree needs at least 1 leaf, got 0");
        assertThatThrownBy(() -> MerkleTree.of(leaves(3)).proof(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("leaf must be in [0, 3), got 3");
        assertThatThrownBy(() -> MerkleTree.of(leaves(3)).proof(2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("leaves must be a range within [0, 3), got [2, 2)");
    }

    private static void assertRefused(byte[] root, byte[] data, int leaf, int size, List<byte[]> proof) {
        assertThat(MerkleTree.verify(root, data, leaf, size, proof))
                .as("leaf %d of %d", leaf, size)
                .isFalse();
    }

    private static byte[] flipped(byte[] bytes, int position) {
        byte[] copy = bytes.clone();
        copy[position] ^= 1;
        return copy;
    }

    private static List<byte[]> leaves(int n) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            leaves.add(("leaf " + i).getBytes(StandardCharsets.UTF_8));
        }
        return leaves;
    }
}
