package org.palimpsest.corpus.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** SHA-256 of bytes, texts, files and folders, as 64 lower-case hex digits. */
public final class Fingerprint {
    private static final int BUFFER = 1 << 16;

    private Fingerprint() {}

    /** Returns a fresh SHA-256. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * SHA-256 of bytes.
     *
     * @param bytes the bytes
     * @return 64 hex digits
     */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(newDigest().digest(bytes));
    }

    /**
     * SHA-256 of a text's UTF-8.
     *
     * @param text the text
     * @return 64 hex digits
     */
    public static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * SHA-256 of a file as it lies on disk, that is, of the compressed bytes of a compressed file; what {@code sha256sum}
     * prints.
     *
     * @param file the file, which is streamed
     * @return 64 hex digits
     * @throws IOException if it is missing or cannot be read
     */
    public static String sha256(Path file) throws IOException {
        return HexFormat.of().formatHex(digest(file));
    }

    /**
     * One fingerprint of all files under a folder: SHA-256 over, for each file in the order of its path, the UTF-8 of its
     * path relative to the folder with {@code /} between names, a zero byte, and the 32 bytes of the file's SHA-256. Links
     * are followed; empty folders do not count.
     *
     * @param folder the folder
     * @return 64 hex digits
     * @throws IOException if it is missing, or a file cannot be read
     */
    public static String ofDirectory(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString(), null, "there is no such folder; check the path");
        }
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            walk.filter(Files::isRegularFile).forEach(file -> files.put(relative(folder, file), file));
        }
        MessageDigest digest = newDigest();
        for (Map.Entry<String, Path> entry : files.entrySet()) {
            digest.update(entry.getKey().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(digest(entry.getValue()));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String relative(Path folder, Path file) {
        return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    private static byte[] digest(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file; check the path");
        }
        MessageDigest digest = newDigest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return digest.digest();
    }
}
