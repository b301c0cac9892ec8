package org.palimpsest.traps.survival;

/** A rule that looks at one document at a time: a pure function, safe for many threads. */
public interface DocumentRule extends SurvivalRule {
    /**
     * Rules on a text.
     *
     * @param text any text, which may be empty
     * @return what is left of it
     */
    Ruling judge(MarkedText text);

    @Override
    default RuleRun begin() {
        return document -> judge(document.content());
    }
}
