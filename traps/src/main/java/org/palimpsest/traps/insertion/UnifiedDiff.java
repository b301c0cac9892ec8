package org.palimpsest.traps.insertion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A unified diff of sources and what is put into them, as {@code patch} reads it. Text without line ends, such as rows, gets no
 * lines of context.
 */
final class UnifiedDiff implements ChangeListener {
    private static final int CONTEXT = 3;

    private final Appendable out;
    private String current = "";

    UnifiedDiff(Appendable out) {
        this.out = out;
    }

    @Override
    public void changed(String part, long line, String source, List<Splice> splices) {
        try {
            if (!part.equals(current)) {
                out.append("--- a/")
                        .append(part)
                        .append("\n+++ b/")
                        .append(part)
                        .append('\n');
                current = part;
            }
            List<Line> lines = lines(source, splices);
            int shift = 0;
            int from = 0;
            while (from < lines.size()) {
                if (lines.get(from).isSame()) {
                    from++;
                    continue;
                }
                int to = hunkEnd(lines, from);
                shift += hunk(lines, Math.max(0, from - CONTEXT), Math.min(lines.size(), to + CONTEXT), line, shift);
                from = to;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The line after the last change that is too near to the one before it for a hunk of its own. */
    private static int hunkEnd(List<Line> lines, int from) {
        int end = from + 1;
        for (int i = end; i < lines.size() && i < end + 2 * CONTEXT; i++) {
            if (!lines.get(i).isSame()) {
                end = i + 1;
            }
        }
        return end;
    }

    /** Writes a hunk and returns how many lines it adds. */
    private int hunk(List<Line> lines, int from, int to, long first, int shift) throws IOException {
        StringBuilder body = new StringBuilder();
        int before = 0;
        int after = 0;
        int i = from;
        while (i < to) {
            if (lines.get(i).isSame()) {
                append(body, ' ', lines.get(i).before());
                before++;
                after++;
                i++;
                continue;
            }
            int end = i;
            while (end < to && !lines.get(end).isSame()) {
                before += append(body, '-', lines.get(end).before());
                end++;
            }
            for (; i < end; i++) {
                after += append(body, '+', lines.get(i).after());
            }
        }
        long start = first + from;
        out.append("@@ -").append(Long.toString(start)).append(',').append(Integer.toString(before));
        out.append(" +").append(Long.toString(start + shift)).append(',').append(Integer.toString(after));
        out.append(" @@\n").append(body);
        return after - before;
    }

    /** Appends lines and returns how many. */
    private static int append(StringBuilder body, char sign, String text) {
        int count = 0;
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline + 1;
            body.append(sign).append(text, start, end);
            if (newline < 0) {
                body.append("\n\\ No newline at end of file\n");
            }
            start = end;
            count++;
        }
        return count;
    }

    /** The same pieces, those that take the place of several lines divided at line ends. */
    private static List<Splice> withinLines(String source, List<Splice> splices) {
        List<Splice> divided = new ArrayList<>();
        for (Splice splice : splices) {
            int from = splice.at();
            int newline = source.indexOf('\n', from);
            while (newline >= 0 && newline < splice.end() - 1) {
                divided.add(part(splice, from, newline + 1));
                from = newline + 1;
                newline = source.indexOf('\n', from);
            }
            divided.add(from == splice.at() ? splice : part(splice, from, splice.end()));
        }
        return divided;
    }

    private static Splice part(Splice splice, int from, int to) {
        return new Splice(from, to - from, splice.piece().substring(from - splice.at(), to - splice.at()));
    }

    private static List<Line> lines(String source, List<Splice> anywhere) {
        List<Splice> splices = withinLines(source, anywhere);
        List<Line> lines = new ArrayList<>();
        int start = 0;
        int next = 0;
        while (start < source.length()) {
            int newline = source.indexOf('\n', start);
            int end = newline < 0 ? source.length() : newline + 1;
            StringBuilder after = new StringBuilder();
            int copied = start;
            while (next < splices.size()
                    && (splices.get(next).at() < end
                            || (end == source.length() && splices.get(next).at() == end))) {
                after.append(source, copied, splices.get(next).at())
                        .append(splices.get(next).piece());
                copied = splices.get(next).end();
                next++;
            }
            after.append(source, copied, end);
            lines.add(new Line(source.substring(start, end), after.toString()));
            start = end;
        }
        return lines;
    }

    private record Line(String before, String after) {
        boolean isSame() {
            return before.equals(after);
        }
    }
}
