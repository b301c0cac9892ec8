package org.palimpsest.cli.output;

import java.nio.charset.Charset;

/** The characters that rule a {@link TextTable}. */
public enum Border {
    /** Light box-drawing lines. */
    LIGHT("─", "─┼─", " │ "),
    /** Seven-bit characters only. */
    ASCII("-", "-+-", " | ");

    private final String rule;
    private final String crossing;
    private final String separator;

    Border(String rule, String crossing, String separator) {
        this.rule = rule;
        this.crossing = crossing;
        this.separator = separator;
    }

    /** Light lines where the character set can write them, else ASCII. */
    public static Border of(Charset charset) {
        return charset.canEncode() && charset.newEncoder().canEncode("─│┼") ? LIGHT : ASCII;
    }

    String rule() {
        return rule;
    }

    String crossing() {
        return crossing;
    }

    String separator() {
        return separator;
    }
}
