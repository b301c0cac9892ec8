package org.palimpsest.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The index of a training corpus. */
@Command(
        name = "index",
        mixinStandardHelpOptions = true,
        description = "Every n-gram of a training corpus: build the index, count, find, match, continue.",
        subcommands = {
            IndexBuildCommand.class,
            IndexImportCommand.class,
            IndexInfoCommand.class,
            IndexCountCommand.class,
            IndexLocateCommand.class,
            IndexMatchCommand.class,
            IndexNextCommand.class,
            IndexDuplicatesCommand.class,
            HelpCommand.class
        })
final class IndexCommand extends NounCommand {}
