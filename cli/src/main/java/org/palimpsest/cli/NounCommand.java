package org.palimpsest.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only holds others. */
abstract class NounCommand implements Runnable {
    @Mixin
    @SuppressWarnings("UnusedVariable") // read through the specification
    private Loudness loudness = new Loudness();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs when none of them is named, which is a usage error. */
    @Override
    public final void run() {
        throw new ParameterException(spec.commandLine(), "no command is named");
    }
}
