package org.palimpsest.provenance.observational;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.palimpsest.corpus.run.Fingerprint;

/** Knows which texts repeat an earlier one token for token. Memory: a hash a text. */
public final class DistinctTexts {
    private final Set<String> seen = new HashSet<>();

    /** Nothing has been seen. */
    public DistinctTexts() {}

    /**
     * Whether a text is seen for the first time.
     *
     * @param text token ids
     * @return false from the second time on
     */
    public boolean add(int[] text) {
        return seen.add(Fingerprint.sha256(Arrays.toString(text)));
    }
}
