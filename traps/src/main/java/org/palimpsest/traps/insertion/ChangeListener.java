package org.palimpsest.traps.insertion;

import java.util.List;

/** Is told of every source that gets traps. */
@FunctionalInterface
interface ChangeListener {
    /**
     * Takes note of a change.
     *
     * @param part name of the source: a file, or an entry of one
     * @param line number of the source's first line, from 1
     * @param source the source before
     * @param splices what is put in, by ascending offset
     */
    void changed(String part, long line, String source, List<Splice> splices);

    /** Takes note of nothing. */
    static ChangeListener none() {
        return Deaf.INSTANCE;
    }

    /** The listener that takes note of nothing, told from others so that nothing is made for it. */
    enum Deaf implements ChangeListener {
        /** The only one. */
        INSTANCE;

        @Override
        public void changed(String part, long line, String source, List<Splice> splices) {
            // nobody asked
        }
    }
}
