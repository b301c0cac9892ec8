package org.palimpsest.traps.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.corpus.run.AtomicOutput;

/**
 * An owner's ledger, {@code ledger.jsonl}: one line an event of any registry, each with the hash of the line before it, so no line
 * can be changed, moved or taken out of the middle. Beside it lies {@code ledger.jsonl.head}, the number of lines and the last
 * hash: a copy of that with somebody else shows a cut or rewritten ledger. An owner who commits to many lists and shows the
 * lucky one must show the others too: {@link #roots()}.
 *
 * <p>Immutable as read; {@link #append} writes a line under a lock on the file, and the head after it.
 */
public final class Ledger {
    /** Usual name of the file. */
    public static final String NAME = "ledger.jsonl";

    private final List<LedgerEntry> entries;

    private Ledger(List<LedgerEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Where the ledger of a registry is looked for: beside its folder, so that registries of one owner share it.
     *
     * @param registry the folder of a registry
     * @return {@code ledger.jsonl} in the folder that holds it
     */
    public static Path beside(Path registry) {
        return registry.toAbsolutePath().normalize().resolveSibling(NAME);
    }

    /**
     * Reads a ledger and checks every line.
     *
     * @param file the ledger; its head lies beside it
     * @return the ledger; empty if neither file is there
     * @throws CorruptRegistryException if a line was changed, moved, taken out, or the file was cut
     * @throws IOException if it cannot be read
     */
    public static Ledger read(Path file) throws IOException {
        Path headFile = head(file);
        if (!Files.exists(file) && !Files.exists(headFile)) {
            return new Ledger(List.of());
        }
        List<LedgerEntry> entries = Files.exists(file) ? LedgerLines.read(file, Files.readAllBytes(file)) : List.of();
        LedgerLines.requireHead(file, headFile, entries);
        return new Ledger(entries);
    }

    /**
     * Adds a line.
     *
     * @param file the ledger, made if missing
     * @param clock tells the time
     * @param event what happened
     * @param root root of the registry
     * @param details what else is worth keeping; anybody who sees the ledger sees it
     * @return the new line
     * @throws CorruptRegistryException if the ledger is not whole as it stands; nothing is written then
     * @throws IOException if it cannot be read or written
     */
    public static LedgerEntry append(
            Path file, Clock clock, LedgerEvent event, String root, Map<String, String> details) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            List<LedgerEntry> entries = LedgerLines.read(file, Files.readAllBytes(file));
            if (!entries.isEmpty() || Files.exists(head(file))) {
                LedgerLines.requireHead(file, head(file), entries);
            }
            String previous = entries.isEmpty()
                    ? LedgerLines.FIRST
                    : entries.get(entries.size() - 1).hash();
            LedgerEntry entry = new LedgerEntry(
                    entries.size(), previous, clock.instant().truncatedTo(ChronoUnit.SECONDS), event, root, details);
            ByteBuffer line = ByteBuffer.wrap((entry.line() + "\n").getBytes(StandardCharsets.UTF_8));
            for (long at = channel.size(); line.hasRemaining(); ) {
                at += channel.write(line, at);
            }
            channel.force(true);
            Map<String, Object> head = new LinkedHashMap<>();
            head.put("entries", entry.number() + 1);
            head.put("hash", entry.hash());
            AtomicOutput.write(head(file), CheckedObject.line(head).getBytes(StandardCharsets.UTF_8));
            if (!lock.isValid()) {
                throw new IOException(file + ": could not be written under a lock; use a local disk");
            }
            return entry;
        }
    }

    /**
     * The lines.
     *
     * @return in their order
     */
    public List<LedgerEntry> entries() {
        return entries;
    }

    /**
     * Hash of the last line.
     *
     * @return 64 lower-case hexadecimal digits; zeros for an empty ledger
     */
    public String headHash() {
        return entries.isEmpty()
                ? LedgerLines.FIRST
                : entries.get(entries.size() - 1).hash();
    }

    /**
     * All registries that were ever generated: none may be left out of a report.
     *
     * @return their roots, in order
     */
    public List<String> roots() {
        return entries.stream()
                .filter(entry -> entry.event() == LedgerEvent.GENERATE)
                .map(LedgerEntry::root)
                .distinct()
                .toList();
    }

    /**
     * The lines of one registry.
     *
     * @param root its root
     * @return in their order
     */
    public List<LedgerEntry> of(String root) {
        List<LedgerEntry> own = new ArrayList<>();
        for (LedgerEntry entry : entries) {
            if (entry.root().equals(root)) {
                own.add(entry);
            }
        }
        return List.copyOf(own);
    }

    /**
     * Checks that a registry stands in the ledger with all that was done to it.
     *
     * @param file the ledger, for messages
     * @param registry the registry
     * @throws CorruptRegistryException if its generation, or its publication by this beacon and no other, is missing
     */
    public void require(Path file, TrapRegistry registry) throws CorruptRegistryException {
        if (!roots().contains(registry.root())) {
            throw new CorruptRegistryException(
                    file, entries.size() + 1L, "an entry \"generate\" of root " + registry.root(), "none");
        }
        List<String> beacons = of(registry.root()).stream()
                .filter(entry -> entry.event() == LedgerEvent.PUBLISH)
                .map(entry -> entry.details().getOrDefault("beacon", ""))
                .distinct()
                .toList();
        List<String> expected =
                registry.publication().map(p -> p.beacon().value()).stream().toList();
        if (!beacons.equals(expected)) {
            throw new CorruptRegistryException(
                    file,
                    entries.size() + 1L,
                    "publication of root " + registry.root() + " by beacon " + expected,
                    "by " + beacons);
        }
    }

    static Path head(Path file) {
        return file.resolveSibling(file.getFileName() + ".head");
    }
}
