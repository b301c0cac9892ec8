package org.palimpsest.traps.registry;

import java.util.Locale;

/** What happened to a registry. */
public enum LedgerEvent {
    /** It was generated and its root fixed. */
    GENERATE,
    /** Its root was time-stamped. */
    TIMESTAMP,
    /** A beacon published its texts. */
    PUBLISH,
    /** Traps were opened, and so burned. */
    OPEN,
    /** Traps were burned. */
    BURN,
    /** A model was tested. */
    TEST;

    /**
     * The word in files.
     *
     * @return lower-case word
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
