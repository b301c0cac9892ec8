package org.palimpsest.cli.output;

import java.time.Duration;
import java.util.Locale;

/**
 * How far a piece of work has come, in words.
 *
 * @param name what is done
 * @param total units in all; negative if that is not known
 * @param unit what is counted
 */
record ProgressLine(String name, long total, String unit) {
    private static final long MINUTE = 60;
    private static final long HOUR = 3600;

    /** The words after {@code elapsed}, with {@code done} units done. */
    String at(long done, Duration elapsed) {
        if (total <= 0) {
            return String.format(Locale.ROOT, "%s (%,d %s so far)", name, done, unit);
        }
        long shown = Math.min(done, total);
        long percent = (long) (100.0 * shown / total);
        String line = String.format(Locale.ROOT, "%s %d %% (%,d of %,d %s)", name, percent, shown, total, unit);
        if (shown <= 0 || shown == total) {
            return line;
        }
        long left = Math.round(elapsed.toMillis() / 1000.0 * (total - shown) / shown);
        return line + ", about " + duration(left) + " left";
    }

    /** Seconds as a person says them. */
    static String duration(long seconds) {
        if (seconds < 2 * MINUTE) {
            return seconds + " s";
        }
        long minutes = (seconds + MINUTE / 2) / MINUTE;
        return seconds < 2 * HOUR ? minutes + " min" : minutes / MINUTE + " h " + minutes % MINUTE + " min";
    }
}
