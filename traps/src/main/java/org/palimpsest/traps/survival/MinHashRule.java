package org.palimpsest.traps.survival;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.duplicates.Clusters;
import org.palimpsest.corpus.duplicates.MinHash;
import org.palimpsest.corpus.duplicates.MinHashScheme;
import org.palimpsest.corpus.duplicates.MinHashSignature;
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

    private static final class Run implements KeyedRun {
        private final MinHashScheme scheme;
        private final MinHash hash;
        private final NearDuplicates finder;
        private final BitSet later = new BitSet();
        private @Nullable Clusters clusters;
        private int document;

        Run(MinHashScheme scheme) {
            this.scheme = scheme;
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
            int number = document++;
            return isFirst(number) ? Ruling.keep(ruled.content()) : Ruling.drop("near-duplicate");
        }

        /** As observed, or as told where the run has observed nothing. */
        private boolean isFirst(int number) {
            if (finder.documents() == 0) {
                return !later.get(number);
            }
            Clusters groups = clusters == null ? finder.clusters() : clusters;
            clusters = groups;
            return groups.representative(number) == number;
        }

        @Override
        public List<KeyQuestion> questions() {
            return List.of(KeyQuestion.NOT_FIRST_OF_GROUP);
        }

        @Override
        public void keys(int pass, MarkedDocument seen, KeyTaker taker) {
            MinHashSignature signature = hash.signature(seen.content().text());
            for (int band = 0; band < scheme.bands() && !signature.isEmpty(); band++) {
                taker.take(band, signature.bandKey(band, scheme.rows()));
            }
        }

        @Override
        public void know(int pass, long answer) {
            later.set(Math.toIntExact(answer));
        }
    }
}
