package org.palimpsest.spark;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.palimpsest.traps.insertion.ChosenDocument;

/**
 * What files offer for an insertion, one list a file by ascending hash, merged until there is enough: the driver reads about as
 * many rows as documents are wanted, however many files there are and however much each offers. A row is 24 bytes: hash and line.
 */
final class OfferedDocuments {
    private static final int BUFFER = 1 << 13;

    private OfferedDocuments() {}

    /** Writes the offers of a file. */
    static void write(Path target, List<ChosenDocument> ascending) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
            for (ChosenDocument document : ascending) {
                out.writeLong(document.high());
                out.writeLong(document.low());
                out.writeLong(document.line());
            }
        }
    }

    /** The offers of one file, read one by one. */
    static final class Offers implements Closeable {
        private final String file;
        private final DataInputStream in;
        private @Nullable ChosenDocument next;

        private Offers(String file, DataInputStream in) {
            this.file = file;
            this.in = in;
        }

        /** Opens the offers of a file of that name. */
        static Offers open(String file, InputStream in) throws IOException {
            Offers offers = new Offers(file, new DataInputStream(new BufferedInputStream(in, BUFFER)));
            offers.advance();
            return offers;
        }

        private void advance() throws IOException {
            try {
                next = new ChosenDocument(in.readLong(), in.readLong(), file, in.readLong());
            } catch (EOFException end) {
                next = null;
                in.close();
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** The offers with the smallest hashes: of so many different hashes as are wanted, each with all its offers. */
    static List<ChosenDocument> smallest(List<Offers> files, int wanted) throws IOException {
        PriorityQueue<Offers> heads = new PriorityQueue<>(Comparator.comparing(OfferedDocuments::head));
        files.stream().filter(file -> file.next != null).forEach(heads::add);
        List<ChosenDocument> found = new ArrayList<>();
        int hashes = 0;
        while (!heads.isEmpty()) {
            Offers first = heads.remove();
            ChosenDocument document = head(first);
            boolean other = found.isEmpty() || !sameHash(found.get(found.size() - 1), document);
            if (other && hashes == wanted) {
                return found;
            }
            hashes += other ? 1 : 0;
            found.add(document);
            first.advance();
            if (first.next != null) {
                heads.add(first);
            }
        }
        return found;
    }

    private static ChosenDocument head(Offers offers) {
        if (offers.next == null) {
            throw new IllegalStateException("offers of " + offers.file + " are at their end");
        }
        return offers.next;
    }

    private static boolean sameHash(ChosenDocument one, ChosenDocument other) {
        return one.high() == other.high() && one.low() == other.low();
    }
}
