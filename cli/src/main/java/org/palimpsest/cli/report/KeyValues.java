package org.palimpsest.cli.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Names and their values, such as settings of a run.
 *
 * @param entries in the order in which they are shown
 */
public record KeyValues(List<Entry> entries) implements Block {
    /**
     * One name and its value.
     *
     * @param key name
     * @param value as it is shown
     */
    public record Entry(String key, String value) {}

    /** Copies the list. */
    public KeyValues {
        entries = List.copyOf(entries);
    }

    /** A list of one entry. */
    public static KeyValues of(String key, String value) {
        return new KeyValues(List.of(new Entry(key, value)));
    }

    /** This list with one more entry. */
    public KeyValues and(String key, String value) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(new Entry(key, value));
        return new KeyValues(more);
    }

    @Override
    public void writeTo(Markup out) {
        out.open("dl").line();
        for (Entry entry : entries) {
            out.open("div")
                    .element("dt", entry.key())
                    .element("dd", entry.value())
                    .close()
                    .line();
        }
        out.close().line();
    }
}
