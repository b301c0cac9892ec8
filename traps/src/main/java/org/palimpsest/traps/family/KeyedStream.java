package org.palimpsest.traps.family;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.Fingerprint;

/**
 * A deterministic stream of bytes that nobody can foretell without the key: the concatenation of the blocks {@code
 * HMAC-SHA-256(key, label || 0x00 || i)} for i = 0, 1, 2, ..., where the label is in UTF-8 and i is a 64-bit big-endian
 * integer. Streams of different labels are independent for all who lack the key.
 *
 * <p>Where millions of streams are needed, {@link #numbered} streams of a key of their own cost a quarter: their blocks are
 * {@code SHA-256(key || n || i)}, key of 32 bytes, n and i 64-bit big-endian, one compression each. All these messages are of
 * one length, so none extends another.
 *
 * <p>A stream and the streams made from it by {@link #relabelled(String)} share one HMAC engine and belong to one thread.
 * Cost: one HMAC per 32 bytes.
 */
public final class KeyedStream {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BLOCK = 32;

    private final @Nullable Mac mac;
    private final @Nullable MessageDigest digest;
    private final byte[] message;
    private final byte[] block = new byte[BLOCK];
    private long nextBlock;
    private int used = BLOCK;
    private int lastBound;
    private int lastBytes;
    private long lastLimit;

    private KeyedStream(MessageDigest digest, byte[] key, long number) {
        this.mac = null;
        this.digest = digest;
        this.message = ByteBuffer.allocate(BLOCK + 2 * Long.BYTES)
                .put(key)
                .putLong(number)
                .putLong(0)
                .array();
    }

    private KeyedStream(Mac mac, String label) {
        this.mac = mac;
        this.digest = null;
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
     * Opens a numbered stream of a key that is used for nothing else.
     *
     * @param key secret key of 32 bytes
     * @param number which stream
     * @return the stream, at its first byte
     * @throws IllegalArgumentException if the key has another length
     */
    public static KeyedStream numbered(byte[] key, long number) {
        if (key.length != BLOCK) {
            throw new IllegalArgumentException("key must have " + BLOCK + " bytes, got " + key.length);
        }
        return new KeyedStream(Fingerprint.newDigest(), key, number);
    }

    /**
     * Turns this stream into another numbered stream of the same key.
     *
     * @param number which stream
     * @return this stream, at the first byte of that one
     * @throws IllegalStateException if this is no numbered stream
     */
    public KeyedStream renumbered(long number) {
        if (digest == null) {
            throw new IllegalStateException("only a numbered stream has numbers, this one has a label");
        }
        ByteBuffer.wrap(message).putLong(BLOCK, number);
        nextBlock = 0;
        used = BLOCK;
        return this;
    }

    /**
     * Opens another stream of the same key for the same thread; cheaper than {@link #of(byte[], String)}.
     *
     * @param label role of the other stream
     * @return the stream of that label, at its first byte; of a numbered stream, that of {@code number|label}
     */
    public KeyedStream relabelled(String label) {
        if (mac != null) {
            return new KeyedStream(mac, label);
        }
        long number = ByteBuffer.wrap(message).getLong(BLOCK);
        return of(Arrays.copyOf(message, BLOCK), number + "|" + label);
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
        if (bound != lastBound) {
            int bits = Integer.SIZE - Integer.numberOfLeadingZeros(bound - 1);
            lastBytes = (bits + 7) / 8;
            long range = 1L << (8 * lastBytes);
            lastLimit = range - range % bound;
            lastBound = bound;
        }
        return lastBytes == 2 ? nextOfTwoBytes(bound) : nextOfBytes(bound);
    }

    private int nextOfBytes(int bound) {
        long value = next(lastBytes);
        while (value >= lastLimit) {
            value = next(lastBytes);
        }
        return (int) (value % bound);
    }

    /** The common case, without divisions of 64 bits. */
    private int nextOfTwoBytes(int bound) {
        int limit = (int) lastLimit;
        int value = nextByte() << 8 | nextByte();
        while (value >= limit) {
            value = nextByte() << 8 | nextByte();
        }
        return value % bound;
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
        try {
            if (mac != null) {
                mac.update(message);
                mac.doFinal(block, 0);
            } else if (digest != null) {
                digest.update(message);
                digest.digest(block, 0, BLOCK);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a block of 32 bytes does not hold a SHA-256", e);
        }
        used = 0;
    }
}
