package org.palimpsest.traps.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * C4's rules for lines (Raffel et al. 2020, JMLR 21(140), section 2.2; {@code c4_filters.py} of datatrove). Takes out lines
 * with a word of more than 1,000 characters, without a terminal stop, of fewer than 3 words, or with "javascript" or phrases
 * of policies; takes references such as [3] out of lines; drops documents with "lorem ipsum", with a curly bracket or with
 * fewer than 5 sentences left. All numbers, signs and phrases, and their order, were read in datatrove. The list of bad words is left out. Sentences are those of the JDK's rules for English.
 *
 * @param stop whether a line must end in a stop
 * @param minWords fewest words a line
 * @param minSentences fewest sentences that lines kept must hold
 */
public record C4LinesRule(TerminalStop stop, int minWords, int minSentences) implements DocumentRule {
    private static final int LONGEST_WORD = 1_000;
    private static final Pattern REFERENCE = Pattern.compile("\\[\\d*]|\\[edit]|\\[citation needed]");
    private static final String STOPS = ".?!\"'";
    private static final List<String> POLICIES =
            List.of("terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies");

    /** Whether a line must end in one of . ? ! " ' and not in an ellipsis. */
    public enum TerminalStop {
        /** As in C4. */
        REQUIRED,
        /** As in FineWeb, which leaves this rule out. */
        NOT_REQUIRED
    }

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number is negative
     */
    public C4LinesRule {
        if (minWords < 0 || minSentences < 0) {
            throw new IllegalArgumentException(
                    "minWords and minSentences must be at least 0, got " + minWords + " and " + minSentences);
        }
    }

    /**
     * C4's: 3 words, 5 sentences.
     *
     * @param stop whether a line must end in a stop
     * @return the rule
     */
    public static C4LinesRule of(TerminalStop stop) {
        return new C4LinesRule(stop, 3, 5);
    }

    @Override
    public String name() {
        return stop == TerminalStop.REQUIRED ? "c4-lines" : "c4-lines-nostop";
    }

    @Override
    public String source() {
        return "C4 (Raffel et al. 2020), section 2.2";
    }

    @Override
    public Ruling judge(MarkedText marked) {
        List<MarkedText> kept = new ArrayList<>();
        int sentences = 0;
        for (Span whole : TextLines.byLineEnd(marked.text())) {
            Span line = TextLines.stripped(marked.text(), whole);
            MarkedText clean = withoutReferences(marked, line);
            if (takesOut(line.of(marked.text()), clean.text())) {
                continue;
            }
            String lower = clean.text().toLowerCase(Locale.ROOT);
            if (lower.contains("lorem ipsum")) {
                return Ruling.drop("lorem-ipsum");
            }
            if (lower.contains("javascript")) {
                continue;
            }
            if (lower.contains("{")) {
                return Ruling.drop("curly-bracket");
            }
            if (POLICIES.stream().anyMatch(lower::contains)) {
                continue;
            }
            sentences += TextLines.sentences(clean.text()).size();
            kept.add(clean);
        }
        return sentences < minSentences ? Ruling.drop("few-sentences") : rest(marked, kept);
    }

    private boolean takesOut(String line, String clean) {
        List<Span> words = WordSplit.WHITE_SPACE.of(line);
        boolean unstopped =
                clean.isEmpty() || STOPS.indexOf(clean.charAt(clean.length() - 1)) < 0 || clean.endsWith("...");
        return words.size() < minWords
                || words.stream().anyMatch(word -> word.length() > LONGEST_WORD)
                || (stop == TerminalStop.REQUIRED && unstopped);
    }

    private static MarkedText withoutReferences(MarkedText marked, Span line) {
        TextRevision revision = new TextRevision(marked);
        int at = line.start();
        Matcher matcher = REFERENCE.matcher(marked.text()).region(line.start(), line.end());
        while (matcher.find()) {
            revision.keep(at, matcher.start());
            at = matcher.end();
        }
        return revision.keep(at, line.end()).done();
    }

    private static Ruling rest(MarkedText before, List<MarkedText> lines) {
        MarkedText rest = joined(lines);
        return rest.text().equals(before.text()) ? Ruling.keep(before) : Ruling.change(rest, "lines");
    }

    private static MarkedText joined(List<MarkedText> lines) {
        StringBuilder text = new StringBuilder();
        List<Mark> marks = new ArrayList<>();
        for (MarkedText line : lines) {
            if (text.length() > 0) {
                text.append('\n');
            }
            int shift = text.length();
            line.marks().forEach(mark -> marks.add(new Mark(mark.start() + shift, mark.end() + shift, mark.copy())));
            text.append(line.text());
        }
        return new MarkedText(text.toString(), marks);
    }
}
