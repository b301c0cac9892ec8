package org.palimpsest.traps.survival;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.duplicates.Clusters;
import org.palimpsest.corpus.duplicates.MinHash;
import org.palimpsest.corpus.duplicates.MinHashScheme;
import org.palimpsest.corpus.duplicates.NearDuplicates;

/**
 * Drops near-duplicate documents by MinHash: all but the first of each group that candidate pairs make. Candidates are not
 * verified, as in FineWeb and SlimPajama. Memory: {@link NearDuplicates#bytes}, about 135 bytes a document for FineWeb.
 *
 * @param scheme shingles, bands and rows, with their source
 */
public record MinHashRule(MinHashScheme scheme) implements SurvivalRule {
    @Override
    public String name() {
        return "minhash-" + scheme.name();
    }

    @Override
    public String source() {
        return "MinHash " + scheme.name() + ": " + scheme.shingle() + "-word shingles, " + scheme.bands() + " bands of "
                + scheme.rows();
    }

    @Override
    public RuleRun begin() {
        return new Run(scheme);
    }

    private static final class Run implements RuleRun {
        private final MinHash hash;
        private final NearDuplicates finder;
        private @Nullable Clusters clusters;
        private int document;

        Run(MinHashScheme scheme) {
            this.hash = MinHash.withDefaults().with(scheme);
            this.finder = NearDuplicates.of(scheme);
        }

        @Override
        public int observations() {
            return 1;
        }

        @Override
        public void observe(int pass, MarkedDocument seen) {
            finder.add(hash.signature(seen.content().text()));
        }

        @Override
        public Ruling apply(MarkedDocument ruled) {
            if (clusters == null) {
                clusters = finder.clusters();
            }
            int number = document++;
            return Objects.requireNonNull(clusters).representative(number) == number
                    ? Ruling.keep(ruled.content())
                    : Ruling.drop("near-duplicate");
        }
    }
}
