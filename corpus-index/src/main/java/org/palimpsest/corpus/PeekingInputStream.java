package org.palimpsest.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/**
 * A stream whose {@link #available} is 0 at the end only. {@link java.util.zip.GZIPInputStream} takes 0 after a member for
 * the end of the file; a pipe says 0 whenever its writer is slow, and the members that follow would be lost.
 */
final class PeekingInputStream extends PushbackInputStream {
    PeekingInputStream(InputStream in) {
        super(in, 1);
    }

    @Override
    public int available() throws IOException {
        int next = read();
        if (next < 0) {
            return 0;
        }
        unread(next);
        return Math.max(1, super.available());
    }
}
