package org.palimpsest.inference.generation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A prefix and what truly follows it.
 *
 * @param prefix token ids that the model reads, at least one; cloned in and out
 * @param suffix token ids that it might write, at least one; cloned in and out
 */
@SuppressWarnings("ArrayRecordComponent") // token ids are many; boxing them would cost five times the memory
public record GivenContinuation(int[] prefix, int[] suffix) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if prefix or suffix has no token
     */
    public GivenContinuation {
        if (prefix.length == 0 || suffix.length == 0) {
            throw new IllegalArgumentException("prefix and suffix must each hold at least 1 token, got " + prefix.length
                    + " and " + suffix.length);
        }
        prefix = prefix.clone();
        suffix = suffix.clone();
    }

    @Override
    public int[] prefix() {
        return prefix.clone();
    }

    @Override
    public int[] suffix() {
        return suffix.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GivenContinuation that
                && Arrays.equals(prefix, that.prefix)
                && Arrays.equals(suffix, that.suffix);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(prefix) + Arrays.hashCode(suffix);
    }
}
