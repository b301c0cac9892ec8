package org.palimpsest.traps.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts files with a passphrase. A file is one line of JSON, which names all that decryption needs but the passphrase, then
 * the ciphertext with its tag of 16 bytes: AES-256-GCM, the line with its line feed being the additional authenticated
 * data, the key from PBKDF2-HMAC-SHA-512 over the passphrase in UTF-8 and a salt of 16 bytes. Salt and nonce are drawn
 * afresh for every file. A file is held in memory, so it has less than 2 GB.
 */
final class PassphraseCipher {
    /** Iterations of PBKDF2; OWASP asks for 210,000 with SHA-512. */
    static final int ITERATIONS = 600_000;

    private static final int MOST_ITERATIONS = 100_000_000;
    private static final String FORMAT = "palimpsest-encrypted";
    private static final int VERSION = 1;
    private static final String CIPHER = "AES-256-GCM";
    private static final String KDF = "PBKDF2-HMAC-SHA-512";
    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BITS = 256;
    private static final int LONGEST_HEADER = 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int iterations;

    /** The cipher; fewer iterations are refused in files, more are taken. */
    PassphraseCipher(int iterations) {
        this.iterations = iterations;
    }

    byte[] encrypt(Passphrase passphrase, byte[] plain) {
        SecureRandom random = new SecureRandom();
        byte[] salt = new byte[SALT];
        byte[] nonce = new byte[NONCE];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        byte[] header = header(iterations, salt, nonce).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, passphrase, iterations, salt, nonce, header)
                    .doFinal(plain);
            byte[] file = Arrays.copyOf(header, header.length + sealed.length);
            System.arraycopy(sealed, 0, file, header.length, sealed.length);
            return file;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks AES-GCM or PBKDF2, which every Java must have", e);
        }
    }

    byte[] decrypt(Path path, Passphrase passphrase, byte[] file) throws CorruptRegistryException {
        int end = 0;
        while (end < file.length && end < LONGEST_HEADER && file[end] != '\n') {
            end++;
        }
        if (end == file.length || end == LONGEST_HEADER) {
            throw new CorruptRegistryException(path, 1, "the header of an encrypted file", "no whole line");
        }
        byte[] header = Arrays.copyOf(file, end + 1);
        JsonNode fields = fields(path, new String(file, 0, end, StandardCharsets.UTF_8));
        byte[] salt = hex(path, fields, "salt", SALT);
        byte[] nonce = hex(path, fields, "nonce", NONCE);
        int rounds = fields.path("iterations").asInt();
        if (rounds < iterations || rounds > MOST_ITERATIONS) {
            throw new CorruptRegistryException(
                    path,
                    1,
                    "iterations in [" + iterations + ", " + MOST_ITERATIONS + "]",
                    fields.path("iterations").toString());
        }
        if (!Arrays.equals(header, header(rounds, salt, nonce).getBytes(StandardCharsets.UTF_8))) {
            throw new CorruptRegistryException(
                    path, 1, header(rounds, salt, nonce).strip(), "another header; its format or version may be newer");
        }
        if (file.length - header.length < TAG_BITS / Byte.SIZE) {
            throw new CorruptRegistryException(path, 2, "a ciphertext with its tag", "a cut one");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, passphrase, rounds, salt, nonce, header)
                    .doFinal(file, header.length, file.length - header.length);
        } catch (AEADBadTagException e) {
            throw new CorruptRegistryException(
                    path,
                    2,
                    "bytes that the passphrase opens",
                    "others: the passphrase is wrong, or the file was changed or cut");
        } catch (GeneralSecurityException e) {
            throw new CorruptRegistryException(path, 2, "a whole ciphertext", "a cut one");
        }
    }

    private static Cipher cipher(
            int mode, Passphrase passphrase, int iterations, byte[] salt, byte[] nonce, byte[] header)
            throws GeneralSecurityException {
        byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                .generateSecret(new PBEKeySpec(passphrase.characters(), salt, iterations, KEY_BITS))
                .getEncoded();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(header);
        return cipher;
    }

    private static String header(int iterations, byte[] salt, byte[] nonce) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("format", FORMAT);
        header.put("version", VERSION);
        header.put("cipher", CIPHER);
        header.put("kdf", KDF);
        header.put("iterations", iterations);
        header.put("salt", HexFormat.of().formatHex(salt));
        header.put("nonce", HexFormat.of().formatHex(nonce));
        return CheckedObject.json(header) + "\n";
    }

    private static JsonNode fields(Path path, String line) throws CorruptRegistryException {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new CorruptRegistryException(path, 1, "the header of an encrypted file in JSON", "text that is none");
        }
    }

    private static byte[] hex(Path path, JsonNode fields, String name, int bytes) throws CorruptRegistryException {
        String text = fields.path(name).asText();
        if (!text.matches("[0-9a-f]{" + 2 * bytes + "}")) {
            throw new CorruptRegistryException(
                    path, 1, "\"" + name + "\" of " + 2 * bytes + " lower-case hexadecimal digits", "\"" + text + "\"");
        }
        return HexFormat.of().parseHex(text);
    }
}
