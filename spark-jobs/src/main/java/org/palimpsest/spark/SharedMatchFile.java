package org.palimpsest.spark;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.palimpsest.corpus.index.Matches;
import org.palimpsest.corpus.index.SharedMatches;

/**
 * Matches of texts in shards between the tasks of a job, big-endian: of a shard alone 12 bytes a token (length and count); of what
 * shards share 28 bytes a token that the shard has (text, token, length, count, places before).
 */
final class SharedMatchFile implements Closeable {
    /** Bytes of a token of a shard alone. */
    static final int ALONE = 12;

    private static final int NONE = -1;

    private final DataInputStream in;
    private int text;

    private SharedMatchFile(DataInputStream in) throws IOException {
        this.in = in;
        this.text = next();
    }

    /** Writes the matches of a text in a shard alone. */
    static void write(Matches matches, DataOutputStream out) throws IOException {
        int[] lengths = matches.lengths();
        long[] counts = matches.counts();
        for (int at = 0; at < lengths.length; at++) {
            out.writeInt(lengths[at]);
            out.writeLong(counts[at]);
        }
    }

    /** Reads the matches of a text in a shard alone. */
    static Matches read(DataInputStream in, int tokens) throws IOException {
        int[] lengths = new int[tokens];
        long[] counts = new long[tokens];
        for (int at = 0; at < tokens; at++) {
            lengths[at] = in.readInt();
            counts[at] = in.readLong();
        }
        return new Matches(lengths, counts);
    }

    /** Writes what a shard needs of a text. */
    static void write(int text, SharedMatches shared, DataOutputStream out) throws IOException {
        for (int at = 0; at < shared.lengths().length; at++) {
            if (shared.lengths()[at] < Integer.MAX_VALUE) {
                out.writeInt(text);
                out.writeInt(at);
                out.writeInt(shared.lengths()[at]);
                out.writeLong(shared.counts()[at]);
                out.writeLong(shared.before()[at]);
            }
        }
    }

    /** Opens what a shard needs of several texts. */
    static SharedMatchFile open(InputStream bytes) throws IOException {
        return new SharedMatchFile(new DataInputStream(new BufferedInputStream(bytes)));
    }

    /** The next text that the shard has something of; less than 0 at the end. */
    int text() {
        return text;
    }

    /** What the shard needs of that text. */
    SharedMatches read(int tokens) throws IOException {
        SharedMatches shared = SharedMatches.none(tokens);
        for (int same = text; text == same; text = next()) {
            int at = in.readInt();
            shared.lengths()[at] = in.readInt();
            shared.counts()[at] = in.readLong();
            shared.before()[at] = in.readLong();
        }
        return shared;
    }

    private int next() throws IOException {
        in.mark(1);
        if (in.read() < 0) {
            return NONE;
        }
        in.reset();
        return in.readInt();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
