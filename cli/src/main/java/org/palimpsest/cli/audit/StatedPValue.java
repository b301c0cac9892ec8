package org.palimpsest.cli.audit;

import java.util.OptionalDouble;

/**
 * A p-value with all that must be said beside it.
 *
 * @param place JSON pointer of the object that states it, inside the result
 * @param test what was tested, in short
 * @param name field of the p-value, such as {@code permutationP}
 * @param h0 null hypothesis
 * @param side {@code greater}, {@code less} or {@code two-sided}
 * @param method how it follows: exact, permutation, asymptotic
 * @param size what it rests on, such as {@code n = 1000}
 * @param p the p-value, which may have underflowed; empty where only its logarithm is stated
 * @param log10P its base-10 logarithm
 */
public record StatedPValue(
        String place,
        String test,
        String name,
        String h0,
        String side,
        String method,
        String size,
        OptionalDouble p,
        double log10P) {}
