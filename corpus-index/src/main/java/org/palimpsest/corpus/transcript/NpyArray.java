package org.palimpsest.corpus.transcript;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.palimpsest.corpus.CorruptInputException;

/**
 * Whole numbers of a file of NumPy, mapped and not read: {@code .npy} of versions 1 to 3 with one axis or two, little-endian, rows one
 * after the other; or the bare numbers that {@code numpy.memmap} writes. Reading a number costs a memory access.
 */
public final class NpyArray {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 16;
    private static final int WINDOW_BITS = 30;
    private static final Pattern DESCRIPTION = Pattern.compile("'descr':\\s*'([^']*)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order':\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([^)]*)\\)");

    private final Path file;
    private final Width width;
    private final long rows;
    private final int columns;
    private final List<MappedByteBuffer> windows;

    private NpyArray(Path file, Width width, long rows, int columns, List<MappedByteBuffer> windows) {
        this.file = file;
        this.width = width;
        this.rows = rows;
        this.columns = columns;
        this.windows = List.copyOf(windows);
    }

    /** How a number is written, little-endian. */
    public enum Width {
        /** Unsigned, one byte. */
        U8(1, "u1"),
        /** Unsigned, two bytes. */
        U16(2, "u2"),
        /** Unsigned, four bytes. */
        U32(4, "u4"),
        /** Unsigned, eight bytes, of which values up to 2^63 - 1 are read. */
        U64(8, "u8"),
        /** Signed, four bytes. */
        I32(4, "i4"),
        /** Signed, eight bytes. */
        I64(8, "i8");

        private final int bytes;
        private final String code;

        Width(int bytes, String code) {
            this.bytes = bytes;
            this.code = code;
        }

        /** Returns the bytes of a number. */
        public int bytes() {
            return bytes;
        }
    }

    /**
     * Opens a file of either kind: with a header it says itself what it holds.
     *
     * @param file the file
     * @param bare how numbers are written where there is no header
     * @return the numbers; without a header one axis
     * @throws CorruptInputException if the header is of another kind, or the file is longer or shorter than it says
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if it cannot be read
     */
    public static NpyArray open(Path file, Width bare) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file; check the path");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            byte[] bytes = new byte[(int) Math.min(channel.size(), LONGEST_HEADER)];
            ByteBuffer start = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            while (start.hasRemaining() && channel.read(start, start.position()) >= 0) {
                // until the buffer is full
            }
            start.flip();
            boolean headed = start.limit() >= MAGIC.length && Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length));
            return headed ? headed(file, channel, start, bytes) : bare(file, channel, bare);
        }
    }

    private static NpyArray bare(Path file, FileChannel channel, Width width) throws IOException {
        if (channel.size() == 0 || channel.size() % width.bytes != 0) {
            throw corrupt(
                    file,
                    "has " + channel.size() + " bytes, expected a multiple of " + width.bytes + " (numbers of "
                            + width.bytes + " bytes, no header) and at least one number; check the width");
        }
        return new NpyArray(file, width, channel.size() / width.bytes, 1, map(channel, 0));
    }

    private static NpyArray headed(Path file, FileChannel channel, ByteBuffer start, byte[] bytes) throws IOException {
        if (start.limit() < 12) {
            throw corrupt(file, "is cut inside its header; copy it again");
        }
        boolean first = start.get(6) == 1;
        long length = first ? start.getShort(8) & 0xFFFF : start.getInt(8) & 0xFFFFFFFFL;
        int from = first ? 10 : 12;
        if (from + length > start.limit()) {
            throw corrupt(file, "is cut inside its header; copy it again");
        }
        String header = new String(bytes, from, (int) length, StandardCharsets.ISO_8859_1);
        Width width = width(file, group(file, DESCRIPTION, header));
        long[] shape = shape(file, group(file, SHAPE, header));
        if (shape.length > 1 && group(file, FORTRAN, header).equals("True")) {
            throw corrupt(
                    file, "has its columns one after the other (fortran_order), expected rows; save it in C order");
        }
        long data = from + length;
        int columns = shape.length == 1 ? 1 : Math.toIntExact(shape[1]);
        double expected = data + (double) shape[0] * columns * width.bytes;
        if (channel.size() != expected) {
            throw corrupt(
                    file,
                    "has " + channel.size() + " bytes, its header says " + String.format(Locale.ROOT, "%.0f", expected)
                            + "; it is cut or damaged, copy it again");
        }
        return new NpyArray(file, width, shape[0], columns, map(channel, data));
    }

    private static String group(Path file, Pattern pattern, String header) throws CorruptInputException {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw corrupt(
                    file, "has a header without " + pattern.pattern().split("'", -1)[1] + ", found " + header.strip());
        }
        return matcher.group(1);
    }

    private static Width width(Path file, String description) throws CorruptInputException {
        return Stream.of(Width.values())
                .filter(w -> description.equals("<" + w.code) || description.equals("|" + w.code))
                .findFirst()
                .orElseThrow(() -> corrupt(
                        file,
                        "holds numbers of the kind \"" + description
                                + "\", expected whole little-endian ones (u1, u2, u4, u8, i4, i8)"));
    }

    private static long[] shape(Path file, String text) throws CorruptInputException {
        try {
            long[] shape = Stream.of(text.split(",", -1))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .mapToLong(Long::parseLong)
                    .toArray();
            boolean whole = (shape.length == 1 || shape.length == 2)
                    && Arrays.stream(shape).allMatch(n -> n >= 0)
                    && (shape.length == 1 || shape[1] <= 1024);
            if (whole) {
                return shape;
            }
        } catch (NumberFormatException e) {
            throw new CorruptInputException(file.toString(), 0, "has the shape (" + text + "), expected numbers", e);
        }
        throw corrupt(file, "has the shape (" + text + "), expected one axis or two");
    }

    private static List<MappedByteBuffer> map(FileChannel channel, long from) throws IOException {
        List<MappedByteBuffer> windows = new ArrayList<>();
        for (long at = from; at < channel.size(); at += 1L << WINDOW_BITS) {
            long size = Math.min(1L << WINDOW_BITS, channel.size() - at);
            MappedByteBuffer window = channel.map(FileChannel.MapMode.READ_ONLY, at, size);
            window.order(ByteOrder.LITTLE_ENDIAN);
            windows.add(window);
        }
        return windows;
    }

    private static CorruptInputException corrupt(Path file, String reason) {
        return new CorruptInputException(file.toString(), reason);
    }

    /** Returns the file. */
    public Path file() {
        return file;
    }

    /** Returns the length of the first axis. */
    public long rows() {
        return rows;
    }

    /** Returns the length of the second axis; 1 if there is none. */
    public int columns() {
        return columns;
    }

    /**
     * A number of an array with one axis.
     *
     * @param row its place, in [0, {@link #rows})
     * @return the number
     * @throws IndexOutOfBoundsException if there is no such place
     */
    public long get(long row) {
        return get(row, 0);
    }

    /**
     * A number.
     *
     * @param row in [0, {@link #rows})
     * @param column in [0, {@link #columns})
     * @return the number
     * @throws IndexOutOfBoundsException if there is no such place
     */
    public long get(long row, int column) {
        if (row < 0 || row >= rows || column < 0 || column >= columns) {
            throw new IndexOutOfBoundsException(
                    "row and column must be below " + rows + " and " + columns + ", got " + row + " and " + column);
        }
        long at = (row * columns + column) * width.bytes;
        MappedByteBuffer window = windows.get((int) (at >>> WINDOW_BITS));
        int place = (int) (at & ((1L << WINDOW_BITS) - 1));
        return switch (width) {
            case U8 -> window.get(place) & 0xFF;
            case U16 -> window.getShort(place) & 0xFFFF;
            case U32 -> window.getInt(place) & 0xFFFFFFFFL;
            case I32 -> window.getInt(place);
            case U64, I64 -> window.getLong(place);
        };
    }
}
