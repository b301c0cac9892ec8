package org.palimpsest.cli.story;

import java.util.OptionalDouble;
import org.palimpsest.provenance.query.QueryTest;
import org.palimpsest.stats.Verdict;
import org.palimpsest.traps.detection.LastKWordsTest;
import org.palimpsest.traps.detection.PerplexityTest;
import org.palimpsest.traps.detection.TrapRankTest;

/**
 * All that was found about one suspect.
 *
 * @param role whose model
 * @param ghosts rank test of the ghost sentences; its pooled p is the verdict on the marks
 * @param ghostsHolmLog10P that p after Holm over the suspects
 * @param ghostsVerdict verdict on the marks
 * @param detectableAuc smallest AUC of the published ghosts against their controls that the rank test would have found with
 *     90 % power, before Holm; empty if it would have found none
 * @param perplexity effect size of the ghost sentences
 * @param lastWords last-k words test
 * @param order query test against Alice's transcript, given the reference
 * @param orderHolmLog10P its permutation p after Holm over the suspects
 * @param orderVerdict verdict on the order
 */
public record SuspectEvidence(
        Role role,
        TrapRankTest.Result ghosts,
        double ghostsHolmLog10P,
        Verdict ghostsVerdict,
        OptionalDouble detectableAuc,
        PerplexityTest.Result perplexity,
        LastKWordsTest.Result lastWords,
        QueryTest.Result order,
        double orderHolmLog10P,
        Verdict orderVerdict) {}
