package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.likelihood.ScoringPrefix;
import org.palimpsest.inference.likelihood.TextVariants;
import org.palimpsest.inference.likelihood.WordSwaps;
import picocli.CommandLine.Option;

/** The further rows of every text that attacks need. */
final class VariantOptions {
    private static final int SWAPPED_NEIGHBOURS = 5;

    @Option(
            names = "--for-attacks",
            paramLabel = "LIST",
            split = ",",
            description = "Add what these attacks need: moments, lowercase, prefix:NAME and neighbour:N rows.")
    private List<String> attacks = List.of();

    @Option(
            names = "--prefix",
            paramLabel = "NAME=FILE",
            description = "Texts to put before every text, as variant prefix:NAME; recall wants the name nonmember, "
                    + "con_recall also member. Never texts that are scored.")
    private Map<String, Path> prefixes = new LinkedHashMap<>();

    @Option(
            names = "--neighbours",
            paramLabel = "FILE",
            description = "Neighbours as documents, each under the id of its text; variants neighbour:N.")
    private @Nullable Path neighbours;

    @Option(
            names = "--word-swaps",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Make N neighbours of every text by swapping words; 5 if attacks ask for neighbours.")
    private @Nullable Integer wordSwaps;

    /** Everything that all attacks of the list need. */
    Set<AttackRow> needs() {
        Set<AttackRow> needs = EnumSet.noneOf(AttackRow.class);
        attacks.forEach(attack -> needs.addAll(AttackRow.of(attack.strip())));
        return needs;
    }

    /** Whether a row is written beside that of the text itself. */
    boolean any() {
        return !prefixes.isEmpty()
                || neighbours != null
                || wordSwaps != null
                || needs().stream().anyMatch(need -> need != AttackRow.MOMENTS && need != AttackRow.GENERATIONS);
    }

    /** Whether texts are joined as tokens. */
    boolean needsTokenizer() {
        return !prefixes.isEmpty();
    }

    /** Checks what can be checked before a file is opened. */
    void check() {
        Set<AttackRow> needs = needs();
        requirePrefix(needs, AttackRow.NON_MEMBER_PREFIX, "nonmember", "texts that the model never saw");
        requirePrefix(needs, AttackRow.MEMBER_PREFIX, "member", "texts that it was trained on");
        if (neighbours != null && wordSwaps != null) {
            throw new UsageException("--neighbours and --word-swaps both make neighbours; give one of them");
        }
    }

    private void requirePrefix(Set<AttackRow> needs, AttackRow need, String name, String texts) {
        if (needs.contains(need) && !prefixes.containsKey(name)) {
            throw new UsageException(
                    "recall and con_recall need --prefix " + name + "=FILE with " + texts + " and that are not scored");
        }
    }

    RunManifest addInputs(RunManifest manifest) throws IOException {
        RunManifest more = manifest;
        for (Path file : prefixes.values()) {
            more = CommonOptions.withDocuments(more, file);
        }
        return neighbours == null ? more : CommonOptions.withDocuments(more, neighbours);
    }

    TextVariants read(long seed) throws IOException {
        Set<AttackRow> needs = needs();
        TextVariants variants = TextVariants.none();
        if (needs.contains(AttackRow.LOWERCASE)) {
            variants = variants.withLowercase();
        }
        for (Map.Entry<String, Path> prefix : prefixes.entrySet()) {
            variants = variants.with(ScoringPrefix.of(prefix.getKey(), documents(prefix.getValue())));
        }
        if (neighbours != null) {
            return variants.withNeighbours(neighbours(neighbours));
        }
        if (wordSwaps != null || needs.contains(AttackRow.NEIGHBOURS)) {
            return variants.with(new WordSwaps(wordSwaps == null ? SWAPPED_NEIGHBOURS : wordSwaps, seed));
        }
        return variants;
    }

    private static List<Document> documents(Path file) throws IOException {
        List<Document> documents = new ArrayList<>();
        try (DocumentReader reader = DocumentReader.open(file)) {
            reader.forEachRemaining(documents::add);
        }
        return documents;
    }

    private static Map<String, List<String>> neighbours(Path file) throws IOException {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        try (DocumentReader reader = DocumentReader.open(file)) {
            reader.forEachRemaining(document -> texts.computeIfAbsent(document.id(), id -> new ArrayList<>())
                    .add(document.text()));
        }
        return texts;
    }
}
