package org.palimpsest.traps.insertion;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.palimpsest.corpus.Compression;
import org.palimpsest.corpus.run.AtomicFile;

/** A marked file under construction. Takes plain bytes, which are compressed as the file's name says. */
interface MarkedOutput extends Closeable {
    /** Where the bytes go; closed before the commit. */
    OutputStream stream();

    /** Puts the file in its place. */
    void commit() throws IOException;

    /** A folder that marked files go to, by their names with {@code /} between folders. */
    @FunctionalInterface
    interface Folder {
        /** Begins a file. */
        MarkedOutput open(String name) throws IOException;

        /** A folder on disk; folders within are made as files need them. */
        static Folder at(Path folder) {
            return name -> {
                Path target = folder.resolve(name);
                Files.createDirectories(target.toAbsolutePath().getParent());
                return MarkedOutput.to(target);
            };
        }

        /** No folder: what is written is forgotten, and nothing is compressed. */
        static Folder nowhere() {
            return name -> new Forgotten(OutputStream.nullOutputStream());
        }
    }

    /** A file that appears whole or not at all. */
    static MarkedOutput to(Path target) throws IOException {
        AtomicFile file = AtomicFile.open(target);
        try {
            return new Kept(file, Compression.of(target.toString()).encode(file.stream()));
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** A file on disk. */
    record Kept(AtomicFile file, OutputStream stream) implements MarkedOutput {
        @Override
        public void commit() throws IOException {
            file.commit();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** What a dry run writes. */
    record Forgotten(OutputStream stream) implements MarkedOutput {
        @Override
        public void commit() {
            // there is nothing to keep
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
