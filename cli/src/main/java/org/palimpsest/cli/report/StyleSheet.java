package org.palimpsest.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The style sheets that lie beside these classes; they hold no character that XML would have to escape. */
enum StyleSheet {
    /** Colours and strokes of plots. */
    PLOT("plot.css"),
    /** The page around them. */
    REPORT("report.css");

    private final String text;

    StyleSheet(String file) {
        this.text = read(file);
    }

    String text() {
        return text;
    }

    private static String read(String file) {
        try (InputStream in = StyleSheet.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("style sheet " + file + " is missing from the program's archive");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("style sheet " + file + " could not be read", e);
        }
    }
}
