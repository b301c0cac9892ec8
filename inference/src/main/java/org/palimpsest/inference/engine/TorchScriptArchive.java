package org.palimpsest.inference.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs TorchScript text into the archive that libtorch loads.
 *
 * <p>The archive is a zip whose entries are stored, not deflated, under one folder: the text, an empty tuple of
 * constants, the version, and the pickle (protocol 2) of one object of class {@code __torch__ Ops} with the single
 * attribute {@code training = False}.
 */
final class TorchScriptArchive {
    /** The class that every program defines. */
    static final String CLASS_NAME = "Ops";

    private static final byte[] EMPTY_TUPLE = HexFormat.of().parseHex("8002292e");
    /** A file format that libtorch reads since 1.12; older ones give operators their old meaning, such as gelu without tanh. */
    private static final byte[] VERSION = "10\n".getBytes(StandardCharsets.UTF_8);

    private TorchScriptArchive() {}

    static byte[] of(String program) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "program/data.pkl", object());
            store(zip, "program/code/__torch__.py", program.getBytes(StandardCharsets.UTF_8));
            store(zip, "program/constants.pkl", EMPTY_TUPLE);
            store(zip, "program/version", VERSION);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** PROTO 2, GLOBAL, memo 0, empty tuple, NEWOBJ, {'training': False}, BUILD, memo 2, STOP. */
    private static byte[] object() {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.writeBytes(HexFormat.of().parseHex("8002"));
        pickle.writeBytes(("c__torch__\n" + CLASS_NAME + "\n").getBytes(StandardCharsets.US_ASCII));
        pickle.writeBytes(HexFormat.of().parseHex("710029817d285808000000"));
        pickle.writeBytes("training".getBytes(StandardCharsets.US_ASCII));
        pickle.writeBytes(HexFormat.of().parseHex("71018975627102" + "2e"));
        return pickle.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setTime(0);
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
