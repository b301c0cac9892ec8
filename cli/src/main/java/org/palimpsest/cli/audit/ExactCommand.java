package org.palimpsest.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Pattern;

/** The command line that a manifest was made by, as a shell takes it. Options that change no result are not in a manifest. */
final class ExactCommand {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,+@%^-]+");

    private ExactCommand() {}

    static String of(CommandResult result) {
        StringBuilder line = new StringBuilder("palimpsest ").append(result.command());
        for (Map.Entry<String, JsonNode> option :
                result.manifest().path("options").properties()) {
            JsonNode value = option.getValue();
            String name = (option.getKey().length() == 1 ? " -" : " --") + option.getKey();
            if (value.isBoolean()) {
                line.append(value.asBoolean() ? name : "");
            } else if (value.isArray()) {
                line.append(value.isEmpty() ? "" : name);
                value.forEach(one -> line.append(' ').append(quoted(one.asText())));
            } else if (!value.isNull() && !value.isObject()) {
                line.append(name).append(' ').append(quoted(value.asText()));
            }
        }
        JsonNode seed = result.manifest().path("seed");
        if (seed.isNumber()) {
            line.append(" --seed ").append(seed.asText());
        }
        return line.append(" --json").toString();
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
