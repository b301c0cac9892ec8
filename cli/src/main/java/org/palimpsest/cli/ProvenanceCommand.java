package org.palimpsest.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Order tests of a suspect model. */
@Command(
        name = "provenance",
        mixinStandardHelpOptions = true,
        description = "Whose model is this: tests of a suspect against the order of training data.",
        subcommands = {ProvenanceQueryCommand.class, HelpCommand.class})
final class ProvenanceCommand extends NounCommand {}
