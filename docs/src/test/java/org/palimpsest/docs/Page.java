package org.palimpsest.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of Markdown, taken apart as far as its tests need it.
 *
 * @param file where it lies
 * @param text all of it
 */
record Page(Path file, String text) {
    private static final Pattern FENCE = Pattern.compile("(?ms)^```[a-z]*\\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern OPTION = Pattern.compile("(?<![-\\w])--[a-z][a-z0-9-]*");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");

    static Page of(Path file) {
        return new Page(file, Checkout.read(file));
    }

    /** Targets of all links outside fenced blocks. */
    List<String> links() {
        return all(LINK, prose(), 1);
    }

    /** What stands outside fenced blocks. */
    String prose() {
        return FENCE.matcher(text).replaceAll("");
    }

    /** Headings as the anchors of links name them. */
    Set<String> anchors() {
        Set<String> anchors = new TreeSet<>();
        for (String heading : all(HEADING, prose(), 1)) {
            anchors.add(heading.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .strip()
                    .replace(' ', '-'));
        }
        return anchors;
    }

    /** The text under every heading of the second level, by heading; blocks belong to their section. */
    Map<String, String> sections() {
        Map<String, String> sections = new LinkedHashMap<>();
        for (String part : text.split("(?m)^## +", -1)) {
            int end = part.indexOf('\n');
            if (end > 0 && !part.startsWith("# ")) {
                sections.put(part.substring(0, end).strip(), part.substring(end));
            }
        }
        return sections;
    }

    /** Long options that a text names. */
    static Set<String> options(String text) {
        return new TreeSet<>(all(OPTION, text, 0));
    }

    /** Command lines in fenced blocks that call palimpsest: arguments only, with continued lines joined. */
    List<List<String>> calls() {
        List<List<String>> calls = new ArrayList<>();
        for (String block : all(FENCE, text, 1)) {
            for (String line : block.replace("\\\n", " ").lines().toList()) {
                String call = line.strip().replaceFirst("^\\$ ", "").replaceFirst("\\s+#.*$", "");
                if (call.matches("(cli/|bin/)?palimpsest( .*)?")) {
                    calls.add(words(call.replaceFirst("^\\S+", "").replaceFirst("\\s+[|>&].*$", "")));
                }
            }
        }
        return calls;
    }

    private static List<String> words(String arguments) {
        return all(Pattern.compile("\"[^\"]*\"|\\S+"), arguments, 0).stream()
                .map(word -> word.replace("\"", ""))
                .toList();
    }

    private static List<String> all(Pattern pattern, String text, int group) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(group));
        }
        return found;
    }
}
