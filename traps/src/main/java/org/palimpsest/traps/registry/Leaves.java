package org.palimpsest.traps.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import org.palimpsest.corpus.run.Fingerprint;

/**
 * The data of the commitment's leaves: a nonce of 16 bytes, then the item as a compact JSON list in UTF-8. Leaf 0 is {@code
 * ["plan", header]}; then follow, trap by trap, the candidates {@code [id, index, "published" or "control", text]}.
 */
final class Leaves {
    private static final int NONCE = 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MessageDigest digest = Fingerprint.newDigest();

    /** Leaf of the plan; its nonce is the start of the given one. */
    byte[] plan(byte[] nonce, Map<String, Object> header) {
        return leaf(nonce, List.of("plan", header));
    }

    /** Leaf of a candidate; its nonce is the start of SHA-256(nonce of the trap, index as 32 bits big-endian). */
    byte[] candidate(byte[] trapNonce, String id, int index, CandidateRole role, String text) {
        digest.update(trapNonce);
        byte[] nonce =
                digest.digest(ByteBuffer.allocate(Integer.BYTES).putInt(index).array());
        return leaf(nonce, List.of(id, index, role.label(), text));
    }

    private static byte[] leaf(byte[] nonce, List<Object> item) {
        try {
            byte[] json = JSON.writeValueAsBytes(item);
            return ByteBuffer.allocate(NONCE + json.length)
                    .put(nonce, 0, NONCE)
                    .put(json)
                    .array();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings and numbers cannot be written as JSON", e);
        }
    }
}
