package org.palimpsest.traps.survival;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Drops documents that look like no prose (Rae et al. 2021, arXiv 2112.11446, appendix A.1.1): fewer than 50 or more than
 * 100,000 words; a mean word length outside [3, 10]; more than .1 hashes or ellipses a word; more than .9 of lines beginning
 * with a bullet or .3 ending with an ellipsis; less than .8 of words with a letter; fewer than 2 of the words the, be, to, of,
 * and, that, have, with.
 *
 * @param split how words are found; pieces of punctuation alone are no words where they are counted and measured
 */
public record GopherQualityRule(WordSplit split) implements DocumentRule {
    private static final int LEAST_WORDS = 50;
    private static final int MOST_WORDS = 100_000;
    private static final double SHORTEST_MEAN = 3;
    private static final double LONGEST_MEAN = 10;
    private static final double SYMBOLS = 0.1;
    private static final double BULLETS = 0.9;
    private static final double ELLIPSES = 0.3;
    private static final double LETTERS = 0.8;
    private static final int LEAST_STOP_WORDS = 2;
    private static final Set<String> STOP_WORDS = Set.of("the", "be", "to", "of", "and", "that", "have", "with");

    @Override
    public String name() {
        return split == WordSplit.PIECES ? "gopher-quality-datatrove" : "gopher-quality";
    }

    @Override
    public String source() {
        return "Gopher (Rae et al. 2021), appendix A.1.1";
    }

    @Override
    public Ruling judge(MarkedText marked) {
        String text = marked.text();
        List<Span> words = split.of(text);
        String reason = ofWords(text, words);
        if (reason.isEmpty()) {
            reason = ofSymbols(text, words.size());
        }
        if (reason.isEmpty()) {
            reason = ofLines(text);
        }
        if (reason.isEmpty()) {
            reason = ofLetters(text, words);
        }
        return reason.isEmpty() ? Ruling.keep(marked) : Ruling.drop(reason);
    }

    private static String ofWords(String text, List<Span> words) {
        int count = 0;
        long characters = 0;
        for (Span word : words) {
            if (word.of(text).codePoints().anyMatch(Character::isLetterOrDigit)) {
                count++;
                characters += text.codePointCount(word.start(), word.end());
            }
        }
        if (count < LEAST_WORDS || count > MOST_WORDS) {
            return count < LEAST_WORDS ? "too-few-words" : "too-many-words";
        }
        double mean = (double) characters / count;
        if (mean < SHORTEST_MEAN || mean > LONGEST_MEAN) {
            return mean < SHORTEST_MEAN ? "short-words" : "long-words";
        }
        return "";
    }

    private static String ofSymbols(String text, int words) {
        long hashes = text.chars().filter(unit -> unit == '#').count();
        long ellipses = text.chars().filter(unit -> unit == '…').count() + dots(text);
        if ((double) hashes / words > SYMBOLS) {
            return "hashes";
        }
        return (double) ellipses / words > SYMBOLS ? "ellipses" : "";
    }

    /** Occurrences of three dots that do not overlap. */
    private static long dots(String text) {
        long count = 0;
        for (int at = text.indexOf("..."); at >= 0; at = text.indexOf("...", at + 3)) {
            count++;
        }
        return count;
    }

    private static String ofLines(String text) {
        List<Span> lines = TextLines.byLineEnd(text);
        long bullets = 0;
        long ellipses = 0;
        for (Span span : lines) {
            String line = TextLines.stripped(text, span).of(text);
            bullets += line.startsWith("•") || line.startsWith("-") ? 1 : 0;
            ellipses += line.endsWith("...") || line.endsWith("…") ? 1 : 0;
        }
        if ((double) bullets / lines.size() > BULLETS) {
            return "bullets";
        }
        return (double) ellipses / lines.size() > ELLIPSES ? "ellipsis-lines" : "";
    }

    private static String ofLetters(String text, List<Span> words) {
        Set<String> found = new HashSet<>();
        long lettered = IntStream.range(0, words.size())
                .mapToObj(i -> words.get(i).of(text))
                .peek(word -> {
                    if (STOP_WORDS.contains(word)) {
                        found.add(word);
                    }
                })
                .filter(word -> word.codePoints().anyMatch(Character::isLetter))
                .count();
        if ((double) lettered / words.size() < LETTERS) {
            return "few-letters";
        }
        return found.size() < LEAST_STOP_WORDS ? "few-stop-words" : "";
    }
}
