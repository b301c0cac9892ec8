package org.palimpsest.traps.survival;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines, paragraphs and sentences of a text. */
final class TextLines {
    private TextLines() {}

    /** Pieces between line feeds, empty ones included. */
    static List<Span> byLineFeed(String text) {
        List<Span> lines = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(new Span(start, end));
            start = end + 1;
        }
        lines.add(new Span(start, text.length()));
        return lines;
    }

    /** Lines as Python's splitlines finds them: after any line end, and none after the last. */
    static List<Span> byLineEnd(String text) {
        List<Span> lines = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            if (isLineEnd(text.charAt(at))) {
                lines.add(new Span(start, at));
                at += text.startsWith("\r\n", at) ? 1 : 0;
                start = at + 1;
            }
        }
        if (start < text.length()) {
            lines.add(new Span(start, text.length()));
        }
        return lines;
    }

    private static boolean isLineEnd(char unit) {
        return (unit >= '\n' && unit <= '\r')
                || (unit >= 0x1C && unit <= 0x1E)
                || unit == 0x85
                || unit == 0x2028
                || unit == 0x2029;
    }

    /** Pieces between runs of at least so many line feeds. */
    static List<Span> byRuns(String text, int lineFeeds) {
        List<Span> pieces = new ArrayList<>();
        int start = 0;
        int at = text.indexOf('\n');
        while (at >= 0) {
            int end = at;
            while (end < text.length() && text.charAt(end) == '\n') {
                end++;
            }
            if (end - at >= lineFeeds) {
                pieces.add(new Span(start, at));
                start = end;
            }
            at = text.indexOf('\n', end);
        }
        pieces.add(new Span(start, text.length()));
        return pieces;
    }

    /** Sentences by the rules of the JDK for English, white space at both ends left out, empty ones too. */
    static List<Span> sentences(String text) {
        BreakIterator iterator = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        iterator.setText(text);
        List<Span> sentences = new ArrayList<>();
        int start = iterator.first();
        for (int end = iterator.next(); end != BreakIterator.DONE; end = iterator.next()) {
            Span sentence = stripped(text, new Span(start, end));
            if (sentence.length() > 0) {
                sentences.add(sentence);
            }
            start = end;
        }
        return sentences;
    }

    /** The range without white space at its ends. */
    static Span stripped(String text, Span span) {
        int start = span.start();
        int end = span.end();
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return new Span(start, end);
    }
}
