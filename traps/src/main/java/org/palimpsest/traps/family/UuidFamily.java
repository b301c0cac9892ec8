package org.palimpsest.traps.family;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;

/**
 * Random UUIDs: 122 uniform bits, the version 4 and the variant of RFC 9562, section 5.4, in lower-case digits. They look like
 * what databases and web pages are full of, so filters leave them alone.
 */
public record UuidFamily() implements TrapFamily {
    /** Value of {@link #name()}. */
    public static final String NAME = "uuid";

    private static final long VERSION_MASK = 0xF000L;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String draw(KeyedStream stream) {
        ByteBuffer bytes = ByteBuffer.wrap(stream.nextBytes(2 * Long.BYTES));
        long high = (bytes.getLong() & ~VERSION_MASK) | VERSION_4;
        long low = (bytes.getLong() & VARIANT_MASK) | VARIANT;
        return new UUID(high, low).toString();
    }

    @Override
    public double entropyBits() {
        return 122;
    }

    @Override
    public Map<String, Object> options() {
        return Map.of();
    }
}
