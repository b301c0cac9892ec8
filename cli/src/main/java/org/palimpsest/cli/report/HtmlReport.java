package org.palimpsest.cli.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A report: a title, verdicts, sections, the manifest of the run and the data behind the figures. Immutable.
 *
 * <p>It is written as one HTML5 page that is well-formed XML too, loads nothing, runs nothing and reads well on paper. The
 * data stand in the page as JSON in the element {@code script#palimpsest-data}.
 *
 * @param title headline
 * @param subtitle a sentence below it, or empty
 * @param verdicts cards of the summary
 * @param sections body of the report
 * @param manifest what the same run can be made from again; shown as JSON if not empty
 * @param data values for programs; written as JSON
 */
public record HtmlReport(
        String title,
        String subtitle,
        List<VerdictCard> verdicts,
        List<Section> sections,
        Map<String, Object> manifest,
        Map<String, Object> data) {
    /** @throws IllegalArgumentException if the title is blank */
    public HtmlReport {
        if (title.isBlank()) {
            throw new IllegalArgumentException("a report needs a title that is not blank, got \"" + title + "\"");
        }
        verdicts = List.copyOf(verdicts);
        sections = List.copyOf(sections);
        manifest = ordered(manifest);
        data = ordered(data);
    }

    /** An empty report. */
    public static HtmlReport titled(String title) {
        return new HtmlReport(title, "", List.of(), List.of(), Map.of(), Map.of());
    }

    /** This report with a sentence below its title. */
    public HtmlReport withSubtitle(String newSubtitle) {
        return new HtmlReport(title, newSubtitle, verdicts, sections, manifest, data);
    }

    /** This report with one more verdict. */
    public HtmlReport with(VerdictCard verdict) {
        return new HtmlReport(title, subtitle, appended(verdicts, verdict), sections, manifest, data);
    }

    /** This report with one more section. */
    public HtmlReport with(Section section) {
        return new HtmlReport(title, subtitle, verdicts, appended(sections, section), manifest, data);
    }

    /** This report with the manifest of its run. */
    public HtmlReport withManifest(Map<String, Object> newManifest) {
        return new HtmlReport(title, subtitle, verdicts, sections, newManifest, data);
    }

    /** This report with its data for programs. */
    public HtmlReport withData(Map<String, Object> newData) {
        return new HtmlReport(title, subtitle, verdicts, sections, manifest, newData);
    }

    /**
     * The page. The same report gives the same characters.
     *
     * @throws IllegalArgumentException if the manifest or the data hold a value that JSON cannot hold
     */
    public String render() {
        return new ReportPage(this).write();
    }

    private static <T> List<T> appended(List<T> list, T more) {
        List<T> result = new ArrayList<>(list);
        result.add(more);
        return result;
    }

    private static Map<String, Object> ordered(Map<String, Object> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
