package org.palimpsest.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.palimpsest.cli.output.Ink;
import org.palimpsest.cli.output.Style;
import org.palimpsest.cli.output.Terminal;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.inference.engine.TorchRuntime;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root command and the entry of the program. */
@Command(
        name = "palimpsest",
        version = "palimpsest " + Palimpsest.VERSION,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows whether text was used to train a language model, and whose model a model is.",
            "Results go to standard output, everything else to standard error."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            TrapsCommand.class,
            ScoreCommand.class,
            AttackCommand.class,
            ExtractCommand.class,
            IndexCommand.class,
            ProvenanceCommand.class,
            TraceCommand.class,
            LabCommand.class,
            ReportCommand.class,
            ReproduceCommand.class,
            AutoComplete.GenerateCompletion.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, whatever the verdict",
            "1:internal error",
            "2:usage: unknown command, missing option, a value that does not parse",
            "3:bad input: missing, truncated, corrupt or unsupported file; an unusable column",
            "4:the engine or endpoint failed at run time, or a result could not be written",
            "10:only with --fail-on: the verdict is the one that fails"
        },
        footer = {"", "Start with: palimpsest demo"})
public final class Palimpsest extends NounCommand {
    /** Version of the tool, as manifests name it. */
    public static final String VERSION = "0.1.0-SNAPSHOT";

    /**
     * Runs one command and ends the process with its exit code. Results are UTF-8 wherever another program reads them.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        boolean watched = Terminal.isAttached();
        PrintWriter out = new PrintWriter(System.out, true, watched ? Terminal.charset() : StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, Terminal.charset());
        InterruptNotice notice = InterruptNotice.on(err, "interrupted: no output was written", Palimpsest::stop);
        int code = execute(out, err, args);
        notice.cancel();
        System.exit(code);
    }

    /** Ends the work of a process that is being stopped, and removes what it had half-written. */
    private static void stop() {
        TorchRuntime.drain();
        try {
            AtomicOutput.abandon();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs one command inside this process.
     *
     * @param out where results go
     * @param err where everything else goes
     * @param args the command line
     * @return the exit code
     */
    public static int execute(PrintWriter out, PrintWriter err, String... args) {
        EarlyOptions early = EarlyOptions.of(args);
        CommandLine line = new CommandLine(new Palimpsest())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionStrategy(parsed -> {
                    refuseSwallowed(parsed, new HashSet<>(Arrays.asList(args)));
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setParameterExceptionHandler((failure, all) -> usageFailure(failure, early))
                .setExecutionExceptionHandler((failure, command, parsed) -> Failures.report(failure, err, early));
        shareVersion(line);
        int code;
        try {
            line.setDefaultValueProvider(ConfigFile.of(line, early));
            code = line.execute(args);
        } catch (IOException e) {
            code = Failures.report(e, err, early);
        } catch (ParameterException e) {
            code = usageFailure(e, early);
        } catch (Error e) {
            // picocli hands errors such as an exhausted heap through
            code = Failures.report(e, err, early);
        }
        return flushed(out, err, code);
    }

    /** What cannot be written to standard output is lost, and must not look like success. */
    private static int flushed(PrintWriter out, PrintWriter err, int code) {
        if (out.checkError() && code == ExitCode.OK.code()) {
            err.println("error: standard output could not be written; the result is lost");
            err.flush();
            return ExitCode.FAILED.code();
        }
        err.flush();
        return code;
    }

    private static void shareVersion(CommandLine line) {
        for (CommandLine command : line.getSubcommands().values()) {
            command.getCommandSpec().version(line.getCommandSpec().version());
            shareVersion(command);
        }
    }

    /** A mistyped option after one that takes several values, or none, would else be taken for its value. */
    private static void refuseSwallowed(ParseResult parsed, Set<String> args) {
        for (ParseResult at = parsed; at != null; at = at.subcommand()) {
            for (ArgSpec argument : at.matchedArgs()) {
                for (String value : argument.originalStringValues()) {
                    if (args.contains(value) && value.matches("--?[A-Za-z].*")) {
                        throw new UnmatchedArgumentException(at.commandSpec().commandLine(), List.of(value));
                    }
                }
            }
        }
    }

    private static int usageFailure(ParameterException failure, EarlyOptions early) {
        CommandLine command = failure.getCommandLine();
        Style style = Style.choose(early.color(), Terminal.isAttached(), Map.copyOf(System.getenv()));
        StringBuilder text = new StringBuilder(Failures.oneLine(failure.getMessage()));
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            text.append("; did you mean ")
                    .append(String.join(" or ", unmatched.getSuggestions()))
                    .append('?');
        }
        command.getErr()
                .println(style.paint(Ink.ERROR, "error: ") + text + " (see "
                        + command.getCommandSpec().qualifiedName() + " --help)");
        command.getErr().flush();
        return ExitCode.USAGE.code();
    }
}
