package org.palimpsest.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.output.ColorMode;
import org.palimpsest.cli.output.Ink;
import org.palimpsest.cli.output.Style;
import org.palimpsest.cli.output.Terminal;
import org.palimpsest.inference.engine.EngineFailure;

/** Turns what a command throws into one line on standard error and an exit code. */
final class Failures {
    private Failures() {}

    static int report(Throwable failure, PrintWriter err, boolean verbose) {
        Throwable cause = failure instanceof UncheckedIOException unchecked && unchecked.getCause() != null
                ? unchecked.getCause()
                : failure;
        ExitCode code = code(cause);
        Style style = Style.choose(ColorMode.AUTO, Terminal.isAttached(), Map.copyOf(System.getenv()));
        err.println(style.paint(Ink.ERROR, "error: ") + message(cause, code));
        if (verbose || code == ExitCode.INTERNAL) {
            cause.printStackTrace(err);
        }
        err.flush();
        return code.code();
    }

    static ExitCode code(Throwable cause) {
        if (cause instanceof UsageException) {
            return ExitCode.USAGE;
        }
        if (cause instanceof EngineFailure || cause instanceof OutOfMemoryError || fullDisk(cause)) {
            return ExitCode.FAILED;
        }
        if (cause instanceof IOException || cause instanceof IllegalArgumentException) {
            return ExitCode.BAD_INPUT;
        }
        return cause.getClass().getName().startsWith("ai.djl.") ? ExitCode.FAILED : ExitCode.INTERNAL;
    }

    private static boolean fullDisk(@Nullable Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            String text = String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT);
            if (t instanceof IOException
                    && (text.contains("no space left")
                            || text.contains("disk full")
                            || text.contains("quota exceeded"))) {
                return true;
            }
        }
        return false;
    }

    private static String message(Throwable cause, ExitCode code) {
        if (code == ExitCode.INTERNAL) {
            return "internal error, please report it: " + oneLine(cause.toString());
        }
        if (cause instanceof OutOfMemoryError) {
            return "out of memory: " + oneLine(cause.getMessage()) + "; give Java more with JAVA_OPTS=-Xmx8g";
        }
        if (cause instanceof FileSystemException file) {
            return oneLine(file.getFile() + ": " + reason(file));
        }
        return oneLine(cause.getMessage());
    }

    private static String reason(FileSystemException file) {
        if (file.getReason() != null) {
            return file.getReason();
        }
        if (file instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (file instanceof AccessDeniedException) {
            return "permission denied";
        }
        return file instanceof FileAlreadyExistsException
                ? "is there already"
                : file.getClass().getSimpleName();
    }

    static String oneLine(@Nullable String text) {
        return text == null ? "no message" : text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
