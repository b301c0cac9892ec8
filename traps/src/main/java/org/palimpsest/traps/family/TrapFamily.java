package org.palimpsest.traps.family;

import java.util.Map;

/**
 * A way to draw marks at random. The published mark and its unpublished controls are draws of one family under one key, so a
 * model that never saw the published one cannot tell it from its controls.
 *
 * <p>Implementations are immutable, and {@link #draw} is a pure function of the bytes of the stream: the same bytes give the
 * same text on every machine.
 */
public interface TrapFamily {
    /**
     * The family's name in files and on the command line.
     *
     * @return lower-case word, such as {@code ghost}
     */
    String name();

    /**
     * Draws one text.
     *
     * @param stream source of all randomness; the family takes as many bytes as it needs
     * @return the text exactly as it is published, neither empty nor with white space at either end
     */
    String draw(KeyedStream stream);

    /**
     * The Shannon entropy of one draw.
     *
     * @return bits, 0 or more; 128 or more makes a guess hopeless
     */
    double entropyBits();

    /**
     * All that {@link TrapFamilies#of} needs to build this family again.
     *
     * @return names and values fit for JSON, in a fixed order
     */
    Map<String, Object> options();
}
