package org.palimpsest.traps.family;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.palimpsest.corpus.CorruptInputException;

/**
 * Words that ghost sentences are made of, each as likely as every other.
 *
 * @param name short name that stands for the list in files
 * @param words two words or more, all different, none empty or with white space, in the order in which a drawn number
 *     selects them
 */
public record Wordlist(String name, List<String> words) {
    /** Name of the list that {@link #effLarge()} returns. */
    public static final String EFF_LARGE = "eff-large";

    /** Name of the list that {@link #effShort()} returns. */
    public static final String EFF_SHORT = "eff-short-2";

    private static final List<String> BUNDLED = List.of(EFF_LARGE, EFF_SHORT);

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there are fewer than two words, or a word is empty, repeated or has white space
     */
    public Wordlist {
        words = new PackedWords(words);
        if (words.size() < 2) {
            throw new IllegalArgumentException("a word list must have 2 words or more, got " + words.size());
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.isEmpty() || word.chars().anyMatch(Character::isWhitespace)) {
                throw new IllegalArgumentException(
                        "words must be non-empty and without white space, got \"" + word + "\" at index " + i);
            }
            if (!seen.add(word)) {
                throw new IllegalArgumentException("words must differ, got \"" + word + "\" again at index " + i);
            }
        }
    }

    /**
     * The large list of the Electronic Frontier Foundation: 7,776 = 6^5 English words of 3 to 9 letters, 12.925 bits a word,
     * CC BY 3.0 US.
     *
     * @return the list, loaded once
     */
    public static Wordlist effLarge() {
        return Holder.EFF_LARGE_LIST;
    }

    /**
     * The second short list of the Electronic Frontier Foundation: 1,296 = 6^4 English words, told apart by their first three letters,
     * 10.34 bits a word,
     * CC BY 3.0 US.
     *
     * @return the list, loaded once
     */
    public static Wordlist effShort() {
        return Holder.EFF_SHORT_LIST;
    }

    /**
     * Finds a list that comes with this module.
     *
     * @param name its name
     * @return the list
     * @throws IllegalArgumentException if no list has that name
     */
    public static Wordlist named(String name) {
        if (!isBundled(name)) {
            throw new IllegalArgumentException("word list must be one of " + BUNDLED + ", got \"" + name + "\"");
        }
        return name.equals(EFF_LARGE) ? effLarge() : effShort();
    }

    /**
     * Whether a list comes with this module.
     *
     * @param name its name
     * @return true for {@link #EFF_LARGE} and {@link #EFF_SHORT}
     */
    public static boolean isBundled(String name) {
        return BUNDLED.contains(name);
    }

    /**
     * Reads a list: UTF-8, one word a line; blank lines are left out, and so is a first column of dice rolls (digits) before a
     * tab or space. The list is named after the file.
     *
     * @param file the file
     * @return the list
     * @throws CorruptInputException if the file is no such list; the message names what is wrong
     * @throws IOException if it cannot be read
     */
    public static Wordlist read(Path file) throws IOException {
        try {
            List<String> words = Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .map(line -> line.strip().replaceFirst("^[0-9]+\\s+", ""))
                    .filter(word -> !word.isEmpty())
                    .toList();
            String name = String.valueOf(file.getFileName());
            return new Wordlist(isBundled(name) ? name + ".file" : name, words);
        } catch (CharacterCodingException e) {
            throw new CorruptInputException(file.toString(), "expected text in UTF-8, found bytes that are none");
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(file.toString(), e.getMessage() + "; give one word a line");
        }
    }

    /**
     * Number of words.
     *
     * @return 2 or more
     */
    public int size() {
        return words.size();
    }

    /** The words, as what the constructor has made of them. */
    PackedWords packed() {
        return (PackedWords) words;
    }

    /**
     * SHA-256 of the words in UTF-8, each followed by a line feed.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String word : words) {
                digest.update(word.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) '\n');
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256, which every Java must have", e);
        }
    }

    private static final class Holder {
        static final Wordlist EFF_LARGE_LIST = load(EFF_LARGE);
        static final Wordlist EFF_SHORT_LIST = load(EFF_SHORT);

        private static Wordlist load(String name) {
            String resource = name + ".txt";
            try (InputStream in = Wordlist.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("resource " + resource + " is missing beside " + Wordlist.class);
                }
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return new Wordlist(name, text.lines().toList());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the resource " + resource, e);
            }
        }
    }
}
