package org.palimpsest.spark;

/** What became of a row of the query test. */
enum QueryState {
    /** It is tested. */
    WHOLE,
    /** It lacks a number. */
    DROPPED,
    /** The transcript has its id, and recorded scores lack it. */
    PLACE_ALONE,
    /** Recorded scores have its id, and the transcript lacks it. */
    SCORE_ALONE
}
