package org.palimpsest.corpus.transcript;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.palimpsest.corpus.run.MerkleTree;

/**
 * A commitment to an order that can be opened for some positions and keep the others secret. Its root is that of a {@link MerkleTree}
 * over the entries in ascending order of position; the leaf of an entry is its salt, then position, step (-1 if not known), length
 * of the id's UTF-8 (four bytes) and that UTF-8, all big-endian. The salt is HMAC-SHA-256 of a role string and the position under
 * the secret nonce: an opened entry says nothing of its neighbours, and no entry can be guessed.
 *
 * <p>Root and size are published before training. That shows afterwards that the order was not chosen to fit a model. It does not
 * show that the order was drawn at random.
 *
 * @param root 32 bytes
 * @param size how many entries
 */
@SuppressWarnings("ArrayRecordComponent") // a hash
public record OrderCommitment(byte[] root, int size) {
    private static final byte[] ROLE = "palimpsest order leaf 1\0".getBytes(StandardCharsets.UTF_8);
    private static final int ROOT = 32;

    /**
     * One entry, opened.
     *
     * @param number its place among the entries, from 0
     * @param entry what stands there
     * @param salt its salt
     * @param proof sibling hashes from the leaf up
     */
    @SuppressWarnings("ArrayRecordComponent") // a hash
    public record Opening(int number, Transcript.Entry entry, byte[] salt, List<byte[]> proof) {
        /** Copies. */
        public Opening {
            salt = salt.clone();
            proof = List.copyOf(proof);
        }

        @Override
        public byte[] salt() {
            return salt.clone();
        }
    }

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the root has not 32 bytes or the size is below 1
     */
    public OrderCommitment {
        if (root.length != ROOT) {
            throw new IllegalArgumentException("root must have " + ROOT + " bytes, got " + root.length);
        }
        if (size < 1) {
            throw new IllegalArgumentException("size must be at least 1, got " + size);
        }
        root = root.clone();
    }

    @Override
    public byte[] root() {
        return root.clone();
    }

    /**
     * Commits to an order. O(n) hashes.
     *
     * @param transcript the order
     * @param nonce secret random bytes, at least {@value Transcript#SHORTEST_NONCE}; needed again to open
     * @return what is published
     * @throws IllegalArgumentException if the nonce is shorter
     */
    public static OrderCommitment of(Transcript transcript, byte[] nonce) {
        return new OrderCommitment(tree(transcript, nonce).root(), transcript.size());
    }

    /**
     * Whether an order and a nonce open this commitment.
     *
     * @param transcript the whole order
     * @param nonce the nonce
     * @return whether they do
     * @throws IllegalArgumentException if the nonce is shorter than {@value Transcript#SHORTEST_NONCE} bytes
     */
    public boolean opens(Transcript transcript, byte[] nonce) {
        return transcript.size() == size && MessageDigest.isEqual(root, of(transcript, nonce).root);
    }

    /**
     * Opens some entries. O(n) hashes.
     *
     * @param transcript the whole order
     * @param nonce the nonce
     * @param numbers places among the entries, each in [0, size)
     * @return the openings, in that order; they reveal neither the nonce nor another entry
     * @throws IllegalArgumentException if a number is outside the range or the nonce is too short
     */
    public static List<Opening> open(Transcript transcript, byte[] nonce, int... numbers) {
        MerkleTree tree = tree(transcript, nonce);
        List<Opening> openings = new ArrayList<>(numbers.length);
        for (int number : numbers) {
            List<byte[]> proof = tree.proof(number);
            Transcript.Entry entry = transcript.entries().get(number);
            openings.add(new Opening(number, entry, salt(nonce, entry.position()), proof));
        }
        return openings;
    }

    /**
     * Whether an opening belongs to this commitment.
     *
     * @param opening the opening
     * @return whether the order had that entry at that place
     */
    public boolean opens(Opening opening) {
        return MerkleTree.verify(root, leaf(opening.salt, opening.entry), opening.number, size, opening.proof);
    }

    private static MerkleTree tree(Transcript transcript, byte[] nonce) {
        if (nonce.length < Transcript.SHORTEST_NONCE) {
            throw new IllegalArgumentException(
                    "nonce must have at least " + Transcript.SHORTEST_NONCE + " bytes, got " + nonce.length);
        }
        List<byte[]> leaves = new ArrayList<>(transcript.size());
        for (Transcript.Entry entry : transcript.entries()) {
            leaves.add(leaf(salt(nonce, entry.position()), entry));
        }
        return MerkleTree.of(leaves);
    }

    private static byte[] leaf(byte[] salt, Transcript.Entry entry) {
        byte[] id = entry.documentId().getBytes(StandardCharsets.UTF_8);
        Long step = entry.step();
        return ByteBuffer.allocate(salt.length + 2 * Long.BYTES + Integer.BYTES + id.length)
                .put(salt)
                .putLong(entry.position())
                .putLong(step == null ? -1 : step)
                .putInt(id.length)
                .put(id)
                .array();
    }

    private static byte[] salt(byte[] nonce, long position) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(nonce, "HmacSHA256"));
            mac.update(ROLE);
            return mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(position).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HMAC-SHA-256", e);
        }
    }
}
