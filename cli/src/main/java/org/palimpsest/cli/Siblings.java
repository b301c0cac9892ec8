package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.inference.extraction.Exposure;
import org.palimpsest.inference.likelihood.TokenScorer;
import org.palimpsest.inference.likelihood.TokenScores;
import org.palimpsest.stats.PooledRankTest;
import org.palimpsest.stats.TestResult;

/**
 * Texts that might have stood in the place of a passage and were never published. The sibling of passage {@code a} is named
 * {@code a/0}, {@code a/1} and so on, as the controls of a registry are.
 */
final class Siblings {
    private final Path file;
    private final Map<String, List<Document>> byPassage = new LinkedHashMap<>();
    private final Set<String> ranked = new HashSet<>();
    private final List<Double> observed = new ArrayList<>();
    private final List<double[]> controls = new ArrayList<>();
    private double bits;
    private long without;

    private Siblings(Path file) {
        this.file = file;
    }

    static Siblings read(Path file) throws IOException {
        Siblings all = new Siblings(file);
        try (DocumentReader reader = DocumentReader.open(file)) {
            while (reader.hasNext()) {
                Document sibling = reader.next();
                int slash = sibling.id().lastIndexOf('/');
                if (slash < 1) {
                    throw new CorruptInputException(
                            file.toString(),
                            "the id " + sibling.id()
                                    + " names no passage; the siblings of passage a are a/0, a/1, ...");
                }
                all.byPassage
                        .computeIfAbsent(sibling.id().substring(0, slash), id -> new ArrayList<>())
                        .add(sibling);
            }
        }
        return all;
    }

    /** Ranks a passage by the log-likelihood of its text; null if it has no siblings. */
    @Nullable
    Exposure rank(Document passage, TokenScorer scorer) throws CorruptInputException {
        List<Document> siblings = byPassage.get(passage.id());
        if (siblings == null) {
            without++;
            return null;
        }
        if (!ranked.add(passage.id())) {
            throw new CorruptInputException(
                    file.toString(), "siblings are joined by id, and passage " + passage.id() + " comes twice");
        }
        List<Document> asked = new ArrayList<>(List.of(passage));
        asked.addAll(siblings);
        double[] nats =
                scorer.score(asked).stream().mapToDouble(TokenScores::sumNats).toArray();
        double[] others = Arrays.copyOfRange(nats, 1, nats.length);
        Exposure exposure = Exposure.of(nats[0], others);
        observed.add(nats[0]);
        controls.add(others);
        bits += exposure.bits();
        return exposure;
    }

    /** All passages together; refuses siblings of which none belongs to a passage. */
    ExposureSummary summary() throws CorruptInputException {
        if (observed.isEmpty()) {
            throw new CorruptInputException(
                    file.toString(),
                    "no sibling belongs to a passage; its ids name passages "
                            + String.join(
                                    ", ",
                                    new TreeSet<>(byPassage.keySet())
                                            .stream().limit(3).toList())
                            + " and the siblings of passage a are a/0, a/1, ...");
        }
        TestResult pooled = PooledRankTest.withDefaults()
                .test(observed.stream().mapToDouble(nats -> nats).toArray(), controls.toArray(double[][]::new));
        long unused = byPassage.entrySet().stream()
                .filter(entry -> !ranked.contains(entry.getKey()))
                .mapToLong(entry -> entry.getValue().size())
                .sum();
        return new ExposureSummary(observed.size(), without, unused, bits / observed.size(), pooled);
    }
}
