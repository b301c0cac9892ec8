package org.palimpsest.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Marks in published text. */
@Command(
        name = "traps",
        mixinStandardHelpOptions = true,
        description = "Marks for text that is published, and the test of a model for them.",
        subcommands = {
            TrapsGenerateCommand.class,
            TrapsInsertCommand.class,
            TrapsVerifyCommand.class,
            TrapsTestCommand.class,
            HelpCommand.class
        })
final class TrapsCommand implements Runnable {
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
