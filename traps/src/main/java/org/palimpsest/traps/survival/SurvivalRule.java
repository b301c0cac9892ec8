package org.palimpsest.traps.survival;

/** One filter of a training pipeline. An open interface: a pipeline of one's own is a list of one's own rules. */
public interface SurvivalRule {
    /**
     * The rule's name in tables and on the command line.
     *
     * @return lower-case words joined by hyphens
     */
    String name();

    /**
     * Where the rule and its constants come from.
     *
     * @return a citation
     */
    String source();

    /**
     * Starts the rule on a corpus.
     *
     * @return its state, for one thread
     */
    RuleRun begin();
}
