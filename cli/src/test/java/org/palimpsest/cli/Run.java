package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/**
 * One command that ran inside this process.
 *
 * @param code exit code
 * @param out what it printed
 * @param err what it said beside
 */
record Run(int code, String out, String err) {
    static Run of(Object... args) {
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Palimpsest.execute(new PrintWriter(out), new PrintWriter(err), words);
        return new Run(code, out.toString(), err.toString());
    }

    static Run withInput(byte[] input, Object... args) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input));
        try {
            return of(args);
        } finally {
            System.setIn(before);
        }
    }

    static Run withInput(String input, Object... args) {
        return withInput(input.getBytes(StandardCharsets.UTF_8), args);
    }

    /** Checks that it ended well, with nothing beside the result. */
    Run done() {
        assertThat(err).isEmpty();
        assertThat(code).isZero();
        return this;
    }

    /** Checks that it failed with one line and printed no result. */
    void refused(ExitCode expected, String line) {
        assertThat(err).isEqualTo("error: " + line + System.lineSeparator());
        assertThat(out).isEmpty();
        assertThat(code).isEqualTo(expected.code());
    }

    /** Checks that it failed with one line that begins so, and printed no result. */
    void failed(ExitCode expected, String begin) {
        assertThat(err).startsWith("error: " + begin).hasLineCount(1);
        assertThat(out).isEmpty();
        assertThat(code).isEqualTo(expected.code());
    }

    JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out);
    }

    JsonNode result() throws IOException {
        return json().path("result");
    }
}
