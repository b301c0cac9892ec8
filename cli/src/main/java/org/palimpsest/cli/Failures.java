package org.palimpsest.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.output.Ink;
import org.palimpsest.cli.output.Style;
import org.palimpsest.cli.output.Terminal;
import org.palimpsest.inference.endpoint.EndpointFailure;
import org.palimpsest.inference.engine.EngineFailure;

/** Turns what a command throws into one line on standard error and an exit code. */
final class Failures {
    private Failures() {}

    static int report(Throwable failure, PrintWriter err, EarlyOptions early) {
        Throwable cause = unwrapped(failure);
        ExitCode code = code(cause);
        Style style = Style.choose(early.color(), Terminal.isAttached(), Map.copyOf(System.getenv()));
        err.println(style.paint(Ink.ERROR, "error: ") + message(cause, code));
        if (early.verbose() || code == ExitCode.INTERNAL) {
            cause.printStackTrace(err);
        }
        err.flush();
        return code.code();
    }

    /** What was thrown in the first place, out of what only carries it. */
    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof UncheckedIOException
                        || cause instanceof CompletionException
                        || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    static ExitCode code(Throwable cause) {
        if (cause instanceof UsageException) {
            return ExitCode.USAGE;
        }
        if (cause instanceof CancellationException
                || cause instanceof ClosedByInterruptException
                || cause instanceof InterruptedException) {
            return ExitCode.INTERRUPTED;
        }
        if (cause instanceof EngineFailure
                || cause instanceof EndpointFailure
                || cause instanceof OutOfMemoryError
                || unwritable(cause)) {
            return ExitCode.FAILED;
        }
        if (cause instanceof IOException || cause instanceof IllegalArgumentException) {
            return ExitCode.BAD_INPUT;
        }
        return cause.getClass().getName().startsWith("ai.djl.") ? ExitCode.FAILED : ExitCode.INTERNAL;
    }

    /** Whether a result could not be written: a full disk, a folder that is missing or forbidden. */
    private static boolean unwritable(@Nullable Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            String text = String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT);
            if (t instanceof IOException
                    && (text.contains("no space left")
                            || text.contains("cannot be written")
                            || text.contains("could not be written")
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
        if (code == ExitCode.INTERRUPTED) {
            return "interrupted: " + oneLine(cause.getMessage());
        }
        if (cause instanceof OutOfMemoryError) {
            return "out of memory: " + oneLine(cause.getMessage()) + "; give Java more with JAVA_OPTS=-Xmx8g";
        }
        if (cause instanceof FileSystemException file && file.getFile() != null) {
            return oneLine(file.getFile() + ": " + reason(file));
        }
        return oneLine(cause.getMessage() == null ? cause.toString() : cause.getMessage());
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
