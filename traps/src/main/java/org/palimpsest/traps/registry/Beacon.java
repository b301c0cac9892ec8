package org.palimpsest.traps.registry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.palimpsest.traps.family.KeyedStream;

/**
 * A public random value that picks the published texts. It proves something only if nobody could know it when the root was
 * fixed: take the value of a round that was announced before, from a source that everybody can look up later (a round of
 * drand or of the NIST beacon), and time-stamp the commitment before that round.
 *
 * @param value the value, as its source prints it; 16 characters or more, without white space at the ends
 * @param source where anybody can look it up: name and round, or an address; empty if not said
 * @param time when the source published it; null if not said
 */
public record Beacon(String value, String source, @Nullable Instant time) {
    private static final int SHORTEST = 16;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the value is too short to be unforeseeable, or has white space at an end
     */
    public Beacon {
        if (value.length() < SHORTEST || !value.equals(value.strip())) {
            throw new IllegalArgumentException("a beacon's value must have " + SHORTEST
                    + " characters or more, no white space at its ends, got \"" + value + "\"");
        }
    }

    /**
     * The published candidate of a trap: the first number below the bound, by rejection without bias, from the stream {@code
     * HMAC-SHA-256(value in UTF-8, "ROOT|j" ‖ 0x00 ‖ i)}; see {@link KeyedStream}. Anybody can repeat it.
     *
     * @param root root of the commitment, 64 lower-case hexadecimal digits
     * @param trap the trap's number, from 0
     * @param candidates number of candidates of a trap, 1 or more
     * @return index of the published one, uniform in 0..candidates − 1
     */
    public int choose(String root, int trap, int candidates) {
        return KeyedStream.of(value.getBytes(StandardCharsets.UTF_8), root + "|" + trap)
                .nextInt(candidates);
    }
}
