package org.palimpsest.traps.insertion;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.palimpsest.corpus.Compression;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.run.AtomicFile;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.corpus.run.Progress;

/**
 * Takes traps out of files and restores every byte of the originals, as {@code undo.jsonl} beside the placements says. A file that
 * is not what the insertion wrote is refused, and the result is compared with the SHA-256 of the original. Of compressed files
 * the decompressed bytes are restored; the compressed ones are the same where the same codec and level made them.
 */
public final class InsertionUndo {
    private static final int BUFFER = 1 << 16;

    private InsertionUndo() {}

    /**
     * What was restored.
     *
     * @param files number of files
     * @param otherwiseCompressed names of those whose compressed bytes differ from the original's while the decompressed ones do
     *     not
     */
    public record Report(int files, List<String> otherwiseCompressed) {
        /** Copies. */
        public Report {
            otherwiseCompressed = List.copyOf(otherwiseCompressed);
        }
    }

    /**
     * Restores files.
     *
     * @param placements the {@code placements.jsonl} of the insertion; {@code undo.jsonl} must lie beside it
     * @param inputs marked files and folders of them, under the names that the insertion gave them
     * @param folder where the originals go; is made if missing
     * @param progress is told of every file
     * @return what was restored
     * @throws IllegalArgumentException if an input is not one of the insertion's files
     * @throws IOException if a file was changed since, or cannot be read or written
     * @throws java.util.concurrent.CancellationException if the thread was interrupted
     */
    public static Report restore(Path placements, List<Path> inputs, Path folder, Progress progress)
            throws IOException {
        try {
            return restoreAll(placements, inputs, folder, progress);
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw Workers.interrupted(e);
            }
            throw e;
        }
    }

    private static Report restoreAll(Path placements, List<Path> inputs, Path folder, Progress progress)
            throws IOException {
        Path source = placements.resolveSibling(RestorationFile.NAME);
        Map<String, Restoration> byName = new HashMap<>();
        RestorationFile.read(source).forEach(restoration -> byName.put(restoration.file(), restoration));
        SortedMap<String, Path> files = InsertionFiles.ofTree(inputs, folder);
        for (String name : files.keySet()) {
            if (!byName.containsKey(name)) {
                throw new IllegalArgumentException(
                        "inputs must be files of the insertion, got " + name + ", which " + source + " does not have");
            }
        }
        List<String> other = new ArrayList<>();
        try (Progress.Task task = progress.begin("restoring files", files.size(), "files")) {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                Restoration restoration = byName.get(file.getKey());
                if (restoration == null) {
                    continue;
                }
                Path output = folder.resolve(file.getKey());
                Files.createDirectories(output.toAbsolutePath().getParent());
                restore(restoration, file.getValue(), output);
                if (!Fingerprint.sha256(output).equals(restoration.stored())) {
                    other.add(file.getKey());
                }
                String index = file.getKey().replaceFirst("\\.bin$", ".idx");
                Restoration tokens = index.equals(file.getKey()) ? null : byName.get(index);
                if (tokens != null) {
                    restoreIndex(tokens, file.getValue(), folder.resolve(index));
                }
                task.advance(1);
            }
        }
        return new Report(files.size(), other);
    }

    private static void restore(Restoration restoration, Path input, Path output) throws IOException {
        MessageDigest pieces = Fingerprint.newDigest();
        MessageDigest original = Fingerprint.newDigest();
        try (InputStream in = InputFile.open(input);
                AtomicFile file = AtomicFile.open(output)) {
            try (OutputStream out = Compression.of(restoration.file()).encode(file.stream())) {
                long at = 0;
                for (Cut cut : restoration.cuts()) {
                    copy(in, cut.at() - at, original, out, input);
                    skip(in, cut.length(), pieces, input);
                    byte[] removed = cut.removed();
                    original.update(removed);
                    out.write(removed);
                    at = cut.at() + cut.length();
                }
                copy(in, Long.MAX_VALUE, original, out, input);
            }
            require(restoration.pieces(), pieces, input, "what was put in");
            require(restoration.original(), original, input, "what is left without it");
            file.commit();
        }
    }

    private static void require(String expected, MessageDigest digest, Path input, String found) throws IOException {
        String sum = HexFormat.of().formatHex(digest.digest());
        if (!sum.equals(expected)) {
            throw new IOException(input + ": is not the file that the insertion wrote: the SHA-256 of " + found + " is "
                    + sum + ", expected " + expected
                    + "; give the marked files as they were written, and their own undo.jsonl");
        }
    }

    private static void copy(InputStream in, long count, MessageDigest original, OutputStream out, Path input)
            throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = count;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                if (count == Long.MAX_VALUE) {
                    return;
                }
                throw ended(input);
            }
            original.update(buffer, 0, read);
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private static void skip(InputStream in, long count, MessageDigest pieces, Path input) throws IOException {
        byte[] bytes = in.readNBytes(Math.toIntExact(count));
        if (bytes.length < count) {
            throw ended(input);
        }
        pieces.update(bytes);
    }

    private static EOFException ended(Path input) {
        return new EOFException(input + ": ends before the last trap, it is not the file that the insertion wrote;"
                + " give the marked files as they were written");
    }

    private static void restoreIndex(Restoration restoration, Path tokens, Path output) throws IOException {
        String name = String.valueOf(tokens.getFileName()).replaceFirst("\\.bin$", ".idx");
        Path input = tokens.resolveSibling(name);
        if (!Fingerprint.sha256(input).equals(restoration.pieces())) {
            throw new IOException(input + ": is not the index that the insertion wrote; give it as it was written");
        }
        MegatronIndex index = MegatronIndex.read(input);
        for (int i = 0; i < restoration.growth().size(); i += 2) {
            int sequence = Math.toIntExact(restoration.growth().get(i));
            index.grow(sequence, -Math.toIntExact(restoration.growth().get(i + 1)));
        }
        try (AtomicFile file = AtomicFile.open(output)) {
            index.write(file.stream());
            file.commit();
        }
        if (!Fingerprint.sha256(output).equals(restoration.original())) {
            throw new IOException(
                    input + ": does not give the original index back; give the undo.jsonl of this insertion");
        }
    }
}
