package org.palimpsest.cli.power;

/**
 * A text of the experiment: a trap that is planted, or a control that is not.
 *
 * @param id unique within a seed
 * @param condition its point; of a control one of its cell, with no copies
 * @param tokens its spelling, beginning with a blank
 */
@SuppressWarnings("ArrayRecordComponent") // shared inside this package and never written to
record Trap(String id, Condition condition, int[] tokens) {
    boolean published() {
        return condition.copies() > 0;
    }
}
