package org.palimpsest.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * The help of every command, word for word. After a change on purpose:
 * {@code mvn -pl docs -am verify -Dtest=HelpGoldenTest -Dsurefire.failIfNoSpecifiedTests=false -Dpalimpsest.golden=write}.
 */
class HelpGoldenTest {
    private static final Path GOLDEN = Checkout.root()
            .resolve("docs")
            .resolve("src")
            .resolve("test")
            .resolve("resources")
            .resolve("help");
    private static final boolean WRITE = "write".equals(System.getProperty("palimpsest.golden"));

    @BeforeAll
    static void writeIfAsked() throws IOException {
        if (!WRITE) {
            return;
        }
        Files.createDirectories(GOLDEN);
        for (Path old : files()) {
            Files.delete(old);
        }
        for (String words : commands()) {
            Files.writeString(GOLDEN.resolve(name(words)), help(words));
        }
    }

    static List<String> commands() {
        return Commands.all().entrySet().stream()
                .filter(entry ->
                        !Commands.isHelp(entry.getValue()) || entry.getKey().equals("help"))
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    @ParameterizedTest(name = "palimpsest {0} --help")
    @MethodSource("commands")
    void helpIsWhatTheGoldenFileSays(String words) {
        assertThat(help(words)).isEqualTo(Checkout.read(GOLDEN.resolve(name(words))));
    }

    @Test
    void everyGoldenFileBelongsToACommand() throws IOException {
        assertThat(files().stream().map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrderElementsOf(
                        commands().stream().map(HelpGoldenTest::name).toList());
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.toList();
        }
    }

    private static String name(String words) {
        return ("palimpsest " + words).strip().replace(' ', '-') + ".txt";
    }

    private static String help(String words) {
        CommandLine command = java.util.Objects.requireNonNull(Commands.all().get(words));
        return command.getUsageMessage(CommandLine.Help.Ansi.OFF).replace(System.lineSeparator(), "\n");
    }
}
