package org.palimpsest.cli.audit;

import java.util.ArrayList;
import java.util.List;

/** The words of a command line: blanks part them, single and double quotes keep them together. No shell is involved. */
final class CommandWords {
    private CommandWords() {}

    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                begun = true;
            } else if (Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote is not closed in: " + line);
        }
        if (begun) {
            words.add(word.toString());
        }
        if (!words.isEmpty() && words.get(0).equals("palimpsest")) {
            words.remove(0);
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command is empty");
        }
        return words;
    }
}
