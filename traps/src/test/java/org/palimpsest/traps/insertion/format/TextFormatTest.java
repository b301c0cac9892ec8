package org.palimpsest.traps.insertion.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;

class TextFormatTest {
    private static final List<TextFormat> ALL = List.of(
            new PlainText(), new Markdown(), new Html(Html.Syntax.HTML), new Html(Html.Syntax.XML), new Latex());

    /** What may be split, with a bar at the end of each block. */
    private static String prose(TextFormat format, String source) {
        DocumentLayout layout = format.layout(source);
        StringBuilder prose = new StringBuilder();
        for (TextBlock block : layout.blocks()) {
            for (int i = block.start(); i < block.end(); i++) {
                prose.append(layout.isProse(i) ? source.charAt(i) : layout.isVisible(i) ? '#' : "");
            }
            prose.append('|');
        }
        return prose.toString();
    }

    @Test
    void markdownLeavesAllButParagraphsAndItemsAlone() {
        Markdown format = new Markdown();
        assertThat(prose(format, "---\ntitle: x y\n---\n\nOne two.\n\n# Head line\n\nThree\nfour\n"))
                .isEqualTo("One two.|Three\nfour|");
        assertThat(prose(format, "a `b c` d\n\n```\ncode here\n```\n\n    code too\n\nend of it\n"))
                .isEqualTo("a ##### d|end of it|");
        assertThat(prose(format, "see [the link](http://a b) and ![alt text](i.png) now"))
                .isEqualTo("see " + "#".repeat(22) + " and " + "#".repeat(18) + " now|");
        assertThat(
                        prose(
                                format,
                                "| a | b |\n|---|---|\n| c | d |\n\n> quoted text\n\n[x]: http://a b\n\n- item one\n- item two\n"))
                .isEqualTo("item one|item two|");
        assertThat(prose(format, "Set ext\n=======\n\n<div>\nraw html\n</div>\n\nlast $a + b$ line"))
                .isEqualTo("last ####### line|");
        assertThat(prose(format, "one\n\n~~~\nunclosed fence\n\nstill code\n")).isEqualTo("one|");
        assertThat(format.layout("one\n\n~~~\nunclosed").notesAt()).isEqualTo(DocumentLayout.NOWHERE);
    }

    @Test
    void htmlIsReadByAParserAndHiddenTextAndLinksAreLeftAlone() {
        Html format = new Html(Html.Syntax.HTML);
        assertThat(prose(
                        format,
                        "<html><head><title>t t</title></head><body><h1>Big one</h1><p>One &amp; <b>two</b> <a href=x>link it</a> end.</p>"
                                + "<p style='display: none'>hidden one</p><p hidden>x y</p><pre>code it</pre><table><tr><td>a b</td></tr></table>"
                                + "<ul><li>item one</ul></body></html>"))
                .isEqualTo("#######|One &amp; two ####### end.|item one|");
        DocumentLayout layout = format.layout("<p>a</p><img alt='a cat' src=x><p title=\"t\">b</p><img alt=bare>");
        assertThat(layout.attributeEnds(Carrier.ALT)).containsExactly(23);
        assertThat(layout.attributeEnds(Carrier.TITLE)).hasSize(1);
        assertThat(layout.blocks().get(0).after()).isEqualTo(8);
    }

    @Test
    void xhtmlKnowsEmptyElements() {
        Html format = new Html(Html.Syntax.XML);
        String source =
                "<html xmlns=\"x\"><head><title/></head><body><p><a id=\"x\"/>One two.</p><![CDATA[no no]]></body></html>";
        assertThat(prose(format, source)).isEqualTo("One two.|");
    }

    @Test
    void latexLeavesPreambleCommandsFormulasAndCodeAlone() {
        Latex format = new Latex();
        String source = """
                \\documentclass{article}
                % \\begin{document}
                \\title{a b}
                \\begin{document}
                \\section{Head line}
                Text with $a + b$ and \\emph{soft words} here. % a comment
                More 5\\% of~it.

                \\begin{verbatim}
                not this
                \\end{verbatim}
                \\begin{itemize}
                \\item first one
                \\end{itemize}
                Then \\verb|x y| end.
                \\end{document}
                behind it
                """;
        assertThat(prose(format, source))
                .isEqualTo(
                        "Text with ####### and ################# here. More 5## of#it.|first one|Then ########## end.|");
        assertThat(prose(format, "A chapter file.\n")).isEqualTo("A chapter file.|");
        assertThat(prose(format, "\\documentclass{x}\nno document")).isEmpty();
    }

    @Test
    void readersSeeEscapedTextVerbatim() {
        String text = "a <b> & \"c\" 'd' # e_f *g* [h] 50% $5 {x} ~^\\";
        Html html = new Html(Html.Syntax.HTML);
        assertThat(Jsoup.parse("<p>" + html.escape(text, Carrier.TEXT) + "</p>").text())
                .isEqualTo(text);
        assertThat(Objects.requireNonNull(Jsoup.parse("<img alt='" + html.escape(text, Carrier.ALT) + "'>")
                                .selectFirst("img"))
                        .attr("alt"))
                .isEqualTo(text);
        assertThat(html.ascii("é😀")).isEqualTo("&#233;&#128512;");
        assertThat(new Markdown().escape("# a *b* 1. c", Carrier.TEXT)).isEqualTo("\\# a \\*b\\* 1. c");
        assertThat(new Markdown().escape("1. c\n- d", Carrier.TEXT)).isEqualTo("1\\. c\n\\- d");
        assertThat(new Latex().escape("5% of $x_1$ ~\\", Carrier.TEXT))
                .isEqualTo("5\\% of \\$x\\_1\\$ \\textasciitilde{}\\textbackslash{}");
        assertThat(new PlainText().ascii("é")).isEmpty();
    }

    @Test
    void noSourceIsTooOdd() {
        String[] pieces = {
            "<",
            ">",
            "</p>",
            "<p>",
            "<b",
            "&amp;",
            "&",
            "\\",
            "{",
            "}",
            "$",
            "%",
            "\n",
            "\n\n",
            " ",
            "`",
            "```",
            "[",
            "](",
            ")",
            "\\begin{document}",
            "\\end{document}",
            "\\verb|",
            "word",
            "Two words. ",
            "|",
            "---\n",
            "- ",
            "1. ",
            "é",
            "😀",
            "#",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "\"",
            "'",
            "<img alt='x y'>",
            "\t",
            "    ",
            "$$",
            "\\(",
            "~~~\n",
            "<table>",
            "\r\n"
        };
        for (int round = 0; round < 400; round++) {
            RandomGenerator random = RandomStream.of(round, "formats");
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(40);
            for (int i = 0; i < length; i++) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            String source = text.toString();
            for (TextFormat format : ALL) {
                assertThatCode(() -> {
                            DocumentLayout layout = format.layout(source);
                            int last = 0;
                            for (TextBlock block : layout.blocks()) {
                                assertThat(block.start()).isGreaterThanOrEqualTo(last);
                                assertThat(block.end()).isLessThanOrEqualTo(source.length());
                                last = block.end();
                            }
                            layout.visible(new int[source.length() + 1]);
                        })
                        .as(format.label() + ": " + source)
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void namesTellFormats() {
        assertThat(TextFormats.of("a/b.md.zst")).isInstanceOf(Markdown.class);
        assertThat(TextFormats.of("b.HTM")).isEqualTo(new Html(Html.Syntax.HTML));
        assertThat(TextFormats.of("b.xhtml")).isEqualTo(new Html(Html.Syntax.XML));
        assertThat(TextFormats.of("b.tex.gz")).isInstanceOf(Latex.class);
        assertThat(TextFormats.of("b.pdf")).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Carrier.of("comment"))
                .withMessage("carrier must be one of [text, paragraph, footnote, alt, title], got \"comment\"");
    }
}
