package org.palimpsest.cli;

import picocli.CommandLine.Option;

/** The option of a command that reads lines of which some may be bad. */
final class BadLineOptions {
    @Option(
            names = "--skip-bad",
            paramLabel = "N",
            defaultValue = "0",
            converter = AtLeastZero.class,
            description = "Allow N lines that do not parse.")
    int allowed;
}
