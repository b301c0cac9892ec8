package org.palimpsest.traps.survival;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.palimpsest.stats.RandomStream;

/** Documents made for a rule. */
final class Planted {
    private Planted() {}

    /** Different words of five letters from a number on. */
    static String words(int from, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            text.append(i > from ? " " : "").append(word(i));
        }
        return text.toString();
    }

    static String word(int number) {
        char[] letters = new char[5];
        int rest = number;
        for (int i = 4; i >= 0; i--) {
            letters[i] = (char) ('a' + rest % 26);
            rest /= 26;
        }
        return new String(letters);
    }

    /** A sentence of words that occur nowhere else. */
    static String sentence(int from, int count) {
        String text = words(from, count);
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    /** A text in which every occurrence of a copy is marked. */
    static MarkedDocument document(String id, String text, String copy) {
        List<Mark> marks = new ArrayList<>();
        List<MarkedCopy> copies = new ArrayList<>();
        for (int at = text.indexOf(copy); at >= 0; at = text.indexOf(copy, at + copy.length())) {
            marks.add(new Mark(at, at + copy.length(), copies.size()));
            copies.add(new MarkedCopy("t", "ghost", copies.size() + 1, (int)
                    copy.chars().filter(unit -> !Character.isWhitespace(unit)).count()));
        }
        return new MarkedDocument(id, new MarkedText(text, marks), copies);
    }

    static MarkedSource source(List<MarkedDocument> documents) {
        Deque<MarkedDocument> left = new ArrayDeque<>(documents);
        return left::poll;
    }

    static SurvivalReport run(Path scratch, List<SurvivalRule> rules, MarkedDocument... documents) throws IOException {
        return SurvivalSimulator.of(rules).run(source(List.of(documents)), scratch);
    }

    /** What a rule leaves of each text, null where it drops it. */
    static List<Ruling> rulings(SurvivalRule rule, List<String> texts) {
        List<MarkedDocument> documents = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            documents.add(MarkedDocument.of("d" + i, texts.get(i)));
        }
        RuleRun run = rule.begin();
        for (int pass = 0; pass < run.observations(); pass++) {
            for (MarkedDocument document : documents) {
                run.observe(pass, document);
            }
        }
        return documents.stream().map(run::apply).toList();
    }

    static String left(Ruling ruling) {
        MarkedText text = ruling.text();
        return text == null ? "DROPPED" : text.text();
    }

    /** Any text: letters of many scripts, controls, marks, halves of surrogate pairs, tags. */
    static String noise(RandomGenerator random) {
        String alphabet = "abcab  \n\n\r.?!,;:#…•-\"'{}<>&;/=\t\u00a0\u00ad\u200b\u0301\u0308éßſﬁ½①Ａｶﾞ한ᄒ"
                + "\u1161аеоΑΒ\ud83d\ude00\ud800\udc00\u2028\u0000日本。１";
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(120);
        for (int i = 0; i < length; i++) {
            if (random.nextInt(12) == 0) {
                text.append(random.nextBoolean() ? "<p class=\"x\" hidden>" : "</p>&amp;&lt;&copy;");
            }
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    static RandomGenerator random(String role) {
        return RandomStream.of(7, role);
    }
}
