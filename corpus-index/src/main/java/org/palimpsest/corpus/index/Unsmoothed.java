package org.palimpsest.corpus.index;

/** The infinity-gram as its paper has it: P = count / contextCount, 0 for what never follows, whose logarithm is minus infinity. */
public record Unsmoothed() implements Smoothing {
    @Override
    public double probability(Evidence evidence) {
        return (double) evidence.count() / evidence.contextCount();
    }

    @Override
    public String name() {
        return "none";
    }
}
