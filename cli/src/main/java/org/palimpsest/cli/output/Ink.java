package org.palimpsest.cli.output;

/** The role that a piece of terminal text plays; {@link Style} knows how the role looks. */
public enum Ink {
    /** Ordinary text. */
    PLAIN("0"),
    /** Headings and names. */
    STRONG("1"),
    /** Rules, units and remarks. */
    FAINT("2"),
    /** Evidence was found. */
    EVIDENCE("1;35"),
    /** Something limits the conclusion. */
    CAUTION("33"),
    /** Nothing was found. */
    CALM("36"),
    /** The command failed. */
    ERROR("1;31");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    /** The parameters of the SGR escape sequence (ECMA-48, 8.3.117) of this role. */
    String code() {
        return code;
    }
}
