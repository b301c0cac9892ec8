package org.palimpsest.inference.attack;

/** A text has no score: the message says why, and completes the sentence "the text has …" or "the score is undefined: …". */
public final class UndefinedScoreException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * An undefined score. It is an ordinary outcome, so it carries no stack trace.
     *
     * @param reason why, in words that are the same for all texts that share it
     */
    public UndefinedScoreException(String reason) {
        super(reason, null, false, false);
    }

    /** Why the score is undefined. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
