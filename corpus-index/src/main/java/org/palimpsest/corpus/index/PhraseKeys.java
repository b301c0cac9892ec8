package org.palimpsest.corpus.index;

/**
 * Turns phrases into keys as the text of an index has them.
 *
 * @param width of a token
 * @param direction of the documents in the index
 */
record PhraseKeys(TokenWidth width, IndexManifest.Direction direction) {
    /** Whether every id of a phrase can be an id of the index. */
    boolean canHave(int[] phrase) {
        for (int id : phrase) {
            if (!width.canHave(id)) {
                return false;
            }
        }
        return true;
    }

    /** The keys of a phrase. */
    int[] of(int[] phrase) {
        int[] keys = new int[phrase.length];
        put(phrase, keys, 0);
        return keys;
    }

    /** Puts the keys of a phrase into an array from a place on. */
    void put(int[] phrase, int[] into, int at) {
        boolean reversed = direction == IndexManifest.Direction.REVERSED;
        for (int i = 0; i < phrase.length; i++) {
            into[at + i] = width.key(phrase[reversed ? phrase.length - 1 - i : i]);
        }
    }
}
