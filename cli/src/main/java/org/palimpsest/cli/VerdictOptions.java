package org.palimpsest.cli;

import org.palimpsest.stats.Verdict;
import picocli.CommandLine.Option;

/** The options of a command that ends in a verdict: its level, and whether it makes the process fail. */
final class VerdictOptions {
    @Option(
            names = "--alpha",
            defaultValue = "0.01",
            converter = Level.class,
            description = "Level of the verdict. Default: ${DEFAULT-VALUE}.")
    double alpha = 0.01;

    @Option(
            names = "--fail-on",
            paramLabel = "VERDICT",
            defaultValue = "never",
            converter = FailOnConverter.class,
            description = "Exit 10 on: significant, not-significant. Default: ${DEFAULT-VALUE}.")
    private FailOn failOn = FailOn.NEVER;

    /** The exit code of a verdict. */
    int exit(Verdict verdict) {
        return failOn.exit(verdict).code();
    }
}
