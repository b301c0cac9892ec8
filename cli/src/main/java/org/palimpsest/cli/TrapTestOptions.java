package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.traps.detection.TrapContexts;
import org.palimpsest.traps.family.LookAlikes;
import org.palimpsest.traps.insertion.Placement;
import org.palimpsest.traps.insertion.PlacementFile;
import org.palimpsest.traps.registry.TrapRegistry;
import picocli.CommandLine.Option;

/** What {@code traps test} tests, and what it is told of the published documents. */
final class TrapTestOptions {
    @Option(
            names = "--tests",
            paramLabel = "LIST",
            description =
                    "rank, perplexity, monte-carlo, fisher, ratio, context, rephrasing, last-k-words, contrastive;"
                            + " default: those for which all is given.")
    @Nullable
    String list;

    @Option(
            names = "--reference",
            paramLabel = "MODEL",
            description = "A model that cannot have seen the traps, for the ratio test.")
    @Nullable
    String reference;

    @Option(
            names = "--placements",
            paramLabel = "FILE",
            description = "placements.jsonl of traps insert: doses, and with --input the context test.")
    @Nullable
    Path placements;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            arity = "1..*",
            description = "The published documents; for look-alikes the originals.")
    @Nullable
    List<Path> inputs;

    @Option(
            names = "--context",
            paramLabel = "N",
            defaultValue = "1000",
            converter = AtLeastOne.class,
            description = "Characters before a trap in the context test. Default: ${DEFAULT-VALUE}.")
    int context = 1000;

    @Option(
            names = "--last-words",
            paramLabel = "K",
            defaultValue = "1",
            converter = AtLeastOne.class,
            description = "Words that the model must complete. Default: ${DEFAULT-VALUE}.")
    int lastWords = 1;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            converter = AtLeastOne.class,
            description = "Rounds of the contrastive test. Default: ${DEFAULT-VALUE}.")
    int rounds = 5;

    @Option(
            names = "--with-burned",
            fallbackValue = "true",
            description = "Test burned traps as well; the verdict is then unverified.")
    boolean withBurned;

    /** The tests asked for; null for all that are possible. */
    @Nullable
    Set<TrapTestName> tests() {
        return list == null ? null : EnumSet.copyOf(TrapTestName.parse(list));
    }

    /** Checks what can be checked before a file is opened. */
    void check() {
        Set<TrapTestName> tests = tests();
        if (reference != null) {
            Models.check(reference);
        }
        if (tests == null) {
            return;
        }
        if (tests.contains(TrapTestName.RATIO) && reference == null) {
            throw new UsageException("the ratio test needs --reference MODEL");
        }
        if (tests.contains(TrapTestName.CONTEXT) && (placements == null || inputs == null)) {
            throw new UsageException("the context test needs --placements FILE and --input FILE");
        }
    }

    /** The run with all that these options read. */
    RunManifest addTo(RunManifest manifest) throws IOException {
        RunManifest more = reference == null ? manifest : Models.addInput(manifest, reference);
        more = placements == null ? more : more.withInput(placements);
        for (Path input : inputs == null ? List.<Path>of() : inputs) {
            more = more.withInput(input);
        }
        return more;
    }

    List<Placement> placed() throws IOException {
        return placements == null ? List.of() : PlacementFile.read(placements);
    }

    List<Document> documents() throws IOException {
        List<Document> documents = new ArrayList<>();
        for (Path input : inputs == null ? List.<Path>of() : inputs) {
            try (DocumentReader reader = DocumentReader.open(input)) {
                Document document = reader.read();
                while (document != null) {
                    documents.add(document);
                    document = reader.read();
                }
            }
        }
        return documents;
    }

    /** Copies a trap, where placements are given: 0 for those that stand nowhere. */
    static Map<String, Integer> doses(TrapRegistry registry, List<Placement> placed) {
        Map<String, Integer> doses = new HashMap<>();
        if (!placed.isEmpty()) {
            registry.traps().forEach(trap -> doses.put(trap.id(), 0));
            placed.forEach(placement -> doses.merge(placement.trap(), 1, Integer::sum));
        }
        return doses;
    }

    Map<String, List<String>> contexts(TrapRegistry registry, List<Placement> placed, List<Document> documents) {
        return TrapContexts.withDefaults().withCharacters(context).find(registry.traps(), placed, documents);
    }

    /** Original documents by the trap that rewrote them: those of the placements, or all where there is one trap. */
    static Map<String, List<String>> originals(
            TrapRegistry registry, List<Placement> placed, List<Document> documents) {
        Map<String, List<String>> byTrap = new HashMap<>();
        Map<String, String> texts = new HashMap<>();
        for (Document document : documents) {
            if (LookAlikes.isSuitable(document.text(), LookAlikes.MINIMUM_SUBSTITUTIONS)) {
                texts.put(document.id(), document.text());
            }
        }
        if (placed.isEmpty() && registry.traps().size() == 1) {
            byTrap.put(registry.traps().get(0).id(), List.copyOf(texts.values()));
        }
        placed.stream()
                .filter(placement -> texts.containsKey(placement.document()))
                .forEach(placement -> byTrap.computeIfAbsent(placement.trap(), unused -> new ArrayList<>())
                        .add(texts.get(placement.document())));
        return byTrap;
    }
}
