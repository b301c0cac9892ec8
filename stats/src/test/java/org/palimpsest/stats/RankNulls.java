package org.palimpsest.stats;

import java.util.List;

/** Null experiments for the calibration table. */
final class RankNulls {
    private RankNulls() {}

    static List<NullExperiment> all() {
        return List.of();
    }
}
