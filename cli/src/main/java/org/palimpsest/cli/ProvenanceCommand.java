package org.palimpsest.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Tests of a suspect model against training data. */
@Command(
        name = "provenance",
        mixinStandardHelpOptions = true,
        description =
                "Whose model is this: tests against the order of training data, and what of a benchmark stands in it.",
        subcommands = {
            ProvenanceQueryCommand.class,
            ProvenanceCompareCommand.class,
            ProvenanceContaminationCommand.class,
            HelpCommand.class
        })
final class ProvenanceCommand extends NounCommand {}
