package org.palimpsest.traps.registry;

import java.util.List;

/** The candidates of a registry, however they come about. */
interface Candidates {
    /** The candidates of a source under a key. */
    static Candidates of(RegistryOptions options, MasterKey key) {
        if (options.source() instanceof DrawnCandidates drawn) {
            return drawn(new CandidateDraw(drawn.family(), options.controls() + 1, key));
        }
        return listed(((ListedCandidates) options.source()).groups());
    }

    /** The candidates of trap j, asked for the first time; j = 0, 1, 2, ... */
    List<String> first(int j);

    /** The candidates of a trap that were asked for before. */
    List<String> again(int j);

    /** What the copies of a published candidate say instead of its text. */
    List<String> wordings(int j, int published, String text);

    /** Forgets what only the first round needs. */
    void close();

    private static Candidates drawn(CandidateDraw draw) {
        return new Candidates() {
            @Override
            public List<String> first(int j) {
                return draw.drawNext(j);
            }

            @Override
            public List<String> again(int j) {
                return draw.again(j);
            }

            @Override
            public List<String> wordings(int j, int published, String text) {
                return draw.wordings(j, text);
            }

            @Override
            public void close() {
                draw.close();
            }
        };
    }

    private static Candidates listed(List<List<ListedCandidate>> groups) {
        return new Candidates() {
            @Override
            public List<String> first(int j) {
                return groups.get(j).stream().map(ListedCandidate::text).toList();
            }

            @Override
            public List<String> again(int j) {
                return first(j);
            }

            @Override
            public List<String> wordings(int j, int published, String text) {
                return groups.get(j).get(published).wordings();
            }

            @Override
            public void close() {
                // nothing is kept
            }
        };
    }
}
