package org.palimpsest.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.palimpsest.cli.output.Ink;
import org.palimpsest.cli.output.Style;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
            ProvenanceCommand.class,
            LabCommand.class,
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
public final class Palimpsest implements Runnable {
    /** Version of the tool, as manifests name it. */
    public static final String VERSION = "0.1.0-SNAPSHOT";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs when no command is named. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command is named; see palimpsest --help");
    }

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        Charset charset = terminalCharset();
        PrintWriter out = new PrintWriter(System.out, true, charset);
        PrintWriter err = new PrintWriter(System.err, true, charset);
        System.exit(execute(out, err, args));
    }

    private static Charset terminalCharset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8"));
        return Charset.isSupported(name) ? Charset.forName(name) : Charset.forName("UTF-8");
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
        CommandLine line = new CommandLine(new Palimpsest())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Palimpsest::usageFailure)
                .setExecutionExceptionHandler((failure, command, parsed) ->
                        Failures.report(failure, command.getErr(), List.of(args).contains("-v")));
        try {
            line.setDefaultValueProvider(ConfigFile.of(line, args));
        } catch (IOException e) {
            return Failures.report(e, err, false);
        } catch (ParameterException e) {
            return usageFailure(e, args);
        }
        int code = line.execute(args);
        out.flush();
        err.flush();
        return code;
    }

    private static int usageFailure(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        Style style = Style.choose(
                org.palimpsest.cli.output.ColorMode.AUTO,
                org.palimpsest.cli.output.Terminal.isAttached(),
                Map.copyOf(System.getenv()));
        err.println(style.paint(Ink.ERROR, "error: ") + Failures.oneLine(failure.getMessage()));
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return ExitCode.USAGE.code();
    }
}
