package org.palimpsest.traps.insertion;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The rules of FineWeb and C4 about the lines of a document. */
final class LineRules {
    private static final String TERMINAL = ".!?\"'”’";
    private static final int SHORT_LINE = 30;
    private static final double PUNCTUATED = 0.12;
    private static final double SHORT = 0.67;
    private static final double REPEATED = 0.01;
    private static final double LINES_A_WORD = 0.3;
    private static final int C4_WORDS = 5;
    private static final int C4_SENTENCES = 5;
    private static final int C4_SPAN = 3;

    private LineRules() {}

    static boolean fineWeb(String text) {
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        Set<String> seen = new HashSet<>();
        long punctuated = 0;
        long small = 0;
        long characters = 0;
        long repeated = 0;
        for (String line : lines) {
            punctuated += isTerminated(line) ? 1 : 0;
            small += line.length() <= SHORT_LINE ? 1 : 0;
            characters += line.length();
            repeated += seen.add(line) ? 0 : line.length();
        }
        long words = text.strip().split("\\s+").length;
        long lineEnds = text.chars().filter(unit -> unit == '\n').count();
        return punctuated >= PUNCTUATED * lines.size()
                && small <= SHORT * lines.size()
                && repeated <= REPEATED * characters
                && lineEnds <= LINES_A_WORD * words;
    }

    static boolean c4(String lower, String text, List<CopySpan> copies) {
        if (lower.contains("lorem ipsum") || lower.indexOf('{') >= 0) {
            return false;
        }
        StringBuilder kept = new StringBuilder();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            String line = text.substring(start, end).strip();
            if (isKept(line)) {
                kept.append(line).append('\n');
            } else if (holdsCopy(copies, start, end)) {
                return false;
            }
            start = end + 1;
        }
        return keepsSentences(kept.toString());
    }

    private static boolean isKept(String line) {
        return isTerminated(line)
                && !line.endsWith("...")
                && line.split("\\s+").length >= C4_WORDS
                && !line.toLowerCase(Locale.ROOT).contains("javascript");
    }

    private static boolean holdsCopy(List<CopySpan> copies, int start, int end) {
        return copies.stream().anyMatch(copy -> copy.start() < end && copy.end() > start);
    }

    private static boolean isTerminated(String line) {
        return !line.isEmpty() && TERMINAL.indexOf(line.charAt(line.length() - 1)) >= 0;
    }

    private static boolean keepsSentences(String text) {
        List<String> sentences = new ArrayList<>();
        int start = 0;
        for (int end : SentenceEnds.of(text)) {
            sentences.add(text.substring(start, end).strip());
            start = end;
        }
        Set<List<String>> seen = new HashSet<>();
        for (int i = 0; i + C4_SPAN <= sentences.size(); i++) {
            if (!seen.add(sentences.subList(i, i + C4_SPAN))) {
                return false;
            }
        }
        return sentences.size() >= C4_SENTENCES;
    }
}
