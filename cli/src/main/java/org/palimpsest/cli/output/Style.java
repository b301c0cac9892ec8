package org.palimpsest.cli.output;

import java.util.Map;

/** Whether terminal text carries escape sequences for colour and weight. */
public enum Style {
    /** Text as it is. */
    PLAIN,
    /** Text inside ANSI escape sequences. */
    ANSI;

    /**
     * The style of an output.
     *
     * @param mode what the user asked for
     * @param terminal whether the output goes to a terminal
     * @param environment environment variables; a {@code NO_COLOR} that is not empty (no-color.org) and
     *     {@code TERM=dumb} turn colour off under {@link ColorMode#AUTO}
     */
    public static Style choose(ColorMode mode, boolean terminal, Map<String, String> environment) {
        return switch (mode) {
            case ALWAYS -> ANSI;
            case NEVER -> PLAIN;
            case AUTO -> {
                boolean refused =
                        !environment.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(environment.get("TERM"));
                yield terminal && !refused ? ANSI : PLAIN;
            }
        };
    }

    /**
     * The text as it is sent to the terminal.
     *
     * @param ink role of the text
     * @param text text free of control characters, see {@link VisibleText#line}
     */
    public String paint(Ink ink, String text) {
        if (this == PLAIN || ink == Ink.PLAIN || text.isEmpty()) {
            return text;
        }
        return "\u001b[" + ink.code() + "m" + text + "\u001b[0m";
    }
}
