package org.palimpsest.traps.registry;

import java.util.List;

/** The candidates of a registry, however they come about. */
interface Candidates {
    /** The candidates of a source under a key. */
    static Candidates of(RegistryOptions options, MasterKey key) {
        if (options.source() instanceof DrawnCandidates drawn) {
            return new CandidateDraw(drawn.family(), options.count(), options.controls() + 1, key)::drawer;
        }
        CandidateTexts listed = listed(((ListedCandidates) options.source()).groups());
        return () -> listed;
    }

    /** The texts, for one thread. */
    CandidateTexts texts();

    private static CandidateTexts listed(List<List<ListedCandidate>> groups) {
        return new CandidateTexts() {
            @Override
            public String text(int j, int c) {
                return groups.get(j).get(c).text();
            }

            @Override
            public List<String> wordings(int j, int published, String text) {
                return groups.get(j).get(published).wordings();
            }
        };
    }
}
