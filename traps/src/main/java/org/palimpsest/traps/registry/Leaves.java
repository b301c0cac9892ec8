package org.palimpsest.traps.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.Fingerprint;

/**
 * The data of the commitment's leaves: a nonce of 16 bytes, then the item as a compact JSON list in UTF-8. Leaf 0 is {@code
 * ["plan", header]}; then follow, trap by trap, the candidates {@code [id, index, "published" or "control", text]}, or {@code
 * [id, index, text]} where a beacon publishes, since nobody knows the roles then. One buffer is used again and again, by one
 * thread.
 */
final class Leaves {
    /** Number of bytes of a leaf's nonce. */
    static final int NONCE = 16;

    private static final int HASH = 32;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final byte[] OPEN = ascii("[\"");
    private static final byte[] BEHIND_ID = ascii("\",");
    private static final byte[] PUBLISHED = ascii(",\"" + CandidateRole.PUBLISHED.label() + "\"");
    private static final byte[] CONTROL = ascii(",\"" + CandidateRole.CONTROL.label() + "\"");
    private static final byte[] BEFORE_TEXT = ascii(",\"");
    private static final byte[] CLOSE = ascii("\"]");

    private final MessageDigest digest = Fingerprint.newDigest();
    private final byte[] nonceMessage = new byte[HASH + Integer.BYTES];
    private byte[] buffer = new byte[512];
    private int length;

    /** Leaf of the plan; its nonce is the start of the given one. */
    static byte[] plan(byte[] nonce, Map<String, Object> header) {
        try {
            byte[] json = JSON.writeValueAsBytes(List.of("plan", header));
            byte[] leaf = Arrays.copyOf(nonce, NONCE + json.length);
            System.arraycopy(json, 0, leaf, NONCE, json.length);
            return leaf;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings and numbers cannot be written as JSON", e);
        }
    }

    /** Leaf of a candidate; its nonce is the start of SHA-256(nonce of the trap, index as 32 bits big-endian). */
    byte[] candidate(byte[] trapNonce, String id, int index, @Nullable CandidateRole role, String text) {
        fill(trapNonce, id, index, role, text);
        return Arrays.copyOfRange(buffer, 1, length);
    }

    /** Writes SHA-256(0x00 ‖ leaf of a candidate). */
    void hash(
            byte[] trapNonce,
            String id,
            int index,
            @Nullable CandidateRole role,
            String text,
            byte[] target,
            int offset) {
        fill(trapNonce, id, index, role, text);
        digest.update(buffer, 0, length);
        finish(target, offset);
    }

    /** Fills the buffer with 0x00, nonce and item. */
    private void fill(byte[] trapNonce, String id, int index, @Nullable CandidateRole role, String text) {
        nonce(trapNonce, index);
        length = 1 + NONCE;
        put(OPEN);
        put(ascii(id));
        put(BEHIND_ID);
        put(ascii(Integer.toString(index)));
        if (role != null) {
            put(role == CandidateRole.PUBLISHED ? PUBLISHED : CONTROL);
        }
        put(BEFORE_TEXT);
        if (!putPlain(text)) {
            put(JsonStringEncoder.getInstance().quoteAsUTF8(text));
        }
        put(CLOSE);
    }

    private void nonce(byte[] trapNonce, int index) {
        System.arraycopy(trapNonce, 0, nonceMessage, 0, HASH);
        for (int i = 0; i < Integer.BYTES; i++) {
            nonceMessage[HASH + i] = (byte) (index >>> (24 - 8 * i));
        }
        digest.update(nonceMessage);
        finish(buffer, 1);
    }

    private void finish(byte[] target, int offset) {
        try {
            digest.digest(target, offset, HASH);
        } catch (DigestException e) {
            throw new IllegalStateException("there is no room for a SHA-256", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void put(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    /** Puts a text that JSON writes as it is; false, with nothing put, for any other. */
    private boolean putPlain(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length != text.length()) {
            return false;
        }
        for (byte b : bytes) {
            if (b < ' ' || b > '~' || b == '"' || b == '\\') {
                return false;
            }
        }
        put(bytes);
        return true;
    }

    private void reserve(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * (length + more));
        }
    }
}
