package org.palimpsest.cli.report;

import java.util.Locale;
import org.palimpsest.cli.output.JsonText;

/** Writes the page of a report. */
final class ReportPage {
    /** A browser that honours it refuses to load or run anything, whatever a text in the report may try. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    /** From this many sections on, a list of contents helps. */
    private static final int CONTENTS_FROM = 3;

    private static final String MANIFEST_ID = "manifest";

    private final HtmlReport report;
    private final Markup out = new Markup();

    ReportPage(HtmlReport report) {
        this.report = report;
    }

    String write() {
        out.raw("<!DOCTYPE html>\n").open("html", "lang", "en").line();
        head();
        out.open("body").line().open("main").line();
        header();
        verdicts();
        contents();
        for (int i = 0; i < report.sections().size(); i++) {
            report.sections().get(i).writeTo(out, id(i));
        }
        manifest();
        out.close().line();
        data();
        return out.close().line().close().line().finish();
    }

    private void head() {
        out.open("head").line();
        out.single("meta", "charset", "utf-8").line();
        out.single("meta", "http-equiv", "Content-Security-Policy", "content", POLICY)
                .line();
        out.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line();
        out.single("meta", "name", "color-scheme", "content", "light dark").line();
        out.element("title", report.title()).line();
        out.open("style")
                .line()
                .raw(StyleSheet.REPORT.text())
                .raw(StyleSheet.PLOT.text())
                .close()
                .line();
        out.close().line();
    }

    private void header() {
        out.open("header")
                .line()
                .element("p", "Palimpsest report", "class", "kicker")
                .line();
        out.element("h1", report.title()).line();
        if (!report.subtitle().isEmpty()) {
            out.element("p", report.subtitle(), "class", "subtitle").line();
        }
        out.close().line();
    }

    private void verdicts() {
        if (report.verdicts().isEmpty()) {
            return;
        }
        out.open("section", "class", "summary", "aria-labelledby", "summary-heading")
                .line();
        out.element("h2", "Summary", "id", "summary-heading")
                .line()
                .open("ul", "class", "cards")
                .line();
        report.verdicts().forEach(card -> card.writeTo(out));
        out.close().line().close().line();
    }

    private void contents() {
        if (report.sections().size() < CONTENTS_FROM) {
            return;
        }
        out.open("nav", "aria-label", "Contents").line().open("ol").line();
        for (int i = 0; i < report.sections().size(); i++) {
            String heading = report.sections().get(i).heading();
            out.open("li").element("a", heading, "href", "#" + id(i)).close().line();
        }
        if (!report.manifest().isEmpty()) {
            out.open("li")
                    .element("a", "Manifest", "href", "#" + MANIFEST_ID)
                    .close()
                    .line();
        }
        out.close().line().close().line();
    }

    private void manifest() {
        if (report.manifest().isEmpty()) {
            return;
        }
        Section.titled("Manifest")
                .with(
                        Paragraph.of(
                                "Fingerprints of every input, the options, the seed and the versions of the programs. "
                                        + "The same manifest gives the same draws; scores of one model agree within 1e-5, and models trained anew differ a little."))
                .with(new Verbatim(JsonText.pretty(report.manifest())))
                .writeTo(out, MANIFEST_ID);
    }

    /** JSON inside a script element: escapes of JSON itself keep it from ending the element or upsetting XML. */
    private void data() {
        String json = JsonText.compact(report.data())
                .replace("&", "\\u0026")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e");
        out.open("script", "type", "application/json", "id", "palimpsest-data");
        out.raw(visible(json)).close().line();
    }

    /** JSON strings may hold raw U+007F..U+009F and non-characters, which XML does not like: they become escapes. */
    private static String visible(String json) {
        StringBuilder safe = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            boolean paired = Character.isHighSurrogate(c)
                    && i + 1 < json.length()
                    && Character.isLowSurrogate(json.charAt(i + 1));
            if (paired) {
                safe.append(c).append(json.charAt(++i));
            } else if ((c >= 0x7f && c < 0xa0) || Character.isSurrogate(c) || c >= 0xfffe) {
                safe.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }

    private static String id(int section) {
        return "section-" + (section + 1);
    }
}
