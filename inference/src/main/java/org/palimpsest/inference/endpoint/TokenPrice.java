package org.palimpsest.inference.endpoint;

/**
 * What an endpoint charges, in any currency.
 *
 * @param perMillionRead for a million tokens of prompts, not negative
 * @param perMillionWritten for a million tokens that the model writes, not negative
 */
public record TokenPrice(double perMillionRead, double perMillionWritten) {
    /** Checks the ranges. */
    public TokenPrice {
        if (!(perMillionRead >= 0) || Double.isInfinite(perMillionRead)) {
            throw new IllegalArgumentException("perMillionRead must be in [0, infinity), got " + perMillionRead);
        }
        if (!(perMillionWritten >= 0) || Double.isInfinite(perMillionWritten)) {
            throw new IllegalArgumentException("perMillionWritten must be in [0, infinity), got " + perMillionWritten);
        }
    }
}
