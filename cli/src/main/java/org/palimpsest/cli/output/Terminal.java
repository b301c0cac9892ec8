package org.palimpsest.cli.output;

import java.io.Console;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** What Java can tell about the terminal. */
public final class Terminal {
    private Terminal() {}

    /**
     * Whether standard input and output are a terminal; standard error is then taken to be one too.
     *
     * <p>Up to Java 21 {@link System#console()} is null unless both are a terminal. From Java 22 on it may be there for a
     * pipe too and has a method {@code isTerminal}, which is asked by name because Java 17 does not know it.
     */
    // A console that Java 22 makes up for a pipe is told apart by isTerminal below.
    @SuppressWarnings("SystemConsoleNull")
    public static boolean isAttached() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            // Java 21 or older: a console is a terminal.
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("java.io.Console.isTerminal could not be called", e);
        }
    }

    /**
     * The character set in which this process writes to the terminal: what the Java runtime found, or UTF-8 where it says
     * nothing.
     */
    public static Charset charset() {
        return Stream.of("stdout.encoding", "sun.stdout.encoding", "native.encoding")
                .map(System::getProperty)
                .filter(name -> name != null && Charset.isSupported(name))
                .findFirst()
                .map(Charset::forName)
                .orElse(StandardCharsets.UTF_8);
    }
}
