package org.palimpsest.spark;

import java.util.Arrays;

/** What became of a row of the query test. */
enum QueryState {
    /** It is tested. */
    WHOLE(0),
    /** It lacks a number. */
    DROPPED(1),
    /** The transcript has its id, and recorded scores lack it. */
    PLACE_ALONE(2),
    /** Recorded scores have its id, and the transcript lacks it. */
    SCORE_ALONE(3);

    private final int code;

    QueryState(int code) {
        this.code = code;
    }

    /** Its number in rows. */
    int code() {
        return code;
    }

    /** The state of a number. */
    static QueryState of(int code) {
        return Arrays.stream(values())
                .filter(state -> state.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a state must be in [0, 3], got " + code));
    }
}
