package org.palimpsest.traps.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.Document;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.traps.insertion.CopySpan;
import org.palimpsest.traps.insertion.Insertion;
import org.palimpsest.traps.insertion.InsertionPlan;
import org.palimpsest.traps.insertion.PositionPolicy;
import org.palimpsest.traps.insertion.TrapInserter;
import org.palimpsest.traps.insertion.format.Carrier;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.Trap;

class FilterBudgetTest {
    private static String words(int from, int count) {
        StringBuilder words = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            words.append(i == from ? "" : " ").append(String.format(Locale.ROOT, "w%05d", i));
        }
        return words.toString();
    }

    /** A document of 3,750 words in all, among them a trap of 75 words and further copies of it. */
    private static String withCopies(int further) {
        String trap = words(90_000, 75);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= further; i++) {
            text.append(words(1_000 * i, 100)).append(' ').append(trap).append(' ');
        }
        int left = 3_750 - 175 * (further + 1);
        return text.append(words(50_000, left)).toString();
    }

    @Test
    void fiveFurtherCopiesOfATrapSurviveGophersRuleAndSixDoNot() {
        assertThat(FilterBudget.GOPHER.keeps(withCopies(5), List.of())).isTrue();
        assertThat(FilterBudget.GOPHER.keeps(withCopies(6), List.of())).isFalse();
        assertThat(FilterBudget.NONE.keeps(withCopies(6), List.of())).isTrue();
    }

    /** Rows of 3,000 to 4,500 words in lines of 20 that end in stops. */
    private static Document document(int number) {
        RandomGenerator random = RandomStream.of(number, "budget");
        StringBuilder text = new StringBuilder();
        int lines = 150 + random.nextInt(75);
        for (int line = 0; line < lines; line++) {
            text.append(Planted.sentence(100_000 * number + 20 * line, 20)).append('\n');
        }
        return Document.of("d" + number, text.toString());
    }

    /** Whether the simulator leaves all copies of four documents, each of which is a corpus of its own. */
    private static boolean allSurvive(Path folder, InsertionPlan plan, List<Trap> traps, FilterBudget budget)
            throws IOException {
        boolean whole = true;
        for (int i = 0; i < 4; i++) {
            Insertion insertion = new TrapInserter(plan).insert(document(i), plan.copiesOf(0));
            ObjectNode row = new ObjectMapper().createObjectNode();
            row.put("id", insertion.document().id())
                    .put("text", insertion.document().text());
            Path marked = Files.writeString(folder.resolve("marked.jsonl"), row + "\n");
            try (MarkedCorpus corpus = MarkedCorpus.open(List.of(marked), traps, insertion.placements())) {
                List<CopyFate> fates = new ArrayList<>();
                SurvivalSimulator.of(budget.rules()).withFates(fates::add).run(corpus, folder);
                assertThat(fates).hasSize(insertion.placements().size());
                whole &= fates.stream().allMatch(fate -> fate.state() == CopyState.WHOLE);
            }
        }
        return whole;
    }

    @Test
    void whatKeepsToABudgetSurvivesItsRulesAndOneCopyMoreDoesNot(@TempDir Path folder) throws IOException {
        for (FilterBudget budget : List.of(FilterBudget.GOPHER, FilterBudget.FINEWEB, FilterBudget.C4)) {
            boolean lines = budget == FilterBudget.FINEWEB;
            List<Trap> traps = List.of(new Trap("t", "ghost", Planted.sentence(9_000_000, lines ? 8 : 75)));
            InsertionPlan plan = InsertionPlan.ofDocuments(traps, MasterKey.practice(1), 1)
                    .withPosition(PositionPolicy.PARAGRAPH_END)
                    .withCarrier(lines ? Carrier.PARAGRAPH : Carrier.TEXT);
            int most = 0;
            while (most < 40 && keepsAll(plan.withRepeats(most + 1), budget)) {
                most++;
            }
            assertThat(most).as(budget.label()).isBetween(1, 39);
            assertThat(allSurvive(folder, plan.withRepeats(most), traps, budget))
                    .isTrue();
            assertThat(allSurvive(folder, plan.withRepeats(most + 1), traps, budget))
                    .isFalse();
        }
    }

    private static boolean keepsAll(InsertionPlan plan, FilterBudget budget) {
        for (int i = 0; i < 4; i++) {
            Document document = document(i);
            Insertion insertion = new TrapInserter(plan).insert(document, plan.copiesOf(0));
            int length = plan.copiesOf(0).get(0).text().length();
            List<CopySpan> spans = insertion.placements().stream()
                    .map(placement -> new CopySpan(placement.offset(), placement.offset() + length))
                    .toList();
            if (!budget.keeps(insertion.document().text(), spans)) {
                return false;
            }
        }
        return true;
    }

    @Test
    void linesOfThreeWordsAreKeptByC4AsByItsRule() {
        String text =
                "One two three. Four five six. Seven eight nine. Ten eleven twelve.\nA short line. Another short.";
        int copy = text.indexOf("A short line.");
        assertThat(FilterBudget.C4.keeps(text, List.of(new CopySpan(copy, copy + 13))))
                .isEqualTo(!C4LinesRule.of(C4LinesRule.TerminalStop.REQUIRED)
                        .judge(MarkedText.of(text))
                        .dropped())
                .isTrue();
        String two = text.replace("\nA short line. Another short.", " Five more words here.\nTwo words.");
        assertThat(FilterBudget.C4.keeps(two, List.of())).isTrue();
        assertThat(FilterBudget.C4.keeps(
                        two, List.of(new CopySpan(two.indexOf("Two words."), two.indexOf("Two words.") + 10))))
                .isFalse();
    }

    @Test
    void c4WantsCopiesInSentencesAndNoCurlyBrackets() {
        List<String> sentences = new ArrayList<>();
        for (String name : List.of("red", "green", "blue", "black", "white", "grey")) {
            sentences.add("This is the " + name + " sentence of many.");
        }
        String text = String.join(" ", sentences);
        assertThat(FilterBudget.C4.keeps(text, List.of(new CopySpan(5, 9)))).isTrue();
        assertThat(FilterBudget.C4.keeps(
                        text + "\nno point here", List.of(new CopySpan(text.length() + 2, text.length() + 5))))
                .isFalse();
        assertThat(FilterBudget.C4.keeps(text + " {", List.of())).isFalse();
        assertThat(FilterBudget.C4.keeps(text + " " + text, List.of())).isFalse();
    }

    @Test
    void fineWebWantsFewRepeatedLines() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            text.append(words(100 * i, 12)).append(".\n");
        }
        assertThat(FilterBudget.FINEWEB.keeps(text.toString(), List.of())).isTrue();
        String trap = words(99_000, 8) + ".\n";
        assertThat(FilterBudget.FINEWEB.keeps(text + trap + trap, List.of())).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FilterBudget.of("dolma"))
                .withMessage("budget must be one of [none, gopher, fineweb, c4], got \"dolma\"");
    }
}
