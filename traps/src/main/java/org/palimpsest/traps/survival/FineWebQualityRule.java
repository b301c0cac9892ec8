package org.palimpsest.traps.survival;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * FineWeb's own rules (Penedo et al. 2024, arXiv 2406.17557, section 3.6; {@code fineweb_quality_filter.py} of datatrove),
 * over lines that are not blank: drops documents of which less than .12 of lines end in a stop, more than .67 have at most 30
 * characters, more than .01 of characters are in lines seen before in the document, or which have more than .3 line feeds a
 * word.
 */
public record FineWebQualityRule() implements DocumentRule {
    private static final double STOPS = 0.12;
    private static final double SHORT_LINES = 0.67;
    private static final int SHORT = 30;
    private static final double REPEATED = 0.01;
    private static final double LINE_FEEDS = 0.3;
    private static final String STOP_MARKS = ".'\"!?";

    @Override
    public String name() {
        return "fineweb-quality";
    }

    @Override
    public String source() {
        return "FineWeb (Penedo et al. 2024), section 3.6";
    }

    @Override
    public Ruling judge(MarkedText marked) {
        String text = marked.text();
        List<Span> lines = TextLines.byLineFeed(text).stream()
                .filter(line -> !line.of(text).isBlank())
                .toList();
        if (lines.isEmpty()) {
            return Ruling.drop("empty");
        }
        long stops = lines.stream()
                .filter(line -> STOP_MARKS.indexOf(text.charAt(line.end() - 1)) >= 0)
                .count();
        if ((double) stops / lines.size() < STOPS) {
            return Ruling.drop("few-stops");
        }
        long shortLines = lines.stream().filter(line -> line.length() <= SHORT).count();
        if ((double) shortLines / lines.size() > SHORT_LINES) {
            return Ruling.drop("short-lines");
        }
        long lineFeeds = text.chars().filter(unit -> unit == '\n').count();
        if ((double) repeated(text, lines) / (text.length() - lineFeeds) > REPEATED) {
            return Ruling.drop("duplicate-lines");
        }
        return (double) lineFeeds / WordSplit.PIECES.of(text).size() > LINE_FEEDS
                ? Ruling.drop("line-feeds")
                : Ruling.keep(marked);
    }

    private static long repeated(String text, List<Span> lines) {
        Set<String> seen = new HashSet<>();
        long characters = 0;
        for (Span line : lines) {
            characters += seen.add(line.of(text)) ? 0 : line.length();
        }
        return characters;
    }
}
