package org.palimpsest.cli.story;

import java.util.Arrays;
import org.palimpsest.cli.report.Bullets;
import org.palimpsest.cli.report.Details;
import org.palimpsest.cli.report.Inline;
import org.palimpsest.cli.report.KeyValues;
import org.palimpsest.cli.report.Paragraph;
import org.palimpsest.cli.report.Section;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.Verdict;

/** How far the findings reach: said before any number. */
final class StoryReportScope {
    private StoryReportScope() {}

    static Section section(StoryEvidence evidence, StoryPlan plan) {
        return Section.titled("What was shown, and what was not")
                .with(Paragraph.of(
                        Inline.strong("What a positive verdict shows. "),
                        Inline.text("The marks: the model's likelihoods depend on which ghost sentences were published,"
                                + " a choice that chance made. The order: they depend on the order in which Alice's"
                                + " text was shuffled, another choice of chance. Neither test assumes anything about"
                                + " the text or about how a suspect was trained; chance is all they rest on.")))
                .with(Paragraph.of(Inline.strong("What is not shown:")))
                .with(Bullets.of(
                        "That Bob's weights came from Alice's. The order test speaks of this order and the ghost test of"
                                + " these marks: whoever trains on the same text in the same order is found as well,"
                                + " siblings of Alice's model among them.",
                        "Who did it, when, or with what intent. A framer who knows the transcript can train a model"
                                + " briefly on it, in its order, and have that model found. In a dispute the transcript"
                                + " must stay secret, and its commitment be published, until the suspect's model is"
                                + " fixed.",
                        "That large models behave so. These have about "
                                + StoryReportNumbers.fixed(
                                        plan.model(plan.vocabularySize()).parameters() / 1e6, 1)
                                + " million parameters and read the text once, at a constant learning rate. In a"
                                + " prototype whose learning rate fell to zero, as is usual in practice, Bob's trace of"
                                + " the order was gone.",
                        "That a model without evidence is innocent. A ghost sentence with few copies leaves nothing that"
                                + " can be found; see the curve by number of copies.",
                        "Certainty. A test errs at times: if no model depended on the marks, some verdict on them would"
                                + " still read evidence in at most "
                                + StoryReportNumbers.percent(plan.alpha())
                                + " of such runs (level " + StoryReportNumbers.plain(plan.alpha())
                                + ", Holm's correction over the three"
                                + " suspects), and as many for the order."))
                .with(randomisation(evidence))
                .with(Details.of("What the five verdicts mean", verdicts()));
    }

    private static KeyValues verdicts() {
        return new KeyValues(Arrays.stream(Verdict.values())
                .map(verdict -> new KeyValues.Entry(verdict.label(), verdict.meaning()))
                .toList());
    }

    private static Paragraph randomisation(StoryEvidence evidence) {
        return evidence.randomisation() == Randomisation.VERIFIED
                ? Paragraph.of(
                        "Seed and registry key of this run were drawn afresh and committed to before any model was"
                                + " trained, so its verdicts may read randomised-evidence. Here one program played all"
                                + " parts and kept both commitments itself; in earnest the owner and Alice publish theirs"
                                + " with a time stamp that others can check. A run with --seed uses a practice registry,"
                                + " which anybody can make again, and never earns that word.")
                : Paragraph.of(
                        "This run was given its seed. Whoever chooses a seed could try many and show the luckiest, and"
                                + " can make the practice registry again; so no verdict of it reads"
                                + " randomised-evidence, however small its p-value. Run the demo without --seed for"
                                + " that.");
    }
}
