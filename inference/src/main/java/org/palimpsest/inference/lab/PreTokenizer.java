package org.palimpsest.inference.lab;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts text into the pieces that merges never cross, by the expression of GPT-2. The pieces make up the whole text. */
final class PreTokenizer {
    /** The special token, which ends a document; where a text holds it, it is a piece of its own. */
    static final String END_OF_TEXT = "<|endoftext|>";

    private static final Pattern PIECE = Pattern.compile(
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            Pattern.UNICODE_CHARACTER_CLASS);

    private PreTokenizer() {}

    /** Hands out the pieces in order. */
    static void split(String text, Consumer<String> pieces) {
        int start = 0;
        for (int stop = text.indexOf(END_OF_TEXT); stop >= 0; stop = text.indexOf(END_OF_TEXT, start)) {
            splitPlain(text.substring(start, stop), pieces);
            pieces.accept(END_OF_TEXT);
            start = stop + END_OF_TEXT.length();
        }
        splitPlain(text.substring(start), pieces);
    }

    private static void splitPlain(String text, Consumer<String> pieces) {
        Matcher matcher = PIECE.matcher(text);
        while (matcher.find()) {
            pieces.accept(matcher.group());
        }
    }
}
