package org.palimpsest.traps.insertion.format;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Compression;

/** Finds the format of a file that is one document. */
public final class TextFormats {
    private TextFormats() {}

    /**
     * The format that a name announces: {@code .txt}, {@code .md} or {@code .markdown}, {@code .html} or {@code .htm},
     * {@code .xhtml}, {@code .tex}; all also {@code .gz} or {@code .zst}.
     *
     * @param fileName a name or path
     * @return the format, or null if the name ends otherwise
     */
    public static @Nullable TextFormat of(String fileName) {
        String plain = Compression.of(fileName).strip(fileName);
        String suffix = plain.substring(plain.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (suffix) {
            case "txt" -> new PlainText();
            case "md", "markdown" -> new Markdown();
            case "html", "htm" -> new Html(Html.Syntax.HTML);
            case "xhtml" -> new Html(Html.Syntax.XML);
            case "tex" -> new Latex();
            default -> null;
        };
    }
}
