package org.palimpsest.corpus.search;

/** Why a name in a text is taken to mean an entity. */
public enum MentionSource {
    /** No other entity of the catalogue has the name. */
    ONLY_BEARER,
    /** The name is shared, and the document also names the entity in a way that is not. */
    DOCUMENT,
    /** The name is shared, and words of the entity's context stand near. */
    CONTEXT,
    /** The name is shared and nothing speaks for this bearer. */
    SHARED_NAME
}
