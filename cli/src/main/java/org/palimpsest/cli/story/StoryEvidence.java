package org.palimpsest.cli.story;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.provenance.query.QueryTest;
import org.palimpsest.stats.Randomisation;

/**
 * What the auditor found.
 *
 * @param suspects Alice, Bob and Carol
 * @param referenceAlone the reference against the order, two-sided: it must not depend on it
 * @param lengthAgainstOrder length of the documents against the order, two-sided: a random order is free of it
 * @param randomisation what is known of how order and marks were drawn
 * @param nats what every model thinks of every document
 * @param seconds work of every step of this run, added up over lanes that ran side by side
 * @param wallSeconds time of this run by the clock
 */
public record StoryEvidence(
        List<SuspectEvidence> suspects,
        QueryTest.Result referenceAlone,
        QueryTest.Result lengthAgainstOrder,
        Randomisation randomisation,
        Likelihoods nats,
        Map<String, Double> seconds,
        double wallSeconds) {
    /** Copies. */
    public StoryEvidence {
        suspects = List.copyOf(suspects);
        seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
    }

    /** The same findings with the times of the run. */
    StoryEvidence withTimes(Map<String, Double> stepSeconds, double wall) {
        return new StoryEvidence(suspects, referenceAlone, lengthAgainstOrder, randomisation, nats, stepSeconds, wall);
    }
}
