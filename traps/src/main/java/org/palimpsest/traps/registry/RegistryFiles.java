package org.palimpsest.traps.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.IOConsumer;

/** The files of a registry and the lines in them; lines are written in one way only, so that readers compare them whole. */
final class RegistryFiles {
    static final String REGISTRY = "registry.jsonl";
    static final String ENCRYPTED = "registry.enc";
    static final String ENCRYPTED_CONTROLS = "controls.enc";
    static final String PUBLICATION = "publication.json";
    static final String TRAPS = "traps.jsonl";
    static final String CONTROLS = "controls.jsonl";
    static final String CANDIDATES = "candidates";
    static final String DOCUMENT = "document";
    static final String COMMITMENT = "commitment.json";

    private RegistryFiles() {}

    static void write(TrapRegistry registry, Path folder, ControlsFile controlsFile, @Nullable Passphrase passphrase)
            throws IOException {
        Files.createDirectories(folder);
        secret(folder, REGISTRY, ENCRYPTED, passphrase, out -> {
            line(out, headerLine(registry));
            for (int j = 0; j < registry.options().count(); j++) {
                line(out, row(registry, j));
            }
        });
        Files.deleteIfExists(folder.resolve(CONTROLS));
        Files.deleteIfExists(folder.resolve(ENCRYPTED_CONTROLS));
        if (controlsFile == ControlsFile.WRITE) {
            secret(folder, CONTROLS, ENCRYPTED_CONTROLS, passphrase, out -> {
                for (int j = 0; j < registry.options().count(); j++) {
                    for (String control : controlLines(registry, j)) {
                        line(out, control);
                    }
                }
            });
        }
        AtomicOutput.write(folder.resolve(COMMITMENT), out -> line(out, commitment(registry)));
        Files.deleteIfExists(folder.resolve(PUBLICATION));
        if (registry.publication().isPresent()) {
            writePublication(registry, folder);
        } else if (registry.published()) {
            writeTraps(registry, folder);
        } else {
            Files.deleteIfExists(folder.resolve(TRAPS));
        }
    }

    static void writePublication(TrapRegistry registry, Path folder) throws IOException {
        Path file = folder.resolve(PUBLICATION);
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(
                    file.toString(), null, "is there already: the registry is published, and is never published twice");
        }
        Publication publication = registry.publication()
                .orElseThrow(() -> new IllegalArgumentException("the registry is not published by a beacon"));
        AtomicOutput.write(file, CheckedObject.line(publication.toMap()).getBytes(StandardCharsets.UTF_8));
        writeTraps(registry, folder);
    }

    private static void writeTraps(TrapRegistry registry, Path folder) throws IOException {
        AtomicOutput.write(folder.resolve(TRAPS), out -> {
            for (Trap trap : registry.traps()) {
                line(out, trapLine(trap));
            }
        });
    }

    private static void secret(
            Path folder, String plain, String encrypted, @Nullable Passphrase passphrase, IOConsumer<OutputStream> fill)
            throws IOException {
        Files.deleteIfExists(folder.resolve(passphrase == null ? encrypted : plain));
        if (passphrase == null) {
            writeSecret(folder.resolve(plain), fill);
            return;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        fill.accept(content);
        byte[] file = new PassphraseCipher(PassphraseCipher.ITERATIONS).encrypt(passphrase, content.toByteArray());
        writeSecret(folder.resolve(encrypted), out -> out.write(file));
    }

    static String headerLine(TrapRegistry registry) {
        Map<String, Object> header = registry.header();
        header.put("key", registry.key().hex());
        return CheckedObject.json(header);
    }

    static String row(TrapRegistry registry, int j) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", TrapRegistry.id(j));
        if (registry.options().publishedBy().beforeCommitment()) {
            row.put("published", registry.published(j));
        }
        row.put("nonce", registry.nonce(j));
        if (registry.options().source() instanceof ListedCandidates list) {
            row.put(CANDIDATES, ListedCandidates.rows(list.groups().get(j)));
            String document = list.origin().document(j);
            if (document != null) {
                row.put(DOCUMENT, document);
            }
        }
        return CheckedObject.json(row);
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
        return CheckedObject.json(row);
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
        return CheckedObject.json(row);
    }

    static String commitment(TrapRegistry registry) {
        Map<String, Object> commitment = new LinkedHashMap<>();
        commitment.put("root", registry.root());
        commitment.put("leaves", registry.leaves());
        commitment.putAll(registry.header());
        return CheckedObject.json(commitment);
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
