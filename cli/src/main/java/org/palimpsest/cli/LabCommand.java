package org.palimpsest.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Small models with a known history, and how often the tests err on them. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description = "Small models with a known history: how often do the tests err on them?",
        subcommands = {
            LabTrainCommand.class,
            LabFineTuneCommand.class,
            LabGenerateCommand.class,
            LabCalibrateCommand.class,
            HelpCommand.class
        })
final class LabCommand extends NounCommand {}
