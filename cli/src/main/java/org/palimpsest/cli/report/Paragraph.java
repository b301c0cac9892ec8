package org.palimpsest.cli.report;

import java.util.List;

/**
 * A paragraph.
 *
 * @param runs its text
 */
public record Paragraph(List<Inline> runs) implements Block {
    /** Copies the list. */
    public Paragraph {
        runs = List.copyOf(runs);
    }

    /** A paragraph of ordinary text. */
    public static Paragraph of(String text) {
        return new Paragraph(List.of(Inline.text(text)));
    }

    /** A paragraph of several runs. */
    public static Paragraph of(Inline... runs) {
        return new Paragraph(List.of(runs));
    }

    @Override
    public void writeTo(Markup out) {
        out.open("p");
        runs.forEach(run -> run.writeTo(out));
        out.close().line();
    }
}
