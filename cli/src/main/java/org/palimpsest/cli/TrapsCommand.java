package org.palimpsest.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Marks in published text. */
@Command(
        name = "traps",
        mixinStandardHelpOptions = true,
        description = "Marks for text that is published, and the test of a model for them.",
        subcommands = {
            TrapsGenerateCommand.class,
            TrapsTimestampCommand.class,
            TrapsPublishCommand.class,
            TrapsAssignCommand.class,
            TrapsInsertCommand.class,
            TrapsUndoCommand.class,
            TrapsSurviveCommand.class,
            TrapsPlanCommand.class,
            TrapsVerifyCommand.class,
            TrapsOpenCommand.class,
            TrapsBurnCommand.class,
            TrapsTestCommand.class,
            TrapsAuditsCommand.class,
            TrapsCollectionCommand.class,
            HelpCommand.class
        })
final class TrapsCommand extends NounCommand {}
