package org.palimpsest.traps.insertion.format;

import java.util.Map;
import java.util.Set;

/**
 * LaTeX. Prose is the text between {@code \begin{document}} and {@code \end{document}} (all of a file without a preamble), less
 * comments, formulas, commands with their arguments, groups, and environments other than those of running text and lists.
 */
public record Latex() implements TextFormat {
    private static final long serialVersionUID = 1L;

    @Override
    public String label() {
        return "latex";
    }

    @Override
    public Set<Carrier> carriers() {
        return Set.of(Carrier.TEXT, Carrier.PARAGRAPH, Carrier.FOOTNOTE);
    }

    @Override
    public DocumentLayout layout(String source) {
        LatexScan scan = new LatexScan(source);
        scan.read();
        return new DocumentLayout(source, scan.kinds(), scan.blocks(), Map.of(), DocumentLayout.NOWHERE);
    }

    @Override
    public String escape(String text, Carrier carrier) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            switch (unit) {
                case '\\' -> escaped.append("\\textbackslash{}");
                case '~' -> escaped.append("\\textasciitilde{}");
                case '^' -> escaped.append("\\textasciicircum{}");
                case '{', '}', '#', '$', '%', '&', '_' -> escaped.append('\\').append(unit);
                case '<' -> escaped.append("\\textless{}");
                case '>' -> escaped.append("\\textgreater{}");
                case '|' -> escaped.append("\\textbar{}");
                case '"' -> escaped.append("\\textquotedbl{}");
                default -> escaped.append(unit);
            }
        }
        return escaped.toString();
    }

    @Override
    public Wrapping wrapping(Carrier carrier, String label, String newline) {
        return carrier == Carrier.FOOTNOTE
                ? new Wrapping("", "\\footnote{", "}")
                : TextFormat.super.wrapping(carrier, label, newline);
    }
}
