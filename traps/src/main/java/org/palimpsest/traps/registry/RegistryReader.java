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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.palimpsest.traps.family.TrapFamilies;

/** Reads a registry: takes options and key from the header, draws again what is asked for, and compares every line. */
final class RegistryReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OPTIONS = new TypeReference<>() {};
    private static final TypeReference<List<List<String>>> ROWS = new TypeReference<>() {};

    private final Path folder;
    private final @Nullable Passphrase passphrase;

    private RegistryReader(Path folder, @Nullable Passphrase passphrase) {
        this.folder = folder;
        this.passphrase = passphrase;
    }

    /** Compares all but the controls and the root. */
    static TrapRegistry open(Path folder, @Nullable Passphrase passphrase) throws IOException {
        return new RegistryReader(folder, passphrase).open();
    }

    /** Compares everything. */
    static TrapRegistry read(Path folder, @Nullable Passphrase passphrase) throws IOException {
        RegistryReader reader = new RegistryReader(folder, passphrase);
        TrapRegistry registry = reader.open();
        reader.requireRoot(registry);
        reader.requireControls(registry);
        return registry;
    }

    private TrapRegistry open() throws IOException {
        Path secret = secret(RegistryFiles.REGISTRY, RegistryFiles.ENCRYPTED);
        if (secret == null) {
            throw new NoSuchFileException(
                    folder.resolve(RegistryFiles.REGISTRY).toString(),
                    null,
                    "is missing from the registry, and so is " + RegistryFiles.ENCRYPTED
                            + "; restore the folder from a copy");
        }
        byte[] content = content(secret);
        TrapRegistry registry;
        try (LineComparison lines = LineComparison.of(secret, Disclosure.HASH, content)) {
            registry = fromHeader(secret, lines.next("the header"), content);
            lines.require(1, RegistryFiles.headerLine(registry), lines.last());
            for (int j = 0; j < registry.options().count(); j++) {
                lines.requireNext(RegistryFiles.row(registry, j));
            }
            lines.requireEnd();
        }
        try (LineComparison lines = lines(RegistryFiles.COMMITMENT).givenBy(secret)) {
            lines.requireNext(RegistryFiles.commitment(registry));
            lines.requireEnd();
        }
        requireTraps(registry, secret);
        return registry;
    }

    private void requireTraps(TrapRegistry registry, Path secret) throws IOException {
        Path file = folder.resolve(RegistryFiles.TRAPS);
        if (registry.published()) {
            try (LineComparison lines = lines(RegistryFiles.TRAPS).givenBy(secret)) {
                requireLines(lines, registry, j -> List.of(RegistryFiles.trapLine(registry.trap(j))));
            }
        } else if (Files.exists(file)) {
            throw new CorruptRegistryException(
                    file,
                    1,
                    "no file before the publication by a beacon",
                    "one, though " + RegistryFiles.PUBLICATION + " is missing");
        }
    }

    private void requireRoot(TrapRegistry registry) throws IOException {
        String drawn = HexFormat.of().formatHex(registry.tree().root());
        if (!drawn.equals(registry.root())) {
            String found = RegistryFiles.commitment(registry);
            throw new CorruptRegistryException(
                    folder.resolve(RegistryFiles.COMMITMENT),
                    1,
                    Disclosure.TEXT.show(found.replace(registry.root(), drawn)),
                    Disclosure.TEXT.show(found));
        }
    }

    private void requireControls(TrapRegistry registry) throws IOException {
        Path file = secret(RegistryFiles.CONTROLS, RegistryFiles.ENCRYPTED_CONTROLS);
        if (file == null) {
            return;
        }
        try (LineComparison lines = file.endsWith(RegistryFiles.CONTROLS)
                ? LineComparison.open(file, Disclosure.HASH)
                : LineComparison.of(file, Disclosure.HASH, content(file))) {
            requireLines(lines, registry, j -> RegistryFiles.controlLines(registry, j));
        }
    }

    private static void requireLines(LineComparison lines, TrapRegistry registry, IntFunction<List<String>> expected)
            throws IOException {
        for (int j = 0; j < registry.options().count(); j++) {
            for (String line : expected.apply(j)) {
                lines.requireNext(line);
            }
        }
        lines.requireEnd();
    }

    /** The plain or the encrypted file, whichever is there. */
    private @Nullable Path secret(String plain, String encrypted) throws CorruptRegistryException {
        Path one = folder.resolve(plain);
        Path other = folder.resolve(encrypted);
        if (Files.exists(one) && Files.exists(other)) {
            throw new CorruptRegistryException(one, 1, "no such file beside " + encrypted, "both");
        }
        if (Files.exists(one)) {
            return one;
        }
        return Files.exists(other) ? other : null;
    }

    private byte[] content(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (!file.toString().endsWith(".enc")) {
            return bytes;
        }
        if (passphrase == null) {
            throw new IOException(file + ": is encrypted; give its passphrase with --passphrase-file");
        }
        return new PassphraseCipher(PassphraseCipher.ITERATIONS).decrypt(file, passphrase, bytes);
    }

    private LineComparison lines(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            throw new NoSuchFileException(
                    file.toString(), null, "is missing from the registry; restore the folder from a copy");
        }
        return LineComparison.open(file, Disclosure.TEXT);
    }

    private TrapRegistry fromHeader(Path file, String line, byte[] content) throws IOException {
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
            JsonNode plan = header.path("plan");
            RegistryOptions options = new RegistryOptions(
                    source(file, header, content),
                    header.path("count").asInt(0),
                    header.path("controls").asInt(-1),
                    new TestPlan(
                            plan.path("test").asText(),
                            plan.path("statistic").asText(),
                            plan.path("alternative").asText(),
                            plan.path("alpha").asDouble()),
                    PublishedBy.of(header.path("publishedBy").asText()));
            KeyOrigin origin = header.path("sealed").asBoolean() ? KeyOrigin.DRAWN : KeyOrigin.PRACTICE;
            MasterKey key = MasterKey.ofHex(header.path("key").asText(), origin);
            return TrapRegistry.claimed(options, key, claimedRoot(), publication(options));
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

    private String claimedRoot() throws IOException {
        try (LineComparison lines = lines(RegistryFiles.COMMITMENT)) {
            return JSON.readTree(lines.next("the commitment")).path("root").asText();
        } catch (JsonProcessingException e) {
            throw new CorruptRegistryException(
                    folder.resolve(RegistryFiles.COMMITMENT), 1, "a commitment in JSON", "text that is none");
        }
    }

    private @Nullable Publication publication(RegistryOptions options) throws IOException {
        Path file = folder.resolve(RegistryFiles.PUBLICATION);
        if (!Files.exists(file)) {
            return null;
        }
        if (options.publishedBy().beforeCommitment()) {
            throw new CorruptRegistryException(file, 1, "no file where no beacon publishes", "one");
        }
        Publication publication = Publication.read(file);
        if (!publication.root().equals(claimedRoot())) {
            throw new CorruptRegistryException(
                    file,
                    1,
                    "the publication of root " + claimedRoot() + ", which " + RegistryFiles.COMMITMENT + " holds",
                    "that of root " + publication.root());
        }
        return publication;
    }

    private static CandidateSource source(Path file, JsonNode header, byte[] content) throws IOException {
        String name = header.path("family").asText();
        if (!header.path("options").isObject()) {
            throw new IllegalArgumentException("options of the family must be an object, got none");
        }
        if (!header.path("options").has(ListedCandidates.LISTED)) {
            return new DrawnCandidates(TrapFamilies.of(name, JSON.convertValue(header.path("options"), OPTIONS)));
        }
        List<List<ListedCandidate>> groups = new ArrayList<>();
        List<String> documents = new ArrayList<>();
        try (LineComparison lines = LineComparison.of(file, Disclosure.HASH, content)) {
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
