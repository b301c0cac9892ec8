package org.palimpsest.traps.family;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.palimpsest.corpus.Tokenizer;

/**
 * Symbols that random sequences are made of: characters, or tokens of a tokenizer. A sequence of symbols can be read in one way
 * only, so that sequences that differ give texts that differ: symbols are all of one code point, or each is a space and then
 * something without white space.
 *
 * @param name short name that stands for the set in files
 * @param symbols two or more, all different
 */
public record SymbolSet(String name, List<String> symbols) {
    private static final String ASCII = "ascii-";

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there are fewer than two, one is repeated, or sequences could be read in two ways
     */
    public SymbolSet {
        symbols = List.copyOf(symbols);
        if (symbols.size() < 2) {
            throw new IllegalArgumentException("a symbol set must have 2 symbols or more, got " + symbols.size());
        }
        if (new HashSet<>(symbols).size() != symbols.size()) {
            throw new IllegalArgumentException("symbols must differ, got one twice in set \"" + name + "\"");
        }
        boolean characters = symbols.stream().allMatch(symbol -> symbol.codePointCount(0, symbol.length()) == 1);
        if (!characters && !symbols.stream().allMatch(SymbolSet::beginsWithItsOnlySpace)) {
            throw new IllegalArgumentException(
                    "symbols must all be single characters, or each a space and then text without"
                            + " white space, got others in set \"" + name + "\"");
        }
        if (symbols.stream().filter(String::isBlank).count() > 1) {
            throw new IllegalArgumentException("at most 1 symbol may be white space, got more in set \"" + name + "\"");
        }
    }

    private static boolean beginsWithItsOnlySpace(String symbol) {
        return symbol.length() > 1
                && symbol.charAt(0) == ' '
                && symbol.chars().skip(1).noneMatch(Character::isWhitespace);
    }

    /**
     * Characters of ASCII: the 95 that print; 94 without the space; 92 without quotation mark and backslash too, which JSON and
     * programs escape.
     *
     * @param count 92, 94 or 95
     * @return the set, named {@code ascii-92}, {@code ascii-94} or {@code ascii-95}
     * @throws IllegalArgumentException if the count is another
     */
    public static SymbolSet ascii(int count) {
        String left = switch (count) {
            case 95 -> "";
            case 94 -> " ";
            case 92 -> " \"\\";
            default -> throw new IllegalArgumentException("characters must be one of [92, 94, 95], got " + count);
        };
        return new SymbolSet(
                ASCII + count,
                IntStream.rangeClosed(' ', '~')
                        .filter(c -> left.indexOf(c) < 0)
                        .mapToObj(Character::toString)
                        .toList());
    }

    /**
     * The tokens of a range of ids that begin with their only space and are tokens again when their text is encoded. Others would
     * melt into their neighbours.
     *
     * @param name name of the set in files
     * @param tokenizer decodes the ids
     * @param from the smallest id
     * @param to the id behind the largest
     * @return the set, in the order of ids
     * @throws IllegalArgumentException if the range is not inside the vocabulary, or fewer than two tokens are left
     */
    public static SymbolSet ofTokens(String name, Tokenizer tokenizer, int from, int to) {
        if (from < 0 || to <= from || to > tokenizer.vocabularySize()) {
            throw new IllegalArgumentException(
                    "ids must be a range in [0, " + tokenizer.vocabularySize() + "], got from " + from + " to " + to);
        }
        List<String> symbols = new ArrayList<>();
        for (int id = from; id < to; id++) {
            String text = tokenizer.decode(new int[] {id});
            if (beginsWithItsOnlySpace(text) && text.indexOf('\uFFFD') < 0) {
                int[] again = tokenizer.encode(text);
                if (again.length == 1 && again[0] == id) {
                    symbols.add(text);
                }
            }
        }
        if (symbols.size() < 2) {
            throw new IllegalArgumentException("ids must give 2 tokens or more that begin with a space, got "
                    + symbols.size() + " from " + from + " to " + to);
        }
        return new SymbolSet(name, symbols);
    }

    /** Whether symbols begin with a space: tokens, not characters. */
    boolean areTokens() {
        return beginsWithItsOnlySpace(symbols.get(0));
    }

    /** Whether {@link #ascii(int)} makes this set. */
    boolean isAscii() {
        return name.startsWith(ASCII);
    }

    /** A set from its name in files. */
    static SymbolSet named(String name) {
        return switch (name) {
            case "ascii-92" -> ascii(92);
            case "ascii-94" -> ascii(94);
            case "ascii-95" -> ascii(95);
            default ->
                throw new IllegalArgumentException(
                        "symbol set must be one of [ascii-92, ascii-94, ascii-95], got \"" + name + "\"");
        };
    }

    /**
     * Number of symbols.
     *
     * @return 2 or more
     */
    public int size() {
        return symbols.size();
    }
}
