package org.palimpsest.traps.family;

import java.util.HexFormat;
import java.util.Map;

/**
 * Strings that look like hash values: uniform bits in lower-case hexadecimal digits, four bits a digit.
 *
 * <p>Wei, Wang and Jia, "Proving membership in LLM pretraining data via data watermarks", Findings of ACL 2024, arXiv 2402.10892,
 * natural watermarks (hash values as watermarks of a model of 176 billion parameters).
 *
 * @param bits a multiple of 8 in 64..512; 128 looks like MD5, 160 like SHA-1, 256 like SHA-256
 */
public record HashFamily(int bits) implements PartedFamily {
    /** Value of {@link #name()}. */
    public static final String NAME = "hash";

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the number of bits is out of range or no multiple of 8
     */
    public HashFamily {
        if (bits < 64 || bits > 512 || bits % 8 != 0) {
            throw new IllegalArgumentException("bits must be a multiple of 8 in [64, 512], got " + bits);
        }
    }

    /**
     * 256 bits.
     *
     * @return the default family
     */
    public static HashFamily withDefaults() {
        return new HashFamily(256);
    }

    /**
     * The same family with another length.
     *
     * @param number a multiple of 8 in 64..512
     * @return a new family
     * @throws IllegalArgumentException if out of range
     */
    public HashFamily withBits(int number) {
        return new HashFamily(number);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String draw(KeyedStream stream) {
        return HexFormat.of().formatHex(stream.nextBytes(bits / 8));
    }

    @Override
    public PartedText parted(String text) {
        return new PartedText("", text.chars().mapToObj(Character::toString).toList(), "", "");
    }

    @Override
    public int partCount() {
        return bits / 4;
    }

    @Override
    public String drawPart(KeyedStream stream) {
        return Integer.toHexString(stream.nextInt(16));
    }

    @Override
    public double entropyBits() {
        return bits;
    }

    @Override
    public Map<String, Object> options() {
        return Map.of("bits", bits);
    }

    /** Builds the family from what {@link #options()} returned. */
    static HashFamily of(Map<String, Object> map) {
        return new HashFamily(new OptionMap(NAME, map).integer("bits"));
    }
}
