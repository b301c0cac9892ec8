package org.palimpsest.corpus.transcript;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.Fingerprint;

/**
 * The training order: which document stood at which position. A document may stand at several positions, as it does when
 * an epoch is repeated; a position has one document.
 *
 * @param entries the entries, kept in ascending order of position; at least one
 */
public record Transcript(List<Entry> entries) {
    /** The fewest bytes of a nonce. */
    public static final int SHORTEST_NONCE = 16;

    private static final byte[] HASH_ROLE = "palimpsest transcript 1\0".getBytes(StandardCharsets.UTF_8);
    private static final byte[] COMMITMENT_ROLE =
            "palimpsest transcript commitment 1\0".getBytes(StandardCharsets.UTF_8);

    /**
     * One document in the order.
     *
     * @param position its position, at least 0; positions need not be consecutive
     * @param documentId the document, not empty
     * @param step the optimiser step that saw it, at least 0, or null if that is not known
     */
    public record Entry(
            long position, String documentId, @Nullable Long step) {
        /**
         * Checks.
         *
         * @throws IllegalArgumentException if a value is outside its range
         */
        public Entry {
            if (position < 0) {
                throw new IllegalArgumentException("position must be at least 0, got " + position);
            }
            if (documentId.isEmpty()) {
                throw new IllegalArgumentException("documentId must not be empty");
            }
            if (step != null && step < 0) {
                throw new IllegalArgumentException("step must be at least 0, got " + step);
            }
        }

        /**
         * An entry whose step is not known.
         *
         * @param position its position, at least 0
         * @param documentId the document, not empty
         */
        public Entry(long position, String documentId) {
            this(position, documentId, null);
        }
    }

    /**
     * Sorts and checks.
     *
     * @throws IllegalArgumentException if there are no entries or two have the same position
     */
    public Transcript {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a transcript needs at least 1 entry, got 0");
        }
        entries = entries.stream()
                .sorted(Comparator.comparingLong(Entry::position))
                .toList();
        for (int i = 1; i < entries.size(); i++) {
            Entry previous = entries.get(i - 1);
            Entry entry = entries.get(i);
            if (previous.position() == entry.position()) {
                throw new IllegalArgumentException("position " + entry.position() + " is given twice, to \""
                        + previous.documentId() + "\" and \"" + entry.documentId()
                        + "\"; every position has one document");
            }
        }
    }

    /**
     * The transcript that has these documents at the positions 0, 1, 2, ….
     *
     * @param documentIds the documents in the order of training
     * @return the transcript
     * @throws IllegalArgumentException if there are none, or one is empty
     */
    public static Transcript inOrder(List<String> documentIds) {
        List<Entry> entries = new ArrayList<>(documentIds.size());
        for (String documentId : documentIds) {
            entries.add(new Entry(entries.size(), documentId));
        }
        return new Transcript(entries);
    }

    /** Returns the number of entries. */
    public int size() {
        return entries.size();
    }

    /** Returns the documents in the order of training. */
    public List<String> documentIds() {
        return entries.stream().map(Entry::documentId).toList();
    }

    /**
     * The hash of the order: SHA-256 over a role string and then, for each entry in ascending order of position, the
     * position and the step (−1 if not known) as eight bytes each, the length of the id's UTF-8 as four bytes, all
     * big-endian, and that UTF-8. It does not depend on how a file writes the transcript.
     *
     * @return 32 bytes
     */
    public byte[] hash() {
        MessageDigest digest = Fingerprint.newDigest();
        digest.update(HASH_ROLE);
        ByteBuffer head = ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES);
        for (Entry entry : entries) {
            byte[] id = entry.documentId().getBytes(StandardCharsets.UTF_8);
            Long step = entry.step();
            head.clear();
            head.putLong(entry.position()).putLong(step == null ? -1 : step).putInt(id.length);
            digest.update(head.array());
            digest.update(id);
        }
        return digest.digest();
    }

    /**
     * A commitment to the order: published before training, it shows later that the order was fixed then, and tells
     * nothing about it until nonce and transcript are revealed. SHA-256 over a role string, the length of the nonce as
     * four big-endian bytes, the nonce and {@link #hash}.
     *
     * @param nonce secret random bytes, at least {@value #SHORTEST_NONCE}
     * @return 32 bytes
     * @throws IllegalArgumentException if the nonce is shorter
     */
    public byte[] commitment(byte[] nonce) {
        if (nonce.length < SHORTEST_NONCE) {
            throw new IllegalArgumentException(
                    "nonce must have at least " + SHORTEST_NONCE + " bytes, got " + nonce.length);
        }
        MessageDigest digest = Fingerprint.newDigest();
        digest.update(COMMITMENT_ROLE);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(nonce.length).array());
        digest.update(nonce);
        return digest.digest(hash());
    }

    /**
     * Whether this order and a nonce open a commitment.
     *
     * @param commitment the commitment that was published
     * @param nonce the nonce that is revealed
     * @return whether they do
     * @throws IllegalArgumentException if the nonce is shorter than {@value #SHORTEST_NONCE} bytes
     */
    public boolean opens(byte[] commitment, byte[] nonce) {
        return MessageDigest.isEqual(commitment, commitment(nonce));
    }
}
