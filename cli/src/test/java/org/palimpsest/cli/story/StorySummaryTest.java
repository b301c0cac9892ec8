package org.palimpsest.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.palimpsest.cli.output.Border;
import org.palimpsest.cli.output.Style;
import org.palimpsest.stats.Randomisation;

class StorySummaryTest {
    private static String render(Randomisation randomisation, Style style) {
        return StorySummary.of(SampleStory.evidence(randomisation), SampleStory.PLAN, SampleStory.facts())
                .render(Border.ASCII, style);
    }

    @Test
    void isThis() {
        StoryEvidence evidence = SampleStory.evidence(Randomisation.VERIFIED);
        List<String> lines = render(Randomisation.VERIFIED, Style.PLAIN).lines().toList();
        assertThat(lines.get(0))
                .isEqualTo("Who read the marked text?  ghost sentences against their unpublished siblings");
        assertThat(lines.get(1)).matches("model \\| what it is +\\| +exact p \\| +AUC \\| verdict");
        assertThat(lines.get(3))
                .matches(
                        "Alice \\| trained on the marked text +\\| +10\\^-5\\.\\d \\| 1\\.000 \\| randomised-evidence");
        assertThat(lines.get(4)).startsWith("Bob   | Alice's model, fine-tuned on other text |");
        assertThat(lines.get(5)).startsWith("Carol | innocent").endsWith("| no-evidence");
        assertThat(lines.get(7)).startsWith("Whose model comes from Alice's?");
        assertThat(lines.get(10))
                .contains(StoryReportNumbers.signed(
                        evidence.suspects().get(0).order().statistic(), 3))
                .contains(" 0.0010 |")
                .endsWith("| randomised-evidence");
        assertThat(lines.get(12)).startsWith("Carol |").endsWith("| no-evidence");
        SuspectEvidence carol = evidence.suspects().get(2);
        assertThat(lines)
                .contains("No evidence (first): an AUC of "
                        + StoryReportNumbers.fixed(carol.detectableAuc().orElseThrow(), 3)
                        + " would have been found with 90 % power (before Holm).")
                .contains("No evidence (second): a correlation of "
                        + StoryReportNumbers.fixed(carol.order().detectable(), 3)
                        + " would have been found with 90 % power (before Holm).");
        assertThat(lines)
                .contains(
                        "Time: 61 s; training 60 %, scoring documents 30 %, asking for ghost sentences 9 %, other 2 %.")
                .contains("Seed 4711, drawn; registry key drawn and committed to before training.")
                .last()
                .isEqualTo("Report: " + SampleStory.facts().folder().resolve("report.html"));
        assertThat(lines).anyMatch(line -> line.startsWith("Check: the reference model alone does not follow"));
    }

    @Test
    void fitsAHundredColumns() {
        for (Randomisation randomisation : List.of(Randomisation.VERIFIED, Randomisation.UNVERIFIED)) {
            assertThat(render(randomisation, Style.PLAIN).lines())
                    .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(100));
        }
    }

    @Test
    void practiceIsNotSealed() {
        assertThat(render(Randomisation.UNVERIFIED, Style.PLAIN))
                .contains("Seed 4711, given: a practice registry, which never earns randomised-evidence.")
                .contains("| consistent-unverified");
    }

    @Test
    void coloursOnlyOnATerminal() {
        assertThat(render(Randomisation.VERIFIED, Style.PLAIN)).doesNotContain("\u001b");
        assertThat(render(Randomisation.VERIFIED, Style.ANSI)).contains("\u001b[1;35mrandomised-evidence");
    }
}
