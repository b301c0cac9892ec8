package org.palimpsest.corpus.duplicates;

/** What a rule says of an item. */
public enum Judgement {
    /** Not in the training text, by the rule. */
    CLEAN,

    /** Neither clean nor dirty: "not clean" and "not dirty" in the words of Llama 2. */
    BETWEEN,

    /** In the training text, by the rule. */
    DIRTY,

    /** Too short for the rule, or the rule judges nothing. */
    UNJUDGED
}
