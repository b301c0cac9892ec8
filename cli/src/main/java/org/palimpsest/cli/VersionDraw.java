package org.palimpsest.cli;

import org.palimpsest.provenance.dataset.DrawnVersionTest;

/** How published versions were drawn. */
enum VersionDraw {
    /** For each item by itself. */
    EACH(DrawnVersionTest.Draw.EACH_ITEM),
    /** Once for all. */
    ONE(DrawnVersionTest.Draw.ONE_FOR_ALL);

    private final DrawnVersionTest.Draw draw;

    VersionDraw(DrawnVersionTest.Draw draw) {
        this.draw = draw;
    }

    DrawnVersionTest.Draw draw() {
        return draw;
    }

    @Override
    public String toString() {
        return this == EACH ? "each" : "one";
    }
}
