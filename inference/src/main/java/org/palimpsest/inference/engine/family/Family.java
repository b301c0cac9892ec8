package org.palimpsest.inference.engine.family;

/** How one family of models turns its {@code config.json} into an architecture. */
@FunctionalInterface
interface Family {
    /**
     * Reads the file and writes the diagram.
     *
     * @param config the fields of {@code config.json}
     * @return the model that it describes
     * @throws IllegalArgumentException if a field is missing or asks for what is not computed; the message names it
     */
    Architecture read(ConfigFields config);
}
