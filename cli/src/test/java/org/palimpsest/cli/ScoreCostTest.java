package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said before the first request to an endpoint; this one refuses every key. */
class ScoreCostTest {
    private static final String TEXTS = """
            {"id":"a","text":"The State of the Union is strong"}
            {"id":"b","tokens":[40,41,42]}
            {"id":"c","text":"Peace"}
            {"id":"d","text":""}
            """;

    @TempDir
    private Path folder;

    private HttpServer server = create();

    private static HttpServer create() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String model() {
        return "openai:http://127.0.0.1:" + server.getAddress().getPort() + "/v1#m";
    }

    @Test
    void variantsAreCounted() throws IOException {
        Path texts = Files.writeString(folder.resolve("texts.jsonl"), TEXTS);
        Run plain = Run.of("score", "--model", model(), "--input", texts);
        // 32 + 5 bytes and 3 ids: 8 + 2 + 3 tokens, at most 33 + 6 + 3
        assertThat(plain.err()).contains("the texts take 3 requests and about 13 tokens, at most 42");
        assertThat(plain.code()).isEqualTo(ExitCode.FAILED.code());
        Run more = Run.of("score", "--model", model(), "--input", texts, "--for-attacks", "lowercase,pac");
        // a in lower case and five times swapped, c in lower case
        assertThat(more.err())
                .contains("the texts and their variants take 10 requests and about 63 tokens, at most 246");
    }

    @Test
    void standardInputIsNotCounted() {
        Run run = Run.withInput(TEXTS, "score", "--model", model(), "--input", "-");
        assertThat(run.err())
                .contains("how many requests and tokens this takes is unknown: standard input is read as it is scored");
    }
}
