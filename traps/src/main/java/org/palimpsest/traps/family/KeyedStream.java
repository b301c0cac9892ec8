package org.palimpsest.traps.family;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A deterministic stream of bytes that nobody can foretell without the key: the concatenation of the blocks {@code
 * HMAC-SHA-256(key, label || 0x00 || i)} for i = 0, 1, 2, ..., where the label is in UTF-8 and i is a 64-bit big-endian
 * integer. Streams of different labels are independent for all who lack the key.
 *
 * <p>A stream and the streams made from it by {@link #relabelled(String)} share one HMAC engine and belong to one thread.
 * Cost: one HMAC per 32 bytes.
 */
public final class KeyedStream {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BLOCK = 32;

    private final Mac mac;
    private final byte[] message;
    private final byte[] block = new byte[BLOCK];
    private long nextBlock;
    private int used = BLOCK;

    private KeyedStream(Mac mac, String label) {
        this.mac = mac;
        byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
        this.message = Arrays.copyOf(bytes, bytes.length + 1 + Long.BYTES);
    }

    /**
     * Opens the stream of a label.
     *
     * @param key secret key, at least one byte; 32 bytes for a master key
     * @param label role of the stream
     * @return the stream, at its first byte
     * @throws IllegalArgumentException if the key is empty
     */
    public static KeyedStream of(byte[] key, String label) {
        if (key.length == 0) {
            throw new IllegalArgumentException("key must have at least 1 byte, got 0");
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return new KeyedStream(mac, label);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks HmacSHA256, which every Java must have", e);
        }
    }

    /**
     * Opens another stream of the same key for the same thread; cheaper than {@link #of(byte[], String)}.
     *
     * @param label role of the other stream
     * @return the stream of that label, at its first byte
     */
    public KeyedStream relabelled(String label) {
        return new KeyedStream(mac, label);
    }

    /**
     * The next byte.
     *
     * @return a value in 0..255, uniform
     */
    public int nextByte() {
        if (used == BLOCK) {
            fill();
        }
        return block[used++] & 0xff;
    }

    /**
     * The next bytes.
     *
     * @param count how many, 0 or more
     * @return a new array
     * @throws IllegalArgumentException if count is negative
     */
    public byte[] nextBytes(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count must be 0 or more, got " + count);
        }
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) nextByte();
        }
        return bytes;
    }

    /**
     * The next eight bytes as a big-endian integer.
     *
     * @return any long, uniform
     */
    public long nextLong() {
        return next(Long.BYTES);
    }

    /**
     * An exactly uniform integer below a bound. Takes the fewest whole bytes whose range covers the bound, reads them as a
     * big-endian integer, and draws again while that integer is not below the largest multiple of the bound: no modulo bias.
     *
     * @param bound number of possible results, 1 or more; a bound of 1 takes no bytes
     * @return a value in 0..bound-1
     * @throws IllegalArgumentException if the bound is below 1
     */
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound must be 1 or more, got " + bound);
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(bound - 1);
        int bytes = (bits + 7) / 8;
        long range = 1L << (8 * bytes);
        long limit = range - range % bound;
        long value = next(bytes);
        while (value >= limit) {
            value = next(bytes);
        }
        return (int) (value % bound);
    }

    private long next(int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = (value << 8) | nextByte();
        }
        return value;
    }

    private void fill() {
        int offset = message.length - Long.BYTES;
        for (int i = 0; i < Long.BYTES; i++) {
            message[offset + i] = (byte) (nextBlock >>> (56 - 8 * i));
        }
        nextBlock++;
        mac.update(message);
        try {
            mac.doFinal(block, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a block of 32 bytes does not hold an HMAC-SHA-256", e);
        }
        used = 0;
    }
}
