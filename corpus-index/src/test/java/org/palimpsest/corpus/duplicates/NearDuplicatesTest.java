package org.palimpsest.corpus.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.stats.RandomStream;

class NearDuplicatesTest {
    private static Set<List<Integer>> pairs(NearDuplicates finder) {
        Set<List<Integer>> pairs = new HashSet<>();
        finder.pairs((first, second) -> {
            assertThat(first).isLessThan(second);
            assertThat(pairs.add(List.of(first, second))).isTrue();
        });
        return pairs;
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 70, 80, 90})
    void recallIsTheoryAtAKnownJaccard(int shared) {
        for (MinHashScheme scheme : List.of(MinHashScheme.fineWeb(), MinHashScheme.slimPajama())) {
            MinHash hash = MinHash.withDefaults().with(scheme);
            RandomGenerator random = RandomStream.of(shared, "recall");
            NearDuplicates finder = NearDuplicates.of(scheme);
            int trials = 4000;
            for (int i = 0; i < trials; i++) {
                ShingleSet[] pair = MinHashTest.pair(shared, 100, random);
                assertThat(pair[0].jaccard(pair[1])).isEqualTo(shared / 100.0);
                finder.add(hash.signature(pair[0]));
                finder.add(hash.signature(pair[1]));
            }
            Set<List<Integer>> found = pairs(finder);
            assertThat(found).allSatisfy(pair -> assertThat(pair.get(0) / 2).isEqualTo(pair.get(1) / 2));
            assertThat((double) found.size() / trials)
                    .as(scheme.name())
                    .isCloseTo(scheme.candidateProbability(shared / 100.0), within(0.02));
        }
    }

    @Test
    void recallOfEditedTextsIsTheoryAveragedOverTheirExactJaccard() {
        MinHashScheme scheme = MinHashScheme.fineWeb();
        MinHash hash = MinHash.withDefaults().with(scheme);
        RandomGenerator random = RandomStream.of(5, "edited");
        NearDuplicates finder = NearDuplicates.of(scheme);
        double expected = 0;
        int texts = 1500;
        for (int i = 0; i < texts; i++) {
            int[] words = random.ints(120, 0, 5000).toArray();
            int[] edited = words.clone();
            for (int edits = random.nextInt(8); edits > 0; edits--) {
                edited[random.nextInt(edited.length)] = random.nextInt(5000);
            }
            ShingleSet first = hash.shingles(text(words));
            ShingleSet second = hash.shingles(text(edited));
            expected += scheme.candidateProbability(first.jaccard(second));
            finder.add(hash.signature(first));
            finder.add(hash.signature(second));
        }
        Set<List<Integer>> found = pairs(finder);
        assertThat(found).allSatisfy(pair -> assertThat(pair.get(1)).isEqualTo(pair.get(0) + 1));
        assertThat((double) found.size() / texts).isCloseTo(expected / texts, within(0.02));
        assertThat(expected / texts).isBetween(0.5, 0.95);
    }

    private static String text(int[] words) {
        StringBuilder text = new StringBuilder();
        for (int word : words) {
            Integer.toString(word).chars().forEach(digit -> text.append((char) (digit - '0' + 'a')));
            text.append(' ');
        }
        return text.toString();
    }

    @Test
    void pairsAndGroupsEqualComparingAllWithAll() {
        RandomGenerator random = RandomStream.of(6, "groups");
        MinHashScheme scheme = new MinHashScheme("small", 1, Words.PLAIN, 4, 2);
        for (int round = 0; round < 60; round++) {
            List<MinHashSignature> signatures = new ArrayList<>();
            MinHash hash = MinHash.withDefaults().with(scheme).withSeed(round);
            NearDuplicates finder = NearDuplicates.of(scheme);
            int documents = random.nextInt(60);
            for (int d = 0; d < documents; d++) {
                int[] tokens = random.ints(random.nextInt(6), 0, 12).toArray();
                signatures.add(hash.signature(ShingleSet.ofTokens(tokens, 1)));
                assertThat(finder.add(signatures.get(d))).isEqualTo(d);
            }
            Set<List<Integer>> expected = candidates(signatures, scheme);
            assertThat(pairs(finder)).isEqualTo(expected);
            assertGroups(finder.clusters(), documents, expected);
            Set<List<Integer>> odd = new HashSet<>(expected);
            odd.removeIf(pair -> (pair.get(0) + pair.get(1)) % 2 == 0);
            Set<List<Integer>> asked = new HashSet<>();
            Clusters verified = finder.clusters((first, second) -> {
                assertThat(asked.add(List.of(first, second))).isTrue();
                return (first + second) % 2 == 1;
            });
            assertGroups(verified, documents, odd);
        }
    }

    private static Set<List<Integer>> candidates(List<MinHashSignature> signatures, MinHashScheme scheme) {
        Set<List<Integer>> pairs = new HashSet<>();
        for (int i = 0; i < signatures.size(); i++) {
            for (int j = i + 1; j < signatures.size(); j++) {
                for (int band = 0; band < scheme.bands(); band++) {
                    boolean empty =
                            signatures.get(i).isEmpty() || signatures.get(j).isEmpty();
                    if (!empty
                            && signatures.get(i).bandKey(band, scheme.rows())
                                    == signatures.get(j).bandKey(band, scheme.rows())) {
                        pairs.add(List.of(i, j));
                    }
                }
            }
        }
        return pairs;
    }

    private static void assertGroups(Clusters clusters, int documents, Set<List<Integer>> pairs) {
        int[] least = new int[documents];
        Arrays.setAll(least, i -> i);
        for (int pass = 0; pass < documents; pass++) {
            for (List<Integer> pair : pairs) {
                int both = Math.min(least[pair.get(0)], least[pair.get(1)]);
                least[pair.get(0)] = both;
                least[pair.get(1)] = both;
            }
        }
        int redundant = 0;
        for (int d = 0; d < documents; d++) {
            assertThat(clusters.representative(d)).isEqualTo(least[d]);
            redundant += least[d] == d ? 0 : 1;
        }
        assertThat(clusters.redundant()).isEqualTo(redundant);
        assertThat(clusters.groups().stream()
                        .mapToInt(group -> group.size() - 1)
                        .sum())
                .isEqualTo(redundant);
        assertThat(clusters.groups())
                .allSatisfy(group -> assertThat(group)
                        .isSorted()
                        .hasSizeGreaterThan(1)
                        .allSatisfy(d -> assertThat(least[d]).isEqualTo(group.get(0))));
    }

    @Test
    void keysOfABandAreKeptApartByBandAndRows() {
        MinHashSignature signature = MinHash.withDefaults().signature("one two three four five six");
        Set<Long> keys = new HashSet<>();
        for (int band = 0; band < 14; band++) {
            keys.add(signature.bandKey(band, 8));
        }
        assertThat(keys).hasSize(14);
    }

    @Test
    void manyBlocksOfDocumentsAreKept() {
        MinHashScheme scheme = new MinHashScheme("tiny", 1, Words.PLAIN, 2, 1);
        MinHash hash = MinHash.withDefaults().with(scheme);
        NearDuplicates finder = NearDuplicates.of(scheme);
        for (int d = 0; d < 5000; d++) {
            finder.add(hash.signature(ShingleSet.ofTokens(new int[] {d % 2500}, 1)));
        }
        assertThat(finder.clusters().redundant()).isEqualTo(2500);
        assertThat(finder.clusters().representative(4999)).isEqualTo(2499);
        assertThatThrownBy(() -> finder.clusters().representative(5000))
                .hasMessage("document must be in [0, 5000), got 5000");
    }

    @Test
    void memoryIsBounded() {
        MinHashScheme scheme = MinHashScheme.fineWeb();
        long bound = NearDuplicates.bytes(scheme, 1024);
        NearDuplicates finder = NearDuplicates.bounded(scheme, bound);
        MinHashSignature signature = MinHash.withDefaults().signature("text");
        for (int i = 0; i < 1024; i++) {
            finder.add(signature);
        }
        assertThatThrownBy(() -> finder.add(signature))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("1024 documents fill the " + bound + " bytes allowed; one more needs ");
        assertThat(NearDuplicates.bytes(scheme, 10_000_000) / 10_000_000.0).isBetween(112.0, 145.0);
        assertThatThrownBy(() -> NearDuplicates.bounded(scheme, 0)).hasMessage("memoryBytes must be at least 1, got 0");
    }

    @Test
    void foreignSignaturesAreRefused() {
        assertThatThrownBy(() -> NearDuplicates.of(MinHashScheme.slimPajama())
                        .add(MinHash.withDefaults().signature("text")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a signature of slimpajama has 117 minima, got 112");
    }
}
