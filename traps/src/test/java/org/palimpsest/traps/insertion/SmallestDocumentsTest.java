package org.palimpsest.traps.insertion;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;

class SmallestDocumentsTest {
    @Test
    void keepsWhatSortingAllWouldKeep() {
        RandomGenerator random = RandomStream.of(1, "smallest");
        for (int round = 0; round < 300; round++) {
            List<ChosenDocument> offered = new ArrayList<>();
            int count = 1 + random.nextInt(30);
            for (int i = 0; i < count; i++) {
                // Few different hashes of either sign, so that ids repeat and unsigned order matters.
                offered.add(new ChosenDocument(
                        random.nextInt(5) - 2, random.nextInt(3) - 1, "f" + random.nextInt(2), random.nextInt(9)));
            }
            int limit = 1 + random.nextInt(8);
            SmallestDocuments smallest = new SmallestDocuments(limit);
            offered.forEach(smallest::offer);
            assertThat(smallest.list()).isEqualTo(sorted(offered, limit));
        }
    }

    private static List<ChosenDocument> sorted(List<ChosenDocument> offered, int limit) {
        TreeMap<BigInteger, ChosenDocument> byHash = new TreeMap<>();
        offered.stream()
                .sorted(Comparator.comparing(ChosenDocument::file).thenComparingLong(ChosenDocument::line))
                .forEach(document -> byHash.putIfAbsent(hash(document), document));
        return byHash.values().stream().limit(limit).toList();
    }

    private static BigInteger hash(ChosenDocument document) {
        return new BigInteger(Long.toUnsignedString(document.high()))
                .shiftLeft(64)
                .add(new BigInteger(Long.toUnsignedString(document.low())));
    }
}
