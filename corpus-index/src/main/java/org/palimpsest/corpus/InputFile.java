package org.palimpsest.corpus;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Opens input: a plain, {@code .gz} or {@code .zst} file, or standard input, whatever its compression. */
public final class InputFile {
    private static final String STANDARD_INPUT = "-";
    private static final int BUFFER = 1 << 16;

    private InputFile() {}

    /**
     * Opens a file, decompressed as its suffix says; {@code -} is standard input, whose first bytes tell its compression.
     *
     * @param file the file, or {@code -}
     * @return its plain bytes; reading past a cut or damage throws {@link CorruptInputException}. Closing it leaves
     *     standard input open
     * @throws CorruptInputException if the file does not start as its suffix says
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if the file cannot be read
     */
    public static InputStream open(Path file) throws IOException {
        if (isStandardInput(file)) {
            return decoded(STANDARD_INPUT, new UnclosedInputStream(System.in), null);
        }
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a directory; name a file in it");
        }
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file; check the path");
        }
        return decoded(file.toString(), Files.newInputStream(file), Compression.of(file.toString()));
    }

    /**
     * Whether a path means standard input.
     *
     * @param file a path
     * @return whether it is {@code -}
     */
    public static boolean isStandardInput(Path file) {
        return file.toString().equals(STANDARD_INPUT);
    }

    /** The plain bytes of a stream; its first bytes tell the compression if that is null. */
    static InputStream decoded(String name, InputStream raw, @Nullable Compression known) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
        try {
            in.mark(Compression.MAGIC_LENGTH);
            byte[] head = in.readNBytes(Compression.MAGIC_LENGTH);
            in.reset();
            Compression shown = Compression.ofMagic(head);
            Compression compression = known == null ? shown : known;
            if (compression != shown) {
                throw mismatch(name, compression, shown, head.length);
            }
            return new GuardedInputStream(name, compression, compression.decode(in));
        } catch (EOFException | ZipException e) {
            in.close();
            throw damaged(name, Compression.GZIP, e);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static CorruptInputException mismatch(String name, Compression expected, Compression found, int length) {
        if (length == 0) {
            return new CorruptInputException(
                    name, "is empty, expected a " + expected.suffix() + " header; fetch or write the file again");
        }
        if (found == Compression.NONE) {
            return new CorruptInputException(
                    name,
                    "does not start with a " + expected.suffix() + " header; drop the suffix if the file is not"
                            + " compressed, else fetch it again");
        }
        return new CorruptInputException(
                name, "holds " + found.suffix() + " data; give the file a name that ends in " + found.suffix());
    }

    private static CorruptInputException damaged(String name, Compression compression, IOException cause) {
        return new CorruptInputException(
                name,
                0,
                "is truncated or damaged (" + compression.suffix() + ": " + cause.getMessage()
                        + "); fetch or write the file again",
                cause);
    }

    /** Standard input, which outlives its readers. */
    private static final class UnclosedInputStream extends FilterInputStream {
        UnclosedInputStream(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return in.read(bytes, offset, length);
        }

        @Override
        public void close() {
            // standard input belongs to the process
        }
    }

    /** Turns the decompressors' errors into one that names the file. */
    private static final class GuardedInputStream extends FilterInputStream {
        private final String name;
        private final Compression compression;

        GuardedInputStream(String name, Compression compression, InputStream in) {
            super(in);
            this.name = name;
            this.compression = compression;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            int count = read(one, 0, 1);
            return count < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return in.read(bytes, offset, length);
            } catch (IOException e) {
                if (compression == Compression.NONE) {
                    throw new IOException(name + ": cannot be read: " + e.getMessage(), e);
                }
                throw damaged(name, compression, e);
            }
        }
    }
}
