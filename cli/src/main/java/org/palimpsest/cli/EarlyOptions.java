package org.palimpsest.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.output.ColorMode;

/**
 * The options that count before the command line is parsed, and when it cannot be.
 *
 * @param config the file of {@code --config}
 * @param color colours of errors
 * @param verbose whether a failure shows its stack trace
 */
record EarlyOptions(@Nullable Path config, ColorMode color, boolean verbose) {
    static EarlyOptions of(String... args) {
        String file = value(args, "--config");
        String near = value(args, "-c");
        String path = file == null ? near : file;
        String wanted = value(args, "--color");
        ColorMode color = Stream.of(ColorMode.values())
                .filter(mode -> wanted != null && mode.name().equals(wanted.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElse(ColorMode.AUTO);
        boolean verbose = Stream.of(args).anyMatch(arg -> arg.matches("-[qh]*v[qvh]*"));
        return new EarlyOptions(path == null ? null : Path.of(path), color, verbose);
    }

    private static @Nullable String value(String[] args, String name) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals(name) && i + 1 < args.length) {
                return args[i + 1];
            }
            if (args[i].startsWith(name + "=")) {
                return args[i].substring(name.length() + 1);
            }
            if (name.length() == 2 && args[i].startsWith(name) && args[i].length() > 2) {
                return args[i].substring(2);
            }
        }
        return null;
    }
}
