package org.palimpsest.cli.report;

import java.util.Locale;
import org.palimpsest.stats.Verdict;

/**
 * One verdict of the summary.
 *
 * @param subject what it is about, such as the name of a model
 * @param label the verdict, as scripts read it
 * @param sentence what it means, in words for a reader who knows no statistics
 * @param figure the number behind it, such as a p-value; empty if there is none
 * @param severity how heavily it weighs
 */
public record VerdictCard(String subject, String label, String sentence, String figure, Severity severity) {
    /** @throws IllegalArgumentException if the subject, label or sentence is blank */
    public VerdictCard {
        require("subject", subject);
        require("label", label);
        require("sentence", sentence);
    }

    /**
     * A card whose label and weight are those of a verdict.
     *
     * @throws IllegalArgumentException if the subject or sentence is blank
     */
    public static VerdictCard of(String subject, Verdict verdict, String sentence, String figure) {
        return new VerdictCard(subject, verdict.label(), sentence, figure, Severity.of(verdict));
    }

    private static void require(String field, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + " of a verdict must not be blank, got \"" + value + "\"");
        }
    }

    void writeTo(Markup out) {
        String kind = severity.name().toLowerCase(Locale.ROOT);
        out.open("li", "class", "card " + kind);
        out.open("p", "class", "card-head").element("span", subject, "class", "subject");
        out.text(" ").element("span", label, "class", "verdict").close();
        out.element("p", sentence, "class", "sentence");
        if (!figure.isEmpty()) {
            out.element("p", figure, "class", "figure-line");
        }
        out.close().line();
    }
}
