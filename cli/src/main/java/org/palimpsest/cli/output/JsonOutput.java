package org.palimpsest.cli.output;

import java.util.LinkedHashMap;
import java.util.Map;

/** The one JSON object that a command prints under {@code --json}. */
public final class JsonOutput {
    /** Version of the envelope; it changes when a field is removed or changes its meaning. */
    public static final int SCHEMA_VERSION = 1;

    private JsonOutput() {}

    /**
     * {@code {"schemaVersion":1,"command":…,"result":{…},"manifest":{…}}}, indented, ended by a line feed.
     *
     * @param command words of the command, for example {@code provenance query}
     * @param result what the command found, a map or a record
     * @param manifest what the same bytes can be made from again
     * @throws IllegalArgumentException if the command is blank or a value is none that JSON can hold
     */
    public static String envelope(String command, Object result, Object manifest) {
        if (command.isBlank()) {
            throw new IllegalArgumentException("command must not be blank, got \"" + command + "\"");
        }
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("schemaVersion", SCHEMA_VERSION);
        envelope.put("command", command);
        envelope.put("result", result);
        envelope.put("manifest", manifest);
        return JsonText.pretty(envelope) + "\n";
    }
}
