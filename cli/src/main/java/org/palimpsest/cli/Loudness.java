package org.palimpsest.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** How much is said, for commands that only hold others; what they are told counts for the command below them. */
final class Loudness {
    static final String VERBOSE = "-v";
    static final String QUIET = "-q";

    @Option(names = VERBOSE, fallbackValue = "true", description = "Say more: the stack trace of a failure.")
    @SuppressWarnings("UnusedVariable") // read through the specification
    private boolean verbose;

    @Option(names = QUIET, fallbackValue = "true", description = "Say nothing but results and errors.")
    @SuppressWarnings("UnusedVariable") // read through the specification
    private boolean quiet;

    /** Whether a flag was given to a command or to one above it. */
    static boolean given(CommandSpec command, String flag) {
        for (CommandSpec at = command; at != null; at = at.parent()) {
            OptionSpec option = at.findOption(flag);
            if (option != null && Boolean.TRUE.equals(option.getValue())) {
                return true;
            }
        }
        return false;
    }
}
