package org.palimpsest.traps.insertion.format;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Reads LaTeX character by character. What is not surely running text is left out. */
final class LatexScan {
    private static final String BEGIN = "\\begin{document}";
    private static final String END = "\\end{document}";
    private static final Set<String> PROSE = Set.of(
            "abstract",
            "itemize",
            "enumerate",
            "description",
            "center",
            "flushleft",
            "flushright",
            "theorem",
            "lemma",
            "proposition",
            "corollary",
            "definition",
            "remark",
            "example",
            "proof");
    private static final Set<String> DEFINING = Set.of(
            "def",
            "edef",
            "gdef",
            "xdef",
            "let",
            "newcommand",
            "renewcommand",
            "providecommand",
            "newenvironment",
            "catcode",
            "hskip",
            "vskip",
            "kern",
            "vspace",
            "hspace");
    private static final Set<String> HEADINGS = Set.of(
            "part",
            "chapter",
            "section",
            "subsection",
            "subsubsection",
            "item",
            "title",
            "maketitle",
            "tableofcontents",
            "label",
            "newpage",
            "clearpage",
            "par",
            "bibliography",
            "noindent",
            "centering");

    private final String source;
    private final LineBlocks lines;
    private int end;
    private int lists;

    LatexScan(String source) {
        this.source = source;
        this.lines = new LineBlocks(source);
        this.end = source.length();
    }

    void read() {
        int begin = live(BEGIN, 0);
        int from = begin < 0 ? 0 : begin + BEGIN.length();
        if (begin < 0 && live("\\documentclass", 0) >= 0) {
            return;
        }
        int stop = live(END, from);
        end = stop < 0 ? source.length() : stop;
        int i = from;
        while (i < end) {
            i = step(i);
        }
        lines.close(true);
    }

    /** First occurrence of a command that is not in a comment, or -1. */
    private int live(String command, int from) {
        int at = source.indexOf(command, from);
        while (at >= 0 && isCommented(at)) {
            at = source.indexOf(command, at + 1);
        }
        return at;
    }

    private boolean isCommented(int at) {
        for (int i = at - 1; i >= 0 && source.charAt(i) != '\n'; i--) {
            if (source.charAt(i) == '%' && (i == 0 || source.charAt(i - 1) != '\\')) {
                return true;
            }
        }
        return false;
    }

    /** Reads what begins at an offset and returns the offset after it. */
    private int step(int i) {
        char unit = source.charAt(i);
        return switch (unit) {
            case '%' -> LineBlocks.next(source, i);
            case '$' -> formula(i);
            case '\\' -> command(i);
            case '{' -> keep(i, group(i, '{', '}'));
            case '}', '#', '^', '_' -> i + 1;
            case '&', '~' -> keep(i, i + 1);
            case '\n' -> newline(i);
            default -> prose(i);
        };
    }

    private int prose(int i) {
        if (!Character.isWhitespace(source.charAt(i)) || !lines.isEmpty()) {
            lines.add(i, i + 1);
        }
        return i + 1;
    }

    private int newline(int i) {
        int next = LineBlocks.next(source, i + 1);
        if (i + 1 < end && LineBlocks.isBlank(source, i + 1, next)) {
            lines.close(lists == 0);
            return i + 1;
        }
        return prose(i);
    }

    /** Notes characters that a reader sees and that stay as they are. */
    private int keep(int from, int to) {
        int last = Math.min(to, end);
        if (!lines.isEmpty()) {
            lines.add(from, last);
            Arrays.fill(lines.kinds(), from, last, DocumentLayout.WHOLE);
        }
        return last;
    }

    private int formula(int i) {
        String mark = source.startsWith("$$", i) ? "$$" : "$";
        int close = i + mark.length();
        while (close < end && !source.startsWith(mark, close)) {
            close += source.charAt(close) == '\\' ? 2 : 1;
        }
        return keep(i, close + mark.length());
    }

    private int command(int i) {
        if (i + 1 >= end) {
            return end;
        }
        char next = source.charAt(i + 1);
        if (next == '(' || next == '[') {
            int close = source.indexOf(next == '(' ? "\\)" : "\\]", i + 2);
            return keep(i, close < 0 ? end : close + 2);
        }
        if (!isLetter(next)) {
            return keep(i, i + 2);
        }
        int after = i + 1;
        while (after < end && isLetter(source.charAt(after))) {
            after++;
        }
        String name = source.substring(i + 1, after);
        if (name.equals("begin")) {
            return environment(after);
        }
        if (name.equals("end")) {
            lines.close(false);
            lists = Math.max(0, lists - 1);
            return arguments(after);
        }
        if (name.equals("verb") || name.equals("lstinline") || name.equals("mintinline")) {
            return verbatim(i, after);
        }
        if (DEFINING.contains(name)) {
            lines.close(false);
            return Math.max(arguments(after), LineBlocks.next(source, after));
        }
        int last = arguments(after);
        if (HEADINGS.contains(name)) {
            lines.close(false);
            return last;
        }
        return keep(i, last);
    }

    private static boolean isLetter(char unit) {
        return (unit >= 'a' && unit <= 'z') || (unit >= 'A' && unit <= 'Z') || unit == '@';
    }

    /** Code between two equal characters, perhaps after arguments in brackets or braces. */
    private int verbatim(int from, int after) {
        int open = after;
        if (open < end && source.charAt(open) == '*') {
            open++;
        }
        while (open < end && source.charAt(open) == '[') {
            open = group(open, '[', ']');
        }
        if (open >= end) {
            return end;
        }
        if (source.charAt(open) == '{') {
            return keep(from, arguments(open));
        }
        int close = source.indexOf(source.charAt(open), open + 1);
        return keep(from, close < 0 ? end : close + 1);
    }

    private int environment(int after) {
        lines.close(false);
        int close = source.indexOf('}', after);
        if (after >= end || source.charAt(after) != '{' || close < 0 || close > end) {
            return Math.min(after + 1, end);
        }
        String name = source.substring(after + 1, close);
        if (PROSE.contains(name)) {
            lists++;
            return arguments(close + 1);
        }
        String last = "\\end{" + name + "}";
        int depth = source.indexOf(last, close);
        return depth < 0 ? end : Math.min(end, depth + last.length());
    }

    /** The offset after a star, brackets and braces that follow a command directly. */
    private int arguments(int from) {
        int i = from;
        if (i < end && source.charAt(i) == '*') {
            i++;
        }
        while (i < end && (source.charAt(i) == '{' || source.charAt(i) == '[')) {
            i = source.charAt(i) == '{' ? group(i, '{', '}') : group(i, '[', ']');
        }
        return i;
    }

    private int group(int from, char open, char close) {
        int depth = 0;
        int i = from;
        while (i < end) {
            char unit = source.charAt(i);
            if (unit == '\\') {
                i++;
            } else if (unit == '%') {
                i = LineBlocks.next(source, i) - 1;
            } else if (unit == open) {
                depth++;
            } else if (unit == close && --depth == 0) {
                return i + 1;
            }
            i++;
        }
        return end;
    }

    byte[] kinds() {
        return lines.kinds();
    }

    List<TextBlock> blocks() {
        return lines.blocks();
    }
}
