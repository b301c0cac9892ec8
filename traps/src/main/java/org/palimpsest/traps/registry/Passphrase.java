package org.palimpsest.traps.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.palimpsest.corpus.CorruptInputException;

/** The words that open an encrypted registry. */
public final class Passphrase {
    private final String words;

    private Passphrase(String words) {
        this.words = words;
    }

    /**
     * A passphrase.
     *
     * @param words any text; six or more words drawn at random are hard to guess
     * @return the passphrase
     * @throws IllegalArgumentException if it is blank
     */
    public static Passphrase of(String words) {
        if (words.isBlank()) {
            throw new IllegalArgumentException("a passphrase must be non-blank, got a blank one");
        }
        return new Passphrase(words);
    }

    /**
     * Reads a passphrase: the first line of a file, without its line end.
     *
     * @param file text in UTF-8
     * @return the passphrase
     * @throws CorruptInputException if the line is blank
     * @throws IOException if the file cannot be read
     */
    public static Passphrase read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file; give one with the passphrase");
        }
        String line = Files.readString(file, StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("");
        if (line.isBlank()) {
            throw new CorruptInputException(
                    file.toString(), "expected a passphrase in the first line, found a blank one; write it there");
        }
        return new Passphrase(line);
    }

    char[] characters() {
        return words.toCharArray();
    }

    /** The words are left out. */
    @Override
    public String toString() {
        return "Passphrase";
    }
}
