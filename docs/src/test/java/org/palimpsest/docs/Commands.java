package org.palimpsest.docs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.palimpsest.cli.Palimpsest;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The commands of the program, as picocli knows them. */
final class Commands {
    private Commands() {}

    /** A parser of its own, at a fixed width. */
    static CommandLine parser() {
        return new CommandLine(new Palimpsest())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100);
    }

    /** Every visible command by its words, such as {@code traps generate}; the root is the empty string. */
    static Map<String, CommandLine> all() {
        Map<String, CommandLine> all = new LinkedHashMap<>();
        add("", parser(), all);
        return all;
    }

    private static void add(String words, CommandLine command, Map<String, CommandLine> all) {
        all.put(words, command);
        command.getSubcommands().forEach((name, sub) -> {
            if (!sub.getCommandSpec().usageMessage().hidden()) {
                add((words + " " + name).strip(), sub, all);
            }
        });
    }

    /** The help that lists the commands of a command, which is described once for all. */
    static boolean isHelp(CommandLine command) {
        return command.getCommand() instanceof CommandLine.HelpCommand;
    }

    /** The visible option names of a command; of several names of one option the longest. */
    static Set<String> options(CommandLine command) {
        TreeSet<String> names = new TreeSet<>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (!option.hidden()) {
                names.add(option.longestName());
            }
        }
        return names;
    }

    /** The options that all commands with a result share. */
    static Set<String> common() {
        TreeSet<String> shared = new TreeSet<>();
        boolean first = true;
        for (CommandLine command : all().values()) {
            if (command.getSubcommands().isEmpty() && options(command).contains("--json")) {
                List<String> own = List.copyOf(options(command));
                if (first) {
                    shared.addAll(own);
                    first = false;
                } else {
                    shared.retainAll(own);
                }
            }
        }
        return shared;
    }
}
