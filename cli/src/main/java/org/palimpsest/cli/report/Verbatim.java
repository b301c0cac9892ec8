package org.palimpsest.cli.report;

/**
 * Text with its own line breaks, such as a command that repeats the run.
 *
 * @param text not blank; line feeds at its start are dropped, as HTML would drop the first of them
 */
public record Verbatim(String text) implements Block {
    /** @throws IllegalArgumentException if the text is blank */
    public Verbatim {
        if (text.isBlank()) {
            throw new IllegalArgumentException("verbatim text must not be blank, got \"" + text + "\"");
        }
        text = text.replaceFirst("^[\\r\\n]+", "");
    }

    @Override
    public void writeTo(Markup out) {
        // What may scroll must be reachable by keyboard.
        out.element("pre", text, "tabindex", "0").line();
    }
}
