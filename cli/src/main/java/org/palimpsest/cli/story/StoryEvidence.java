package org.palimpsest.cli.story;

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
 * @param seconds wall time of every step of this run
 */
public record StoryEvidence(
        List<SuspectEvidence> suspects,
        QueryTest.Result referenceAlone,
        QueryTest.Result lengthAgainstOrder,
        Randomisation randomisation,
        Likelihoods nats,
        Map<String, Double> seconds) {}
