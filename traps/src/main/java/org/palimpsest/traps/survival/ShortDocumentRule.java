package org.palimpsest.traps.survival;

/**
 * Drops documents below a number of characters.
 *
 * @param characters fewest UTF-16 units, at least 1
 * @param source where the number comes from
 */
public record ShortDocumentRule(int characters, String source) implements DocumentRule {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the number is below 1
     */
    public ShortDocumentRule {
        if (characters < 1) {
            throw new IllegalArgumentException("characters must be at least 1, got " + characters);
        }
    }

    /**
     * CCNet: 300 characters ({@code min_len} in {@code cc_net/mine.py}).
     *
     * @return the rule
     */
    public static ShortDocumentRule ccNet() {
        return new ShortDocumentRule(300, "CCNet, min_len");
    }

    /**
     * SlimPajama: 200 characters (Soboleva et al. 2023). Its {@code filter.py} counts them without ASCII punctuation and with
     * runs of white space as one, so documents a little above the number are dropped there and kept here.
     *
     * @return the rule
     */
    public static ShortDocumentRule slimPajama() {
        return new ShortDocumentRule(200, "SlimPajama (Soboleva et al. 2023)");
    }

    @Override
    public String name() {
        return "short-" + characters;
    }

    @Override
    public Ruling judge(MarkedText text) {
        return text.text().length() < characters ? Ruling.drop("short") : Ruling.keep(text);
    }
}
