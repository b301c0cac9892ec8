package org.palimpsest.traps.insertion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;

class RowScannerTest {
    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactoryBuilder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"id\"",
        "\"text\"",
        "\"a\"",
        "\"\"",
        "\"b c d e f g h i j\"",
        "1",
        "-0.5e3",
        "01",
        "true",
        "null",
        "nul",
        " ",
        "\t",
        "\"\\u00e9\"",
        "\"\\x\"",
        "\"é😀\"",
        "\"unclosed",
        "\\",
        "\n",
        "\"i\\u0064\"",
        "{\"x\":{}}",
        "[1,[]]",
        "\"text\":\"words of a text\"",
        "\"id\":\"d1\"",
        "\u0001",
        "\"tokens\":[1]"
    };

    @Test
    void whatIsFoundAFullParserFindsToo() throws IOException {
        int found = 0;
        for (int round = 0; round < 60_000; round++) {
            RandomGenerator random = RandomStream.of(round, "rows");
            byte[] row = row(random).getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(4) == 0) {
                row[random.nextInt(row.length)] = (byte) random.nextInt(256);
            }
            found += check(row);
        }
        assertThat(found).isGreaterThan(5_000);
    }

    private static String row(RandomGenerator random) {
        StringBuilder row = new StringBuilder();
        if (random.nextInt(2) == 0) {
            int length = 1 + random.nextInt(12);
            for (int i = 0; i < length; i++) {
                row.append(PIECES[random.nextInt(PIECES.length)]);
            }
            return row.toString();
        }
        String[] values = {
            "\"v w\"", "1.5", "[{\"a\":1,\"b\":[]},-2]", "{\"a\":1,\"b\":2}", "null", "\"\\n\"", "{\"a\":1,\"a\":2}"
        };
        String[] texts = {"\"\"", "\"some text\"", "\"ü \\\"x\\\" 😀\"", "null", "7"};
        row.append("{\"id\":\"d").append(random.nextInt(9)).append("\",");
        if (random.nextInt(2) == 0) {
            row.append("\"m\":").append(values[random.nextInt(values.length)]).append(',');
        }
        return row.append("\"text\": ")
                .append(texts[random.nextInt(texts.length)])
                .append("}")
                .toString();
    }

    private static int check(byte[] row) throws IOException {
        RowScanner scanner = new RowScanner();
        RowScanner.Outcome outcome = scanner.scan(row, 0, row.length);
        JsonNode node = parse(row);
        String shown = new String(row, StandardCharsets.UTF_8);
        if (outcome == RowScanner.Outcome.BLANK) {
            assertThat(shown).isBlank();
        }
        if (outcome != RowScanner.Outcome.FOUND) {
            return 0;
        }
        JsonNode parsed = Objects.requireNonNull(node, shown);
        assertThat(parsed.path("id").asText()).as(shown).isEqualTo(scanner.id());
        assertThat(parsed.path("text").isTextual()).as(shown).isTrue();
        assertThat(parsed.path("text").asText().isEmpty()).as(shown).isEqualTo(scanner.isTextEmpty());
        return 1;
    }

    private static @Nullable JsonNode parse(byte[] row) {
        try {
            return JSON.readTree(row);
        } catch (IOException e) {
            return null;
        }
    }

    @Test
    void ordinaryRowsAreFound() {
        RowScanner scanner = new RowScanner();
        byte[] row =
                " {\"url\":\"http://x/ü\",\"id\": \"d1\",\"text\":\"a \\\"b\\\" \\u00e9 😀\",\"n\":[1,2.5e-3,{\"k\":null}]}\r\n"
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(scanner.scan(row, 0, row.length)).isEqualTo(RowScanner.Outcome.FOUND);
        assertThat(scanner.id()).isEqualTo("d1");
        assertThat(scanner.isTextEmpty()).isFalse();
        byte[] blank = " \t\r\n".getBytes(StandardCharsets.UTF_8);
        assertThat(scanner.scan(blank, 0, blank.length)).isEqualTo(RowScanner.Outcome.BLANK);
        byte[] twice = "{\"id\":\"a\",\"text\":\"b\",\"id\":\"c\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(scanner.scan(twice, 0, twice.length)).isEqualTo(RowScanner.Outcome.UNSURE);
    }
}
