package org.palimpsest.traps.registry;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.palimpsest.corpus.run.Fingerprint;

/**
 * One line of a ledger.
 *
 * @param number its number, from 0
 * @param previous hash of the line before, or 64 zeros
 * @param time when it was written, by the owner's clock
 * @param event what happened
 * @param root root of the registry, 64 lower-case hexadecimal digits
 * @param details what else is worth keeping; written in the order of the names
 */
public record LedgerEntry(
        long number, String previous, Instant time, LedgerEvent event, String root, Map<String, String> details) {
    /** Copies. */
    public LedgerEntry {
        details = Map.copyOf(details);
    }

    /**
     * Hash of the line, which the next line repeats.
     *
     * @return SHA-256 of the line without its field {@code hash}, 64 lower-case hexadecimal digits
     */
    public String hash() {
        return Fingerprint.sha256(CheckedObject.json(fields()));
    }

    /** The line, without its line feed. */
    String line() {
        Map<String, Object> fields = fields();
        fields.put("hash", hash());
        return CheckedObject.json(fields);
    }

    private Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", number);
        fields.put("previous", previous);
        fields.put("time", time.toString());
        fields.put("event", event.label());
        fields.put("root", root);
        fields.put("details", new TreeMap<>(details));
        return fields;
    }
}
