package org.palimpsest.traps.family;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Random sequences: symbols drawn uniformly, independently and with replacement; at either end white space is drawn again.
 * Entropy is {@code length * log2(symbols)}, less at the ends where one symbol is white space.
 *
 * <p>Wei, Wang and Jia, "Proving membership in LLM pretraining data via data watermarks", Findings of ACL 2024, arXiv 2402.10892,
 * random sequences (characters and rare tokens; lengths 10 to 80).
 *
 * @param symbols what to draw from
 * @param length number of symbols, 1 to 10,000
 */
public record RandomSequenceFamily(SymbolSet symbols, int length) implements PartedFamily {
    /** Value of {@link #name()}. */
    public static final String NAME = "random";

    private static final int MAXIMUM_LENGTH = 10_000;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the length is out of range
     */
    public RandomSequenceFamily {
        if (length < 1 || length > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException("length must be in [1, " + MAXIMUM_LENGTH + "], got " + length);
        }
    }

    /**
     * Forty of the 94 visible characters of ASCII: 262 bits.
     *
     * @return the default family
     */
    public static RandomSequenceFamily withDefaults() {
        return new RandomSequenceFamily(SymbolSet.ascii(94), 40);
    }

    /**
     * The same family with another length.
     *
     * @param number 1 to 10,000
     * @return a new family
     * @throws IllegalArgumentException if out of range
     */
    public RandomSequenceFamily withLength(int number) {
        return new RandomSequenceFamily(symbols, number);
    }

    /**
     * The same family with other symbols.
     *
     * @param set what to draw from
     * @return a new family
     */
    public RandomSequenceFamily withSymbols(SymbolSet set) {
        return new RandomSequenceFamily(set, length);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String draw(KeyedStream stream) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            String symbol = symbol(stream);
            while (symbol.isBlank() && (i == 0 || i == length - 1)) {
                symbol = symbol(stream);
            }
            text.append(symbol);
        }
        return text.toString().strip();
    }

    private String symbol(KeyedStream stream) {
        return symbols.symbols().get(stream.nextInt(symbols.size()));
    }

    /** Tokens are parted at the spaces that they begin with, characters are parts themselves. */
    @Override
    public PartedText parted(String text) {
        return symbols.areTokens()
                ? new PartedText("", List.of(text.split(" ", -1)), " ", "")
                : new PartedText(
                        "", text.codePoints().mapToObj(Character::toString).toList(), "", "");
    }

    @Override
    public int partCount() {
        return length;
    }

    /** White space is no part that another could be replaced by. */
    @Override
    public String drawPart(KeyedStream stream) {
        String symbol = symbol(stream);
        while (symbol.isBlank()) {
            symbol = symbol(stream);
        }
        return symbols.areTokens() ? symbol.substring(1) : symbol;
    }

    @Override
    public double entropyBits() {
        long blank = symbols.symbols().stream().filter(String::isBlank).count();
        int ends = Math.min(length, 2);
        return ((length - ends) * Math.log(symbols.size()) + ends * Math.log(symbols.size() - (double) blank))
                / Math.log(2);
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("symbols", symbols.name());
        options.put("length", length);
        if (!symbols.isAscii()) {
            options.put("list", symbols.symbols());
        }
        return options;
    }

    /**
     * Builds the family from what {@link #options()} returned.
     *
     * @param map names and values
     * @return the family
     * @throws IllegalArgumentException if an option is missing, of the wrong type or out of range
     */
    static RandomSequenceFamily of(Map<String, Object> map) {
        OptionMap options = new OptionMap(NAME, map);
        String name = options.text("symbols");
        SymbolSet set = options.has("list") ? new SymbolSet(name, options.texts("list")) : SymbolSet.named(name);
        return new RandomSequenceFamily(set, options.integer("length"));
    }
}
