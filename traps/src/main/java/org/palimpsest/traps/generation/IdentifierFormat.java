package org.palimpsest.traps.generation;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.palimpsest.traps.family.KeyedStream;
import org.palimpsest.traps.family.UuidFamily;

/** Formats of identifiers that are uniform by construction; formats of hexadecimal digits keep their case. */
public enum IdentifierFormat {
    /** 32 hexadecimal digits: MD5, keys of 128 bits. */
    HEX_128("hex-128", "[0-9a-f]{32}|[0-9A-F]{32}", 128),
    /** 40 hexadecimal digits: SHA-1, ids of git commits. */
    HEX_160("hex-160", "[0-9a-f]{40}|[0-9A-F]{40}", 160),
    /** 64 hexadecimal digits: SHA-256. */
    HEX_256("hex-256", "[0-9a-f]{64}|[0-9A-F]{64}", 256),
    /** UUIDs whose digits say version 4 and the variant of RFC 9562: 122 random bits. */
    UUID_4(
            "uuid-4",
            "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
                    + "|[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}",
            122),
    /** 22 characters of Base64 and two equals signs; the last character ends in four zero bits. */
    BASE64_128("base64-128", "[A-Za-z0-9+/]{21}[AQgw]==", 128),
    /** 43 characters of Base64 and an equals sign; the last character ends in two zero bits. */
    BASE64_256("base64-256", "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=", 256);

    private final String label;
    private final Pattern pattern;
    private final int bits;

    IdentifierFormat(String label, String pattern, int bits) {
        this.label = label;
        this.pattern = Pattern.compile(pattern);
        this.bits = bits;
    }

    /**
     * The name in reports.
     *
     * @return lower-case name
     */
    public String label() {
        return label;
    }

    /**
     * Uniform bits of an identifier.
     *
     * @return 122 to 256
     */
    public int bits() {
        return bits;
    }

    /**
     * Whether a text is written in this format.
     *
     * @param text any text
     * @return whether all of it fits
     */
    public boolean matches(String text) {
        return pattern.matcher(text).matches();
    }

    /**
     * Draws a fresh identifier, written like another.
     *
     * @param like an identifier of this format; gives the case of hexadecimal digits
     * @param stream source of all randomness
     * @return a uniform identifier
     */
    public String draw(String like, KeyedStream stream) {
        return switch (this) {
            case HEX_128, HEX_160, HEX_256 -> inCase(like, HexFormat.of().formatHex(stream.nextBytes(bits / 8)));
            case UUID_4 -> inCase(like, new UuidFamily().draw(stream));
            case BASE64_128, BASE64_256 -> Base64.getEncoder().encodeToString(stream.nextBytes(bits / 8));
        };
    }

    private static String inCase(String like, String drawn) {
        return like.equals(like.toLowerCase(Locale.ROOT)) ? drawn : drawn.toUpperCase(Locale.ROOT);
    }

    /**
     * The bytes that an identifier stands for.
     *
     * @param text an identifier of this format
     * @return its bytes, for UUIDs all 16
     * @throws IllegalArgumentException if it has another format
     */
    public byte[] bytes(String text) {
        if (!matches(text)) {
            throw new IllegalArgumentException(
                    "an identifier of format " + label + " was expected, got \"" + text + "\"");
        }
        return switch (this) {
            case HEX_128, HEX_160, HEX_256 -> HexFormat.of().parseHex(text);
            case UUID_4 -> {
                UUID uuid = UUID.fromString(text);
                yield ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(uuid.getMostSignificantBits())
                        .putLong(uuid.getLeastSignificantBits())
                        .array();
            }
            case BASE64_128, BASE64_256 -> Base64.getDecoder().decode(text);
        };
    }
}
