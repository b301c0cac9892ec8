package org.palimpsest.cli.report;

import java.util.Arrays;
import java.util.List;

/**
 * A list of points without order.
 *
 * @param items the points
 */
public record Bullets(List<Paragraph> items) implements Block {
    /** @throws IllegalArgumentException if there is no point */
    public Bullets {
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("a list needs at least 1 item, got 0");
        }
    }

    /** A list of ordinary sentences. */
    public static Bullets of(String... items) {
        return new Bullets(Arrays.stream(items).map(Paragraph::of).toList());
    }

    @Override
    public void writeTo(Markup out) {
        out.open("ul").line();
        for (Paragraph item : items) {
            out.open("li");
            item.runs().forEach(run -> run.writeTo(out));
            out.close().line();
        }
        out.close().line();
    }
}
