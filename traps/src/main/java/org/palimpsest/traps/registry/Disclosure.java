package org.palimpsest.traps.registry;

import org.palimpsest.corpus.run.Fingerprint;

/** How an error message shows a line. */
enum Disclosure {
    /** As it is, shortened: the file is public. */
    TEXT {
        @Override
        String show(String line) {
            return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
        }
    },
    /** By its SHA-256 only: the file is secret and messages end up in logs. */
    HASH {
        @Override
        String show(String line) {
            return "a line with SHA-256 " + Fingerprint.sha256(line);
        }
    };

    private static final int SHOWN = 200;

    abstract String show(String line);
}
