package org.palimpsest.inference.endpoint;

/** Whether the tokens that an endpoint scored must lie in the text one after the other. */
public enum Places {
    /**
     * They must: what does not lay out the whole text, each character once, is refused. An answer that passes was
     * computed on this text, not on one that was cut, wrapped in a template or normalised.
     */
    REQUIRED,
    /**
     * They need not, as with tokenizers that change the text (lower case, compatibility forms): such a row has
     * log-probabilities and no offsets.
     */
    WHERE_KNOWN
}
