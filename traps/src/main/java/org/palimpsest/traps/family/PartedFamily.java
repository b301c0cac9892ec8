package org.palimpsest.traps.family;

/** A family whose texts are made of parts that are drawn alike, so that a part can be replaced by another draw. */
public interface PartedFamily extends TrapFamily {
    /**
     * Takes a text apart.
     *
     * @param text what {@code draw} gave
     * @return its parts, as many for every text of the family
     */
    PartedText parted(String text);

    /**
     * Number of parts of a text.
     *
     * @return 1 or more
     */
    int partCount();

    /**
     * Draws one part anew, from the law of the parts of the family.
     *
     * @param stream source of all randomness
     * @return a part
     */
    String drawPart(KeyedStream stream);
}
