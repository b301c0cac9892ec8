package org.palimpsest.traps.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.palimpsest.traps.family.TrapFamilies;

/** Reads a registry: takes options and key from the header, draws all again, and compares every line of every file. */
final class RegistryReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OPTIONS = new TypeReference<>() {};

    private static final TypeReference<List<List<String>>> ROWS = new TypeReference<>() {};

    private RegistryReader() {}

    static TrapRegistry read(Path folder) throws IOException {
        Path secret = folder.resolve(RegistryFiles.REGISTRY);
        TrapRegistry registry;
        try (LineComparison lines = open(secret, Disclosure.HASH)) {
            registry = fromHeader(secret, lines.next("the header"));
            lines.require(1, RegistryFiles.headerLine(registry), lines.last());
            for (int j = 0; j < registry.traps().size(); j++) {
                lines.requireNext(RegistryFiles.row(registry, j));
            }
            lines.requireEnd();
        }
        compare(
                folder.resolve(RegistryFiles.TRAPS),
                registry,
                Disclosure.TEXT,
                j -> List.of(RegistryFiles.trapLine(registry.trap(j))));
        Path controls = folder.resolve(RegistryFiles.CONTROLS);
        if (Files.exists(controls)) {
            compare(controls, registry, Disclosure.HASH, j -> RegistryFiles.controlLines(registry, j));
        }
        try (LineComparison lines = open(folder.resolve(RegistryFiles.COMMITMENT), Disclosure.TEXT)) {
            lines.requireNext(RegistryFiles.commitment(registry));
            lines.requireEnd();
        }
        return registry;
    }

    private static void compare(
            Path file, TrapRegistry registry, Disclosure disclosure, Function<Integer, List<String>> expected)
            throws IOException {
        try (LineComparison lines = open(file, disclosure)) {
            for (int j = 0; j < registry.traps().size(); j++) {
                for (String line : expected.apply(j)) {
                    lines.requireNext(line);
                }
            }
            lines.requireEnd();
        }
    }

    private static LineComparison open(Path file, Disclosure disclosure) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(
                    file.toString(), null, "is missing from the registry; restore the folder from a copy");
        }
        return LineComparison.open(file, disclosure);
    }

    private static TrapRegistry fromHeader(Path file, String line) throws IOException {
        try {
            JsonNode header = JSON.readTree(line);
            int version = header.path("version").asInt(0);
            if (version != TrapRegistry.VERSION) {
                throw new CorruptRegistryException(
                        file,
                        1,
                        "a header of version " + TrapRegistry.VERSION,
                        header.has("version")
                                ? "version " + header.path("version").asText()
                                : "no version");
            }
            CandidateSource source = source(file, header);
            JsonNode plan = header.path("plan");
            RegistryOptions options = new RegistryOptions(
                    source,
                    header.path("count").asInt(0),
                    header.path("controls").asInt(-1),
                    new TestPlan(
                            plan.path("test").asText(),
                            plan.path("statistic").asText(),
                            plan.path("alternative").asText(),
                            plan.path("alpha").asDouble()));
            KeyOrigin origin = header.path("sealed").asBoolean() ? KeyOrigin.DRAWN : KeyOrigin.PRACTICE;
            return TrapRegistry.generate(
                    options, MasterKey.ofHex(header.path("key").asText(), origin));
        } catch (JsonProcessingException e) {
            throw new CorruptRegistryException(file, 1, "a header in JSON", "text that is none");
        } catch (IllegalArgumentException e) {
            throw new CorruptRegistryException(file, 1, "a header that can be used", String.valueOf(e.getMessage()));
        }
    }

    private static ListOrigin origin(JsonNode options, List<String> documents) {
        ListOrigin origin = options.path(ListedCandidates.FOUND).asBoolean() ? ListOrigin.found() : ListOrigin.drawn();
        return options.has(ListedCandidates.MADE)
                ? origin.withMade(JSON.convertValue(options.path(ListedCandidates.MADE), OPTIONS))
                        .withDocuments(documents)
                : origin.withDocuments(documents);
    }

    private static CandidateSource source(Path file, JsonNode header) throws IOException {
        String name = header.path("family").asText();
        if (!header.path("options").has(ListedCandidates.LISTED)) {
            return new DrawnCandidates(TrapFamilies.of(name, JSON.convertValue(header.path("options"), OPTIONS)));
        }
        List<List<ListedCandidate>> groups = new ArrayList<>();
        List<String> documents = new ArrayList<>();
        try (LineComparison lines = open(file, Disclosure.HASH)) {
            lines.next("the header");
            int count = header.path("count").asInt(0);
            for (int j = 0; j < count; j++) {
                JsonNode row = JSON.readTree(lines.next("the row of trap " + j));
                groups.add(ListedCandidates.group(JSON.convertValue(row.path(RegistryFiles.CANDIDATES), ROWS)));
                if (row.has(RegistryFiles.DOCUMENT)) {
                    documents.add(row.path(RegistryFiles.DOCUMENT).asText());
                }
            }
        }
        return new ListedCandidates(name, groups, origin(header.path("options"), documents));
    }
}
