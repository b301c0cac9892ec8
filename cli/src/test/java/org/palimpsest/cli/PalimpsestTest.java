package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PalimpsestTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "traps",
                "provenance",
                "demo",
                "score",
                "provenance query",
                "traps generate",
                "traps insert",
                "lab",
                "lab calibrate",
                "traps verify",
                "traps test"
            })
    void everyCommandHasHelpAndVersion(String command) {
        String[] words = command.isEmpty() ? new String[0] : command.split(" ");
        for (String flag : new String[] {"-h", "--help"}) {
            assertThat(Run.of(with(words, flag)).done().out())
                    .startsWith("Usage: " + ("palimpsest " + command).strip())
                    .contains("-V, --version")
                    .contains("-q")
                    .contains("-v");
        }
        for (String flag : new String[] {"-V", "--version"}) {
            assertThat(Run.of(with(words, flag)).done().out())
                    .isEqualTo("palimpsest " + Palimpsest.VERSION + System.lineSeparator());
        }
    }

    private static Object[] with(String[] words, String last) {
        Object[] all = new Object[words.length + 1];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = last;
        return all;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|no command is named (see palimpsest --help)",
                "traps|no command is named (see palimpsest traps --help)",
                "provenance -q|no command is named (see palimpsest provenance --help)",
                "score|missing option --model (see palimpsest score --help)",
                "score --model m|missing option --input (see palimpsest score --help)",
                "score --modle m|Unknown options: '--modle', 'm'; did you mean --model or --moments? (see palimpsest score --help)",
                "score --model m --input a --forse|Unknown option: '--forse'; did you mean --force or --for-attacks? (see palimpsest score"
                        + " --help)",
                "score --model --bso|Unknown option: '--bso' (see palimpsest score --help)",
                "score --input a b -z|Unknown option: '-z' (see palimpsest score --help)",
                "traps verify --registry|Missing required parameter for option '--registry' (DIR) (see palimpsest traps"
                        + " verify --help)",
            })
    void usageErrorsAreOneLine(String line, String message) {
        Run run = Run.of((Object[]) (line.isEmpty() ? new String[0] : line.split(" ")));
        run.refused(ExitCode.USAGE, message);
    }

    @Test
    void anUnknownCommandIsUsage() {
        Run run = Run.of("scoer");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("error: Unmatched argument at index 0: 'scoer'")
                .hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void quietAndVerboseCountOnEveryLevel() throws IOException {
        Path rows = Files.writeString(
                folder.resolve("r.jsonl"), "{\"index\":1,\"l\":1}\n{\"index\":2,\"l\":3}\n{\"index\":3,\"l\":2}\n{\n");
        Object[][] levels = {{"-q", "provenance", "query"}, {"provenance", "-q", "query"}, {"provenance", "query", "-q"}
        };
        for (Object[] level : levels) {
            assertThat(Run.of(level[0], level[1], level[2], "--transcript", rows, "--loss", "l", "--skip-bad", 1)
                            .done()
                            .out())
                    .contains("verdict");
        }
        for (String flag : new String[] {"-v", "-qv"}) {
            assertThat(Run.of("provenance", "query", "--transcript", rows, "--loss", "l", flag)
                            .err())
                    .startsWith("error: " + rows + ", line 4: ")
                    .contains("CorruptInputException")
                    .contains("\tat ");
        }
    }

    @Test
    void whatCannotBePrintedIsNoSuccess() throws IOException {
        Path rows = Files.writeString(
                folder.resolve("r.jsonl"), "{\"index\":1,\"l\":1}\n{\"index\":2,\"l\":3}\n{\"index\":3,\"l\":2}\n");
        StringWriter err = new StringWriter();
        int code = Palimpsest.execute(
                new PrintWriter(new FullWriter()),
                new PrintWriter(err),
                "provenance",
                "query",
                "--transcript",
                rows.toString(),
                "--loss",
                "l");
        assertThat(code).isEqualTo(4);
        assertThat(err.toString())
                .isEqualTo("error: standard output could not be written; the result is lost" + System.lineSeparator());
    }

    private static final class FullWriter extends Writer {
        @Override
        public void write(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
