package org.palimpsest.traps.insertion;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a marked file that its original does not have.
 *
 * @param at offset of its first byte in the marked file, decompressed
 * @param length number of bytes
 * @param removed what stood in its place, mostly nothing
 */
@SuppressWarnings("ArrayRecordComponent") // read only in this package; neither compared nor printed
record Cut(long at, long length, byte[] removed) {
    Cut {
        if (at < 0 || length < 0) {
            throw new IllegalArgumentException(
                    "a cut needs an offset and a length of 0 or more, got " + at + " and " + length);
        }
        removed = removed.clone();
    }

    @Override
    public byte[] removed() {
        return removed.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cut cut && at == cut.at && length == cut.length && Arrays.equals(removed, cut.removed);
    }

    @Override
    public int hashCode() {
        return Objects.hash(at, length, Arrays.hashCode(removed));
    }

    @Override
    public String toString() {
        return "Cut[at=" + at + ", length=" + length + ", removed=" + removed.length + " bytes]";
    }
}
