package org.palimpsest.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.output.ColorMode;
import org.palimpsest.cli.output.JsonOutput;
import org.palimpsest.cli.output.ProgressMode;
import org.palimpsest.cli.output.Style;
import org.palimpsest.cli.output.Terminal;
import org.palimpsest.cli.output.TerminalProgress;
import org.palimpsest.corpus.DocumentFolder;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.run.RunManifest;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that every command has, and what follows from them: output, progress, colour and the manifest. */
final class CommonOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    @Option(
            names = "--json",
            fallbackValue = "true",
            description = "Print one JSON object: schemaVersion, command, result, manifest.")
    boolean json;

    @Option(names = "--out", paramLabel = "FILE|DIR", description = "Where the result is written.")
    @Nullable
    Path out;

    @Option(names = "--force", fallbackValue = "true", description = "Replace an existing output.")
    boolean force;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of every random draw.")
    @Nullable
    Long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Threads of the engine; default: all processors.")
    @Nullable
    Integer threads;

    @Option(
            names = "--progress",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Progress on standard error: auto, always, never. Default: ${DEFAULT-VALUE}.")
    ProgressMode progressMode = ProgressMode.AUTO;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Colours: auto, always, never; NO_COLOR is honoured. Default: ${DEFAULT-VALUE}.")
    ColorMode color = ColorMode.AUTO;

    @Option(names = Loudness.VERBOSE, fallbackValue = "true", description = "Say more: the stack trace of a failure.")
    boolean verbose;

    @Option(names = Loudness.QUIET, fallbackValue = "true", description = "Say nothing but results and errors.")
    boolean quiet;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "YAML with defaults for options; flags win.")
    @Nullable
    Path config;

    PrintWriter stdout() {
        return spec.commandLine().getOut();
    }

    PrintWriter stderr() {
        return spec.commandLine().getErr();
    }

    /** A remark for the user, unless {@code -q}. */
    void say(String text) {
        if (!isQuiet() && !TerminalProgress.sayAbove(text)) {
            stderr().println(text);
            stderr().flush();
        }
    }

    private boolean isQuiet() {
        return Loudness.given(spec, Loudness.QUIET);
    }

    Style style() {
        return Style.choose(color, Terminal.isAttached(), Map.copyOf(System.getenv()));
    }

    Progress progress() {
        return isQuiet() ? Progress.none() : TerminalProgress.of(progressMode);
    }

    int threadsOrDefault() {
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    }

    long seedOr(long fallback) {
        return seed == null ? fallback : seed;
    }

    /** Refuses a missing option after all others have been parsed, so that a mistyped one is named first. */
    <T> T require(@Nullable T value, String option) {
        if (value == null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "missing option " + option);
        }
        return value;
    }

    /** A usage error of this command, found after parsing. */
    RuntimeException usage(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    /** Whether an option stands on the command line. */
    boolean given(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** {@code --out} as it was given: a URI loses slashes where it becomes a path. */
    String outAsGiven() {
        Path path = require(out, "--out");
        OptionSpec option = spec.findOption("--out");
        List<String> words = option == null ? List.of() : option.originalStringValues();
        return words.isEmpty() ? path.toString() : words.get(words.size() - 1);
    }

    /** The manifest of this run: tool, seed and every effective option but those that change no result. */
    RunManifest manifest() {
        return manifestWithout(Set.of());
    }

    /** The same without options that have no effect in this run. */
    RunManifest manifestWithout(Set<String> unused) {
        RunManifest manifest = RunManifest.ofTool("palimpsest " + Palimpsest.VERSION);
        if (seed != null) {
            manifest = manifest.withSeed(seed);
        }
        for (OptionSpec option : spec.options()) {
            Object value = option.getValue();
            if (value != null
                    && !option.usageHelp()
                    && !option.versionHelp()
                    && !CommonNames.WITHOUT_EFFECT.contains(option.longestName())
                    && !unused.contains(option.longestName())) {
                manifest = manifest.withOption(option.longestName().replaceFirst("^--", ""), CommonNames.plain(value));
            }
        }
        return manifest;
    }

    /** The manifest with one more input that has been read. */
    RunManifest withInput(RunManifest manifest, Path input, StandardInput standard) throws IOException {
        return InputFile.isStandardInput(input) ? manifest.withInput(standard.input()) : withDocuments(manifest, input);
    }

    /** The manifest with one more input of documents: a file, or all files of documents in a folder. */
    static RunManifest withDocuments(RunManifest manifest, Path input) throws IOException {
        return manifest.withInputs(
                Files.isDirectory(input) ? DocumentFolder.list(input).files() : List.of(input));
    }

    /** Prints the JSON envelope, or the text; the envelope also goes to {@code --out} where that names a file. */
    void emit(Map<String, Object> result, RunManifest manifest, String text) throws IOException {
        String envelope = envelope(result, manifest);
        if (out != null) {
            refuseExisting(out);
            AtomicOutput.write(out, envelope.getBytes(StandardCharsets.UTF_8));
        }
        print(json ? envelope : text);
    }

    /** Prints the JSON envelope if asked for, else the text. */
    void emitBeside(Map<String, Object> result, RunManifest manifest, String text) {
        print(json ? envelope(result, manifest) : text);
    }

    /** The JSON object of this command. */
    String envelope(Map<String, Object> result, RunManifest manifest) {
        return JsonOutput.envelope(spec.qualifiedName(" ").replaceFirst("^palimpsest ", ""), result, manifest.toMap());
    }

    private void print(String text) {
        stdout().print(text);
        stdout().flush();
    }

    /**
     * Checks {@code --out} before any work is done.
     *
     * @throws UsageException if it is there and {@code --force} is not given
     * @throws NoSuchFileException if the folder that it is to stand in is missing
     */
    void checkOutput() throws NoSuchFileException {
        if (out == null) {
            return;
        }
        refuseExisting(out);
        Path parent = out.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            throw new NoSuchFileException(
                    out.toString(), null, "cannot be written, there is no folder " + parent + "; create it first");
        }
    }

    void refuseExisting(Path path) {
        if (!force && Files.exists(path)) {
            throw new UsageException(path + " is there already; choose another name, or --force to replace it");
        }
    }
}
