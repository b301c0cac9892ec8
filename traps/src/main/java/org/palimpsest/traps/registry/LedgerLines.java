package org.palimpsest.traps.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The lines of a ledger and the checks of their chain. */
final class LedgerLines {
    /** What the first line has as the hash of the line before it. */
    static final String FIRST = "0".repeat(64);

    private static final ObjectMapper JSON = new ObjectMapper();

    private LedgerLines() {}

    static List<LedgerEntry> read(Path file, byte[] content) throws IOException {
        List<LedgerEntry> entries = new ArrayList<>();
        int lines = 0;
        for (byte b : content) {
            lines += b == '\n' ? 1 : 0;
        }
        String previous = FIRST;
        try (LineComparison comparison = LineComparison.of(file, Disclosure.TEXT, content)) {
            for (int i = 0; i < lines; i++) {
                String line = comparison.next("a line of the ledger");
                LedgerEntry entry = parse(file, i + 1L, line);
                if (!entry.line().equals(line)) {
                    throw new CorruptRegistryException(
                            file, i + 1L, "a line with the hash " + entry.hash(), "one that was changed: " + line);
                }
                if (entry.number() != i || !entry.previous().equals(previous)) {
                    throw new CorruptRegistryException(
                            file,
                            i + 1L,
                            "entry " + i + " after hash " + previous,
                            "entry " + entry.number() + " after hash " + entry.previous()
                                    + ": lines were moved, taken out or put in");
                }
                previous = entry.hash();
                entries.add(entry);
            }
            comparison.requireEnd();
        }
        return entries;
    }

    /** The head must be among the lines; it lags behind by one line if writing was broken off. */
    static void requireHead(Path file, Path headFile, List<LedgerEntry> entries) throws IOException {
        JsonNode head = CheckedObject.read(headFile);
        long count = head.path("entries").asLong();
        if (count > entries.size() || count < entries.size() - 1L || count < 1) {
            throw new CorruptRegistryException(
                    file,
                    entries.size() + 1L,
                    count + " lines, as " + headFile.getFileName() + " says",
                    entries.size() + ": it was cut, or lines were put in");
        }
        String hash = entries.get((int) count - 1).hash();
        if (!hash.equals(head.path("hash").asText())) {
            throw new CorruptRegistryException(
                    file, count, "the hash " + head.path("hash").asText() + " of its head", "hash " + hash);
        }
    }

    private static LedgerEntry parse(Path file, long number, String line) throws CorruptRegistryException {
        try {
            JsonNode fields = JSON.readTree(line);
            Map<String, String> details = new TreeMap<>();
            fields.path("details")
                    .properties()
                    .forEach(detail ->
                            details.put(detail.getKey(), detail.getValue().asText()));
            return new LedgerEntry(
                    fields.path("number").asLong(),
                    fields.path("previous").asText(),
                    Instant.parse(fields.path("time").asText()),
                    LedgerEvent.valueOf(fields.path("event").asText().toUpperCase(Locale.ROOT)),
                    fields.path("root").asText(),
                    details);
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            throw new CorruptRegistryException(file, number, "a line of the ledger", "one that was changed: " + line);
        }
    }
}
