package org.palimpsest.traps.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.duplicates.MinHashScheme;

/** For each rule a document that it takes and one just under its limit that it leaves. */
class DocumentRulesTest {
    private static String reason(DocumentRule rule, String text) {
        return rule.judge(MarkedText.of(text)).reason();
    }

    private static String left(DocumentRule rule, String text) {
        return Planted.left(rule.judge(MarkedText.of(text)));
    }

    @Test
    void gopherQuality() {
        GopherQualityRule rule = new GopherQualityRule(WordSplit.WHITE_SPACE);
        String good = "the " + Planted.words(0, 48) + " of";
        assertThat(reason(rule, good)).isEmpty();
        assertThat(reason(rule, good.substring(4))).isEqualTo("too-few-words");
        assertThat(reason(rule, "the of " + Planted.words(0, 99_998))).isEmpty();
        assertThat(reason(rule, "the of " + Planted.words(0, 99_999))).isEqualTo("too-many-words");
        assertThat(reason(rule, ("the " + "of ".repeat(1) + "no ").repeat(50))).isEqualTo("short-words");
        assertThat(reason(rule, "the with " + "abcdefghij ".repeat(60))).isEmpty();
        assertThat(reason(rule, "the with " + "abcdefghijk ".repeat(60))).isEqualTo("long-words");
        assertThat(reason(rule, good + " #####")).isEmpty();
        assertThat(reason(rule, good + " ######")).isEqualTo("hashes");
        assertThat(reason(rule, good.replace("the ", "the #####"))).isEmpty();
        assertThat(reason(rule, good.replace("the ", "the ######"))).isEqualTo("hashes");
        assertThat(reason(rule, "\u2026".repeat(5) + " " + good)).isEmpty();
        assertThat(reason(rule, good + " " + "......".repeat(3))).isEqualTo("ellipses");
        assertThat(reason(rule, "- x\n".repeat(9) + good + " " + good)).isEmpty();
        assertThat(reason(rule, "- x\n".repeat(10) + good + " " + good)).isEqualTo("bullets");
        assertThat(reason(rule, good + "\na\nb\nc\nd\ne\nf\ng...\nh...\ni...")).isEmpty();
        assertThat(reason(rule, good + "\na\nb\nc\nd\ne\nf...\ng...\nh...\ni..."))
                .isEqualTo("ellipsis-lines");
        assertThat(reason(rule, good + " 12345".repeat(12))).isEmpty();
        assertThat(reason(rule, good + " 12345".repeat(13))).isEqualTo("few-letters");
        assertThat(reason(rule, "the " + Planted.words(0, 46) + " of" + " 12345".repeat(12)))
                .isEmpty();
        assertThat(reason(rule, "the the " + Planted.words(0, 60))).isEqualTo("few-stop-words");
    }

    @Test
    void fineWebQuality() {
        FineWebQualityRule rule = new FineWebQualityRule();
        String line = Planted.words(0, 8);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 22; i++) {
            lines.append(Planted.words(100 * i, 8)).append('\n');
        }
        assertThat(reason(rule, lines + line + " x.\n" + line + " y.\n" + line + " z."))
                .isEmpty();
        assertThat(reason(rule, lines + line + " x.\n" + line + " y.\n" + line + " z"))
                .isEqualTo("few-stops");
        assertThat(reason(rule, "Short one.\nShort two.\n" + Planted.sentence(0, 40)))
                .isEmpty();
        assertThat(reason(rule, "Short one.\nShort two.\nShort three.\n" + Planted.sentence(0, 40)))
                .isEqualTo("short-lines");
        String thirty = "x".repeat(29) + ".";
        assertThat(reason(rule, thirty + "\n" + thirty + "\n" + "x" + thirty)).isNotEqualTo("short-lines");
        assertThat(reason(rule, thirty + "\n" + thirty + "\n" + thirty)).isEqualTo("short-lines");
        StringBuilder hundred = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            hundred.append(i < 67 ? "Short " + i + "." : Planted.sentence(50 * i, 9))
                    .append(i < 99 ? "\n" : "");
        }
        assertThat(reason(rule, hundred.toString())).isEmpty();
        assertThat(reason(rule, hundred + "\nShort.")).isEqualTo("short-lines");
        String repeated = "Twenty five characters...";
        int length = 2500 - 50;
        String filler = Planted.words(0, 500).substring(0, length - 1) + ".";
        assertThat(reason(rule, repeated + "\n" + repeated + "\n" + filler)).isEmpty();
        assertThat(reason(rule, repeated + "\n" + repeated + "\n" + filler.substring(1)))
                .isEqualTo("duplicate-lines");
        assertThat(reason(rule, " \n \n")).isEqualTo("empty");
        assertThat(reason(rule, Planted.sentence(0, 9) + "\n\n\n" + Planted.sentence(50, 9)))
                .isEmpty();
        assertThat(reason(rule, Planted.sentence(0, 9) + "\n".repeat(6) + Planted.sentence(50, 9)))
                .isEmpty();
        assertThat(reason(rule, Planted.sentence(0, 9) + "\n".repeat(7) + Planted.sentence(50, 9)))
                .isEqualTo("line-feeds");
    }

    @Test
    void c4Lines() {
        C4LinesRule rule = C4LinesRule.of(C4LinesRule.TerminalStop.REQUIRED);
        String four = "One two three. Four five six. Seven eight nine. Ten eleven twelve.\n";
        assertThat(left(rule, four + "Last one here.")).isEqualTo(four + "Last one here.");
        assertThat(reason(rule, four + "Last here.")).isEqualTo("few-sentences");
        String five = four + "Last one here.";
        assertThat(left(rule, five + "\nno stop at all\nan ellipsis is none..."))
                .isEqualTo(five);
        assertThat(left(C4LinesRule.of(C4LinesRule.TerminalStop.NOT_REQUIRED), five + "\nno stop at all"))
                .isEqualTo(five + "\nno stop at all");
        assertThat(left(rule, five + "\nPlease turn on JavaScript.\nRead our Privacy Policy now."))
                .isEqualTo(five);
        String word = "a".repeat(1000);
        assertThat(left(rule, five + "\nA word " + word.substring(1) + "."))
                .isEqualTo(five + "\nA word " + word.substring(1) + ".");
        assertThat(left(rule, five + "\nA word " + word + ".")).isEqualTo(five);
        assertThat(left(rule, five + "\nA fact is [12] known.[3]")).isEqualTo(five + "\nA fact is  known.");
        assertThat(reason(rule, five + "\nLorem ipsum is text.")).isEqualTo("lorem-ipsum");
        assertThat(reason(rule, five + "\nCode is {here} too.")).isEqualTo("curly-bracket");
    }

    @Test
    void shortDocuments() {
        assertThat(reason(ShortDocumentRule.ccNet(), "a".repeat(299))).isEqualTo("short");
        assertThat(reason(ShortDocumentRule.ccNet(), "a".repeat(300))).isEmpty();
        assertThat(ShortDocumentRule.slimPajama().name()).isEqualTo("short-200");
    }

    @Test
    void decontamination() {
        DecontaminationRule rule = new DecontaminationRule(13, List.of("x " + Planted.words(0, 13) + " y"));
        assertThat(reason(rule, "before, " + Planted.sentence(0, 13) + " after"))
                .isEqualTo("benchmark");
        assertThat(reason(rule, Planted.words(0, 12) + " z " + Planted.words(1, 12)))
                .isEmpty();
        assertThatThrownBy(() -> new DecontaminationRule(0, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("n must be at least 1, got 0");
    }

    @Test
    void dolmaKeepsEndedLines() {
        EndedLinesRule rule = new EndedLinesRule();
        assertThat(left(rule, "Ends.\nDoes not\nSays \"so\" {or} \"\nWell ...\n\nRight? \nNo'\nYes!"))
                .isEqualTo("Ends.\nSays \"so\" {or} \"\nWell ...\nRight? \nYes!");
        assertThat(left(rule, "All.\nGood.")).isEqualTo("All.\nGood.");
    }

    @Test
    void foldsAndStrips() {
        assertThat(left(new NormalFormRule(Normalizer.Form.NFKC), "\uff21\ufb01 \u03f2\u0430 e\u0301\u00b2"))
                .isEqualTo("Afi \u03c2\u0430 \u00e92");
        assertThat(left(new NormalFormRule(Normalizer.Form.NFC), "\uff21\ufb01 \u03f2\u0430 e\u0301\u00b2"))
                .isEqualTo("\uff21\ufb01 \u03f2\u0430 \u00e9\u00b2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NormalFormRule(Normalizer.Form.NFD))
                .withMessage("form must be NFC or NFKC, got NFD");
        assertThat(left(new ZeroWidthRule(), "a\u200bb\u00adc\ufeff\ufe0fd \u00a0"))
                .isEqualTo("abcd \u00a0");
        LookAlikeRule mixed = new LookAlikeRule(LookAlikeRule.Scope.MIXED_WORDS);
        assertThat(left(mixed, "p\u0430lace \u0441\u043e\u0441\u043e \u041c\u043e\u0441\u043a\u0432\u0430"))
                .isEqualTo("palace \u0441\u043e\u0441\u043e \u041c\u043e\u0441\u043a\u0432\u0430");
        assertThat(left(new LookAlikeRule(LookAlikeRule.Scope.ALL_WORDS), "\u0441\u043e\u0441\u043e, \u0261o"))
                .isEqualTo("coco, go");
    }

    @Test
    void everyLookAlikeOfWeiFolds() {
        String twins =
                "\u0430\u03f2\u0435\u0261\u0456\u03f3\u03bf\u0440\u0455\u0445\u0443\u0391\u0392\u03f9\u0395\u0397"
                        + "\u0399\u0408\u039a\u039c\u039d\u039f\u03a1\u0405\u03a4\u03a7\u03a5\u0396";
        assertThat(left(new LookAlikeRule(LookAlikeRule.Scope.ALL_WORDS), twins))
                .isEqualTo("acegijopsxyABCEHIJKMNOPSTXYZ");
    }

    @Test
    void nfkcAgreesWithTheWholeText() {
        RandomGenerator random = Planted.random("nfkc");
        for (int run = 0; run < 2_000; run++) {
            String text = Planted.noise(random);
            assertThat(left(new NormalFormRule(Normalizer.Form.NFKC), text))
                    .isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFKC));
        }
    }

    @Test
    void nearDuplicates() {
        String text = Planted.words(0, 104);
        MinHashRule rule = new MinHashRule(MinHashScheme.fineWeb());
        String other = Planted.words(0, 30) + " " + Planted.words(500, 74);
        List<Ruling> rulings = Planted.rulings(rule, List.of(text, other, text + " more"));
        assertThat(rulings.stream().map(Ruling::reason)).containsExactly("", "", "near-duplicate");
    }

    @Test
    void hiddenTextGoesAndVisibleTextStays() {
        HiddenTextRule rule = new HiddenTextRule();
        for (String hidden : List.of(
                "<span hidden>trap</span>",
                "<p style='color: red; display : NONE'>trap</p>",
                "<p style='visibility:hidden'>trap</p>",
                "<div aria-hidden='true'><b>trap</b></div>",
                "<i class='visually-hidden'>trap</i>",
                "<i class='a invisible b'>trap</i>",
                "<i id='hidden-note'>trap</i>",
                "<script>trap</script>",
                "<footer>trap</footer>",
                "<!-- trap -->")) {
            assertThat(left(rule, "<html><body><p>Seen</p>" + hidden + "</body></html>"))
                    .isEqualTo("Seen\n");
        }
        for (String visible : List.of(
                "<span class='c7'>trap</span>",
                "<p style='font-size: 1px'>trap</p>",
                "<p style='display: block'>trap</p>",
                "<div aria-hidden='false'>trap</div>")) {
            assertThat(left(rule, "<p>Seen</p>" + visible)).isIn("Seen\ntrap\n", "Seen\ntrap");
        }
        assertThat(left(rule, "no <3 html & so on")).isEqualTo("no <3 html & so on");
    }

    @Test
    void marksMoveThroughHtml() {
        String trap = "over the quiet river";
        String html = "<p>A &amp; B &lt;\r\n<b>" + trap + "</b> &copy; end</p><p hidden>" + trap + "</p>";
        MarkedDocument document = Planted.document("d", html, trap);
        Ruling ruling = new HiddenTextRule().judge(document.content());
        MarkedText text = Objects.requireNonNull(ruling.text());
        assertThat(text.text()).isEqualTo("A & B < " + trap + " \u00a9 end\n");
        assertThat(text.units(2)).containsExactly(17, 0);
    }

    @Test
    void noRuleFailsOnAnyText() {
        RandomGenerator random = Planted.random("noise");
        List<String> texts =
                random.ints(300).mapToObj(i -> Planted.noise(random)).toList();
        for (String name : SurvivalRules.names()) {
            List<Ruling> rulings =
                    Planted.rulings(SurvivalRules.of(List.of(name)).get(0), texts);
            assertThat(rulings).as(name).hasSize(300);
        }
    }

    @Test
    void namesAreResolvedInOrder() {
        assertThat(SurvivalRules.of(List.of("c4", "nfkc")).stream().map(SurvivalRule::name))
                .containsExactly("c4-lines", "c4-spans", "nfkc");
        assertThat(SurvivalRules.of(List.of("c4")))
                .allSatisfy(rule -> assertThat(rule.source()).contains("Raffel"));
        assertThatThrownBy(() -> SurvivalRules.of(List.of("c5")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "rules must be of [fineweb, c4, ccnet, gopher, dolma, refinedweb, slimpajama] or [")
                .hasMessageEndingWith("], got \"c5\"");
        assertThatThrownBy(() -> SurvivalRules.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rules must be 1 or more, got none");
    }
}
