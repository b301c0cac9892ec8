package org.palimpsest.traps.insertion;

import java.io.InputStream;
import java.io.OutputStream;

/** Whether a codec has a thread of its own. What is read and written does not depend on it. */
enum Lanes {
    /** One thread does all. */
    ONE,
    /** Another thread decompresses ahead, or compresses behind. */
    TWO;

    InputStream in(InputStream in) {
        return this == ONE ? in : new ReadAhead(in);
    }

    OutputStream out(OutputStream out) {
        return this == ONE ? out : new WriteBehind(out);
    }
}
