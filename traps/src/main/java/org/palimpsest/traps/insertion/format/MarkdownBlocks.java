package org.palimpsest.traps.insertion.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the paragraphs and list items of Markdown line by line. What might be something else is left out. */
final class MarkdownBlocks {
    private static final Pattern FENCE = Pattern.compile("^[ >]*(?:[-*+]\\s+|\\d+[.)]\\s+)?(`{3,}|~{3,}|\\$\\$)(.*)$");
    private static final Pattern MARKER = Pattern.compile("^\\s*(?:[-*+]|\\d{1,9}[.)])\\s+(?:\\[[ xX]]\\s+)?");
    private static final Pattern OTHER = Pattern.compile(
            "^\\s{0,3}(?:#|>|<|\\[[^\\]]+]:|[-*_=](?:\\s*[-*_=])*\\s*$|:::|\\{%|\\{\\{|import |export |:\\s).*$");
    private static final Pattern UNDERLINE = Pattern.compile("^\\s{0,3}(?:=+|-+)\\s*$");
    private static final Pattern HTML =
            Pattern.compile("^\\s{0,3}<(?![a-z][a-z0-9+.-]*:)[A-Za-z/!?].*$", Pattern.DOTALL);

    private final String source;
    private final LineBlocks lines;
    private @Nullable String fence;
    private boolean inHtml;
    private boolean inDefinition;
    private boolean inList;
    private boolean blankBefore = true;

    MarkdownBlocks(String source) {
        this.source = source;
        this.lines = new LineBlocks(source);
    }

    LineBlocks read() {
        int from = frontMatter();
        while (from < source.length()) {
            int to = LineBlocks.next(source, from);
            line(from, to);
            from = to;
        }
        lines.close(!inList);
        return lines;
    }

    /** Whether what follows the last line would be outside of code and HTML. */
    boolean endsInProse() {
        return fence == null && !inHtml;
    }

    /** The offset after YAML between lines of three dashes, or TOML between three plus signs. */
    private int frontMatter() {
        int start = 0;
        int from = LineBlocks.next(source, start);
        String first = source.substring(start, from).stripTrailing();
        if (!first.equals("---") && !first.equals("+++")) {
            return start;
        }
        while (from < source.length()) {
            int to = LineBlocks.next(source, from);
            String line = source.substring(from, to).stripTrailing();
            if (line.equals(first) || (first.equals("---") && line.equals("..."))) {
                return to;
            }
            from = to;
        }
        return start;
    }

    private void line(int from, int to) {
        String line = source.substring(from, to).stripTrailing();
        if (fence != null) {
            closeFence(line);
            return;
        }
        if (line.isBlank()) {
            lines.close(!inList);
            inHtml = false;
            blankBefore = true;
            return;
        }
        if (!opensFence(line) && !isOther(line, to)) {
            prose(line, from, to);
        } else {
            lines.close(false);
        }
        blankBefore = false;
    }

    private boolean opensFence(String line) {
        Matcher opening = FENCE.matcher(line);
        if (!opening.matches()) {
            return false;
        }
        String mark = opening.group(1);
        String rest = opening.group(2);
        boolean oneLine = rest.contains(mark) || (mark.startsWith("`") && rest.contains("`"));
        if (!oneLine) {
            fence = mark;
        }
        return true;
    }

    private void closeFence(String line) {
        String open = String.valueOf(fence);
        String end = line.strip().replaceFirst("^[> ]+", "");
        boolean whole = end.startsWith(open) && end.chars().allMatch(unit -> unit == open.charAt(0));
        if (whole || (open.equals("$$") && end.endsWith(open))) {
            fence = null;
            blankBefore = true;
        }
    }

    /** Whether a line is neither a paragraph's nor a list item's. */
    private boolean isOther(String line, int to) {
        boolean indented = line.startsWith("    ") || line.startsWith("\t");
        boolean item = MARKER.matcher(line).find();
        if (inDefinition && (indented || !blankBefore)) {
            return true;
        }
        inDefinition = line.matches("^\\s{0,3}\\[[^\\]]+]:.*$");
        inList = item || (inList && (line.startsWith(" ") || line.startsWith("\t") || !blankBefore));
        inHtml |= HTML.matcher(line).matches();
        if (inHtml || inDefinition || (indented && !item && (blankBefore || !inList)) || isRule(line)) {
            return true;
        }
        String nextLine = source.substring(to, LineBlocks.next(source, to)).stripTrailing();
        boolean table = line.indexOf('|') >= 0;
        return table
                || (!item && UNDERLINE.matcher(nextLine).matches())
                || (indented && item && blankBefore && !inList);
    }

    private static boolean isRule(String line) {
        return OTHER.matcher(line).matches()
                && !(MARKER.matcher(line).find() && !line.strip().matches("[-*_=\\s]+"));
    }

    private void prose(String line, int from, int to) {
        Matcher marker = MARKER.matcher(line);
        int start = from;
        if (marker.find()) {
            lines.close(false);
            start = from + marker.end();
            if (source.startsWith(">", start) || source.startsWith("#", start) || start >= to) {
                return;
            }
        } else {
            while (start < to && (source.charAt(start) == ' ' || source.charAt(start) == '\t')) {
                start++;
            }
        }
        lines.add(start, to);
    }
}
