package org.palimpsest.cli.power;

import java.util.Locale;

/**
 * One point of the design: traps that are alike in all but their words.
 *
 * @param part what the point is for: {@code dose}, {@code fuzzy}, {@code place}, {@code period}
 * @param length tokens of a trap
 * @param wording its perplexity bucket
 * @param copies documents that carry it
 * @param replaced tokens that differ in every copy but the first
 * @param place where it stands
 * @param period when it is seen
 * @param traps traps of this point in one corpus
 */
record Condition(
        String part, int length, Wording wording, int copies, int replaced, Place place, Period period, int traps) {
    Condition {
        if (length < 1 || copies < 0 || replaced < 0 || replaced > length || traps < 1) {
            throw new IllegalArgumentException("length and traps must be positive, copies not negative and replaced in"
                    + " [0, length], got " + length + ", " + traps + ", " + copies + ", " + replaced);
        }
    }

    /** The condition of a label, as one trap. */
    static Condition parse(String label) {
        String[] parts = label.split("/", -1);
        String[] cell = parts[1].split("-", -1);
        return new Condition(
                parts[0],
                Integer.parseInt(cell[0]),
                Wording.valueOf(cell[1].toUpperCase(Locale.ROOT)),
                Integer.parseInt(parts[2].substring(1)),
                Integer.parseInt(parts[3].substring(1)),
                Place.valueOf(parts[4].toUpperCase(Locale.ROOT)),
                Period.valueOf(parts[5].toUpperCase(Locale.ROOT)),
                1);
    }

    static Condition dose(int length, Wording wording, int copies, int traps) {
        return new Condition("dose", length, wording, copies, 0, Place.ANY, Period.WHOLE, traps);
    }

    static Condition fuzzy(int copies, int replaced, int traps) {
        return new Condition("fuzzy", 100, Wording.FLUENT, copies, replaced, Place.ANY, Period.WHOLE, traps);
    }

    static Condition place(Place place, int traps) {
        return new Condition("place", 50, Wording.FLUENT, 4, 0, place, Period.WHOLE, traps);
    }

    static Condition period(Period period, int traps) {
        return new Condition("period", 50, Wording.FLUENT, 4, 0, Place.ANY, period, traps);
    }

    /** The texts that are exchangeable with these traps: same length and wording. */
    String cell() {
        return length + "-" + wording.name().toLowerCase(Locale.ROOT);
    }

    /** The name in tables, without blanks or commas. */
    String label() {
        return String.join(
                "/",
                part,
                cell(),
                "x" + copies,
                "r" + replaced,
                place.name().toLowerCase(Locale.ROOT),
                period.name().toLowerCase(Locale.ROOT));
    }
}
