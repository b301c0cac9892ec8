package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.inference.engine.EngineFailure;

class FailuresTest {
    private static void assertReported(Throwable failure, int code, String line) {
        StringWriter err = new StringWriter();
        assertThat(Failures.report(failure, new PrintWriter(err), EarlyOptions.of()))
                .isEqualTo(code);
        assertThat(err.toString()).isEqualTo("error: " + line + System.lineSeparator());
    }

    @Test
    void aFullDiskIsAFailureAtRunTime() {
        IOException full = new IOException("out.json: cannot be written: No space left on device");
        assertThat(Failures.code(full)).isEqualTo(ExitCode.FAILED);
        assertThat(Failures.code(new IOException("out", new IOException("No space left on device"))))
                .isEqualTo(ExitCode.FAILED);
        assertThat(Failures.code(new FileSystemException("out", null, "Disk quota exceeded")))
                .isEqualTo(ExitCode.FAILED);
        assertReported(new UncheckedIOException(full), 4, "out.json: cannot be written: No space left on device");
    }

    @Test
    void causesAreFoundUnderWhatCarriesThem() {
        assertReported(
                new CompletionException(new UncheckedIOException(new CorruptInputException("a.gz", "is cut"))),
                3,
                "a.gz: is cut");
        assertReported(new CompletionException(new EngineFailure("it stopped")), 4, "it stopped");
    }

    @Test
    void everyKindHasItsCode() {
        assertReported(new UsageException("no"), 2, "no");
        assertReported(new NoSuchFileException("x"), 3, "x: there is no such file or folder");
        assertReported(new AccessDeniedException("x"), 3, "x: permission denied");
        assertReported(new IllegalArgumentException("k must be in (0, 1], got 2"), 3, "k must be in (0, 1], got 2");
        assertReported(new EOFException(), 3, "java.io.EOFException");
        assertReported(new IOException("two\n  lines"), 3, "two; lines");
        assertReported(
                new OutOfMemoryError("Java heap space"),
                4,
                "out of memory: Java heap space; give Java more with JAVA_OPTS=-Xmx8g");
        assertReported(
                new CancellationException("training was stopped at step 3"),
                130,
                "interrupted: training was stopped at step 3");
        assertThat(Failures.code(new ClosedByInterruptException())).isEqualTo(ExitCode.INTERRUPTED);
    }

    @Test
    void whatNobodyExpectedIsAnInternalErrorWithItsTrace() {
        StringWriter err = new StringWriter();
        assertThat(Failures.report(new IllegalStateException("odd"), new PrintWriter(err), EarlyOptions.of()))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("error: internal error, please report it: java.lang.IllegalStateException: odd")
                .contains("\tat ");
    }
}
