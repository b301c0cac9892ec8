package org.palimpsest.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
final class LabCommand implements Runnable {
    @Mixin
    @SuppressWarnings("UnusedVariable") // read through the specification
    private Loudness loudness = new Loudness();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command is named");
    }
}
