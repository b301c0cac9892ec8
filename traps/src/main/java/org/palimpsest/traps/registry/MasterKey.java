package org.palimpsest.traps.registry;

import java.io.Serializable;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.traps.family.KeyedStream;

/** The secret of 256 bits from which a registry follows. */
public final class MasterKey implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Number of bytes of a key. */
    public static final int BYTES = 32;

    private final byte[] bytes;
    private final KeyOrigin origin;

    private MasterKey(byte[] bytes, KeyOrigin origin) {
        this.bytes = bytes;
        this.origin = origin;
    }

    /**
     * Draws a key from the operating system's secure generator.
     *
     * @return a new key
     */
    public static MasterKey draw() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new MasterKey(bytes, KeyOrigin.DRAWN);
    }

    /**
     * Derives a key from a seed, for practice.
     *
     * @param seed any number
     * @return the key of that seed
     */
    public static MasterKey practice(long seed) {
        return new MasterKey(RandomStream.key(seed, "trap-registry"), KeyOrigin.PRACTICE);
    }

    /**
     * A key as a registry file holds it.
     *
     * @param hex 64 hexadecimal digits
     * @param origin where the key comes from
     * @return the key
     * @throws IllegalArgumentException if there are not 64 hexadecimal digits; the message does not show them
     */
    public static MasterKey ofHex(String hex, KeyOrigin origin) {
        if (!hex.matches("[0-9a-fA-F]{" + 2 * BYTES + "}")) {
            throw new IllegalArgumentException(
                    "key must be " + 2 * BYTES + " hexadecimal digits, got " + hex.length() + " characters");
        }
        return new MasterKey(HexFormat.of().parseHex(hex), origin);
    }

    /**
     * Where the key comes from.
     *
     * @return the origin
     */
    public KeyOrigin origin() {
        return origin;
    }

    /**
     * The secret itself.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * Opens the stream of a label under this key.
     *
     * @param label role of the stream
     * @return the stream, at its first byte
     */
    public KeyedStream stream(String label) {
        return KeyedStream.of(bytes, label);
    }

    /** The secret is left out. */
    @Override
    public String toString() {
        return "MasterKey[" + origin + "]";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MasterKey key && origin == key.origin && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
