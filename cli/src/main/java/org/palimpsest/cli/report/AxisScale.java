package org.palimpsest.cli.report;

/** How values spread along an axis. */
public enum AxisScale {
    /** Equal differences take equal lengths. */
    LINEAR {
        @Override
        double toLength(double value) {
            return value;
        }
    },
    /** Equal ratios take equal lengths; values must be positive; ticks stand at powers of two. */
    LOG2 {
        @Override
        double toLength(double value) {
            return Math.log(value) / Math.log(2);
        }
    };

    abstract double toLength(double value);
}
