package org.palimpsest.cli.power;

/** When in training the copies of a trap are seen. */
enum Period {
    /** In the first fifth of the steps. */
    EARLY(0, 0.2),
    /** In the last fifth. */
    LATE(0.8, 1),
    /** At any step. */
    WHOLE(0, 1);

    private final double from;
    private final double to;

    Period(double from, double to) {
        this.from = from;
        this.to = to;
    }

    /** Where a document belongs in the order, in [0, 1), from a uniform draw. */
    double position(double uniform) {
        return from + (to - from) * uniform;
    }
}
