package org.palimpsest.cli;

import java.util.List;
import java.util.Map;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.traps.insertion.Placement;
import org.palimpsest.traps.registry.CandidateSource;
import org.palimpsest.traps.registry.ListedCandidates;
import org.palimpsest.traps.registry.PublishedBy;
import org.palimpsest.traps.registry.RegistryOptions;

/**
 * Candidates for a registry and what is to be said of them.
 *
 * @param source the candidates
 * @param report what came of making them, for the result; empty where nothing can go wrong
 * @param placements where published text has them already; empty unless they were found
 * @param manifest the run with all that was read
 */
record MadeCandidates(
        CandidateSource source, Map<String, Object> report, List<Placement> placements, RunManifest manifest) {
    /** Options of the registry: a list says itself how many traps and controls it has. */
    RegistryOptions registry(int count, int controls) {
        return source instanceof ListedCandidates list
                ? RegistryOptions.defaults().withList(list)
                : new RegistryOptions(
                        source, count, controls, RegistryOptions.defaults().plan(), PublishedBy.KEY);
    }
}
