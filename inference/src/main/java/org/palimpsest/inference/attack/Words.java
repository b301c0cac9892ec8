package org.palimpsest.inference.attack;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Words of a text: what white space parts. */
final class Words {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Words() {}

    static List<String> of(String text) {
        return Arrays.stream(BLANKS.split(text, -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
