package org.palimpsest.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Order tests of a suspect model. */
@Command(
        name = "provenance",
        mixinStandardHelpOptions = true,
        description = "Whose model is this: tests of a suspect against the order of training data.",
        subcommands = {ProvenanceQueryCommand.class, HelpCommand.class})
final class ProvenanceCommand implements Runnable {
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
