package org.palimpsest.cli.report;

/** Shape of a point, so that series can be told apart without colour. */
enum Marker {
    CIRCLE("m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z"),
    SQUARE("m-3 -3h6v6h-6z"),
    TRIANGLE("m0 -4l4 7h-8z"),
    DIAMOND("m0 -4.5l4.5 4.5l-4.5 4.5l-4.5 -4.5z"),
    PLUS("m-1 -4h2v3h3v2h-3v3h-2v-3h-3v-2h3z"),
    BOWTIE("m-4 -3.5l8 7v-7l-8 7z");

    private final String path;

    Marker(String path) {
        this.path = path;
    }

    /** Path data of the marker around a point. */
    String at(String x, String y) {
        return "M" + x + " " + y + path;
    }

    static Marker of(int series) {
        return values()[series % values().length];
    }
}
