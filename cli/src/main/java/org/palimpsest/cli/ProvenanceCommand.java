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
            ProvenancePlanCommand.class,
            ProvenanceOrderCommand.class,
            ProvenanceCommitCommand.class,
            ProvenancePartitionCommand.class,
            ProvenanceReshuffleCommand.class,
            ProvenanceDatasetCommand.class,
            ProvenanceDynamicsCommand.class,
            ProvenanceContaminationCommand.class,
            HelpCommand.class
        })
final class ProvenanceCommand extends NounCommand {}
