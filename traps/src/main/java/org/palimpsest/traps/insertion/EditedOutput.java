package org.palimpsest.traps.insertion;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.palimpsest.corpus.run.Fingerprint;

/** A file that is written with changes; notes what undoes them, and the SHA-256 of the file without them and of what is put in. */
final class EditedOutput {
    private final OutputStream out;
    private final MessageDigest original = Fingerprint.newDigest();
    private final MessageDigest pieces = Fingerprint.newDigest();
    private final List<Cut> cuts = new ArrayList<>();
    private long written;

    EditedOutput(OutputStream out) {
        this.out = out;
    }

    /** Writes bytes of the original. */
    void copy(byte[] bytes, int from, int length) throws IOException {
        original.update(bytes, from, length);
        write(bytes, from, length);
    }

    /** Writes bytes that the original does not have. */
    void insert(byte[] bytes) throws IOException {
        replace(new byte[0], bytes);
    }

    /** Writes bytes in the place of bytes of the original. */
    void replace(byte[] removed, byte[] inserted) throws IOException {
        original.update(removed);
        pieces.update(inserted);
        cuts.add(new Cut(written, inserted.length, removed));
        write(inserted, 0, inserted.length);
    }

    private void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        written += length;
    }

    /** What undoes the changes, when all is written. */
    Restoration restoration(String file, String stored) {
        String plain = HexFormat.of().formatHex(original.digest());
        return new Restoration(
                file,
                plain,
                stored.isEmpty() ? plain : stored,
                HexFormat.of().formatHex(pieces.digest()),
                cuts,
                List.of());
    }
}
