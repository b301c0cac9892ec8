package org.palimpsest.traps.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.IOConsumer;

/** The files of a registry and the lines in them; lines are written in one way only, so that readers compare them whole. */
final class RegistryFiles {
    static final String REGISTRY = "registry.jsonl";
    static final String TRAPS = "traps.jsonl";
    static final String CONTROLS = "controls.jsonl";
    static final String CANDIDATES = "candidates";
    static final String DOCUMENT = "document";
    static final String COMMITMENT = "commitment.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private RegistryFiles() {}

    static void write(TrapRegistry registry, Path folder, ControlsFile controlsFile) throws IOException {
        Files.createDirectories(folder);
        writeSecret(folder.resolve(REGISTRY), out -> {
            line(out, headerLine(registry));
            for (int j = 0; j < registry.traps().size(); j++) {
                line(out, row(registry, j));
            }
        });
        if (controlsFile == ControlsFile.WRITE) {
            writeSecret(folder.resolve(CONTROLS), out -> {
                for (int j = 0; j < registry.traps().size(); j++) {
                    for (String control : controlLines(registry, j)) {
                        line(out, control);
                    }
                }
            });
        } else {
            Files.deleteIfExists(folder.resolve(CONTROLS));
        }
        AtomicOutput.write(folder.resolve(TRAPS), out -> {
            for (Trap trap : registry.traps()) {
                line(out, trapLine(trap));
            }
        });
        AtomicOutput.write(folder.resolve(COMMITMENT), out -> line(out, commitment(registry)));
    }

    static String headerLine(TrapRegistry registry) {
        Map<String, Object> header = registry.header();
        header.put("key", registry.key().hex());
        return json(header);
    }

    static String row(TrapRegistry registry, int j) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", registry.trap(j).id());
        row.put("published", registry.published(j));
        row.put("nonce", registry.nonce(j));
        if (registry.options().source() instanceof ListedCandidates list) {
            row.put(CANDIDATES, ListedCandidates.rows(list.groups().get(j)));
            String document = list.origin().document(j);
            if (document != null) {
                row.put(DOCUMENT, document);
            }
        }
        return json(row);
    }

    static String trapLine(Trap trap) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", trap.id());
        row.put("family", trap.family());
        row.put("text", trap.text());
        if (!trap.wordings().isEmpty()) {
            row.put("wordings", trap.wordings());
        }
        if (trap.document() != null) {
            row.put(DOCUMENT, trap.document());
        }
        return json(row);
    }

    static List<String> controlLines(TrapRegistry registry, int j) {
        TrapCandidates candidates = registry.candidates(j);
        List<String> controls = candidates.controls();
        return IntStream.range(0, controls.size())
                .mapToObj(i -> controlLine(candidates.id(), i, controls.get(i)))
                .toList();
    }

    private static String controlLine(String id, int control, String text) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", TrapCandidates.controlId(id, control));
        row.put("trap", id);
        row.put("text", text);
        return json(row);
    }

    static String commitment(TrapRegistry registry) {
        Map<String, Object> commitment = new LinkedHashMap<>();
        commitment.put("root", registry.root());
        commitment.put("leaves", registry.leaves());
        commitment.putAll(registry.header());
        return json(commitment);
    }

    private static String json(Map<String, Object> row) {
        try {
            return JSON.writeValueAsString(row);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings and numbers cannot be written as JSON", e);
        }
    }

    private static void line(OutputStream out, String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file that never was readable by others, not even for a moment. */
    private static void writeSecret(Path target, IOConsumer<OutputStream> fill) throws IOException {
        boolean posix = Files.getFileStore(target.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
        if (!posix) {
            AtomicOutput.write(target, fill);
            return;
        }
        Path folder = target.toAbsolutePath().getParent();
        Path safe = Files.createTempDirectory(
                folder, ".secret", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            Path inner = safe.resolve(target.getFileName());
            AtomicOutput.write(inner, fill);
            Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("rw-------"));
            Files.move(inner, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            try (var left = Files.list(safe)) {
                for (Path file : left.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(safe);
        }
    }
}
