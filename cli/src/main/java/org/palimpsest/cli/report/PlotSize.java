package org.palimpsest.cli.report;

/**
 * Size of a plot in CSS pixels; a page scales it down where it has less room.
 *
 * @param width in [240, 4000]
 * @param height in [160, 4000]
 */
public record PlotSize(int width, int height) {
    private static final int MAXIMUM = 4000;

    /** @throws IllegalArgumentException if a side is out of range */
    public PlotSize {
        require("width", width, 240);
        require("height", height, 160);
    }

    /** 720 by 380. */
    public static PlotSize defaults() {
        return new PlotSize(720, 380);
    }

    private static void require(String side, int value, int least) {
        if (value < least || value > MAXIMUM) {
            throw new IllegalArgumentException(
                    side + " of a plot must be in [" + least + ", " + MAXIMUM + "], got " + value);
        }
    }
}
