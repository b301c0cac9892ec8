package org.palimpsest.cli;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Which training texts state something. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = "Which training texts state a fact or name an entity.",
        subcommands = {TraceFactCommand.class, TraceEntityCommand.class, TraceEvaluateCommand.class, HelpCommand.class})
final class TraceCommand extends NounCommand {
    /** Lucene remarks on the version of Java to standard error. Held, since a logger that nobody holds forgets its level. */
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

    TraceCommand() {
        LUCENE.setLevel(Level.SEVERE);
    }
}
