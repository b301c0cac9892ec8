package org.palimpsest.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Defaults for options from a YAML file: a key is the name of an option, or of a command whose options stand under it;
 * the nearer one wins. A key that is neither is refused.
 */
final class ConfigFile implements IDefaultValueProvider {
    private final JsonNode root;

    private ConfigFile(JsonNode root) {
        this.root = root;
    }

    static IDefaultValueProvider of(CommandLine line, EarlyOptions early) throws IOException {
        Path file = early.config();
        if (file == null) {
            return argument -> null;
        }
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file; --config names a YAML file");
        }
        JsonNode root;
        try {
            root = new YAMLMapper().readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new CorruptInputException(
                    file.toString(), 0, "is not YAML: " + Failures.oneLine(e.getOriginalMessage()), e);
        }
        if (!root.isObject() && !root.isMissingNode() && !root.isNull()) {
            throw new CorruptInputException(file.toString(), "expected lines of OPTION: VALUE, found " + kind(root));
        }
        check(file, line.getCommandSpec(), root);
        return new ConfigFile(root);
    }

    private static void check(Path file, CommandSpec spec, JsonNode node) throws CorruptInputException {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            CommandLine command = spec.subcommands().get(entry.getKey());
            if (command != null && entry.getValue().isObject()) {
                check(file, command.getCommandSpec(), entry.getValue());
            } else if (!anyHas(spec, entry.getKey())) {
                throw new CorruptInputException(
                        file.toString(),
                        "key " + entry.getKey() + " is neither an option nor a command"
                                + (spec.parent() == null ? "" : " of '" + spec.qualifiedName() + "'"));
            } else if (entry.getValue().isContainerNode()) {
                throw new CorruptInputException(
                        file.toString(),
                        "key " + entry.getKey() + " must have one value, found " + kind(entry.getValue())
                                + "; give several on the command line");
            }
        }
    }

    private static String kind(JsonNode node) {
        return node.isArray() ? "a list" : node.isObject() ? "a group of keys" : "one value";
    }

    private static boolean has(CommandSpec spec, String name) {
        return spec.findOption(name) != null || spec.findOption("--" + name) != null;
    }

    private static boolean anyHas(CommandSpec spec, String name) {
        return has(spec, name) || spec.subcommands().values().stream().anyMatch(c -> anyHas(c.getCommandSpec(), name));
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || argument.command() == null) {
            return null;
        }
        String name = option.longestName().replaceFirst("^-+", "");
        List<String> path = new ArrayList<>();
        for (CommandSpec at = argument.command(); at.parent() != null; at = at.parent()) {
            path.add(0, at.name());
        }
        String found = text(root.get(name));
        JsonNode node = root;
        for (String command : path) {
            node = node.path(command);
            String nearer = text(node.get(name));
            found = nearer == null ? found : nearer;
        }
        return found;
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        return value == null || value.isNull() || value.isContainerNode() ? null : value.asText();
    }
}
