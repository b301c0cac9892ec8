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

    static IDefaultValueProvider of(CommandLine line, String[] args) throws IOException {
        Path file = fileIn(args);
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
        check(file, line.getCommandSpec(), root, true);
        return new ConfigFile(root);
    }

    private static @Nullable Path fileIn(String[] args) {
        for (int i = 0; i < args.length; i++) {
            if ((args[i].equals("-c") || args[i].equals("--config")) && i + 1 < args.length) {
                return Path.of(args[i + 1]);
            }
            if (args[i].startsWith("--config=")) {
                return Path.of(args[i].substring("--config=".length()));
            }
        }
        return null;
    }

    private static void check(Path file, CommandSpec spec, JsonNode node, boolean top) throws CorruptInputException {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            CommandLine command = spec.subcommands().get(entry.getKey());
            if (command != null && entry.getValue().isObject()) {
                check(file, command.getCommandSpec(), entry.getValue(), false);
            } else if (!(top ? anyHas(spec, entry.getKey()) : has(spec, entry.getKey()))) {
                throw new CorruptInputException(
                        file.toString(),
                        "key " + entry.getKey() + " is neither an option nor a command"
                                + (top ? "" : " of '" + spec.qualifiedName() + "'"));
            }
        }
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
