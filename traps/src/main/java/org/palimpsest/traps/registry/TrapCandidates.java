package org.palimpsest.traps.registry;

import java.util.ArrayList;
import java.util.List;

/**
 * All texts among which the published one of a trap was picked. Secret: whoever learns the controls can make them useless.
 *
 * @param id the trap's id
 * @param texts the N + 1 candidates in the order in which they were drawn
 * @param published index of the published one
 */
public record TrapCandidates(String id, List<String> texts, int published) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the index is out of range
     */
    public TrapCandidates {
        texts = List.copyOf(texts);
        if (published < 0 || published >= texts.size()) {
            throw new IllegalArgumentException(
                    "published must be in [0, " + texts.size() + "), got " + published + " for trap " + id);
        }
    }

    /**
     * The published text.
     *
     * @return one of the candidates
     */
    public String publishedText() {
        return texts.get(published);
    }

    /**
     * The other texts.
     *
     * @return the controls in the order in which they were drawn
     */
    public List<String> controls() {
        List<String> controls = new ArrayList<>(texts);
        controls.remove(published);
        return List.copyOf(controls);
    }

    /**
     * The id of a control in files of controls and of their scores.
     *
     * @param trap the trap's id
     * @param control number of the control, from 0, the published text not counted
     * @return {@code TRAP/CONTROL}
     */
    public static String controlId(String trap, int control) {
        return trap + "/" + control;
    }
}
