package org.palimpsest.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.stats.RandomStream;

class TokenRowTest {
    private final TokenRow row = new TokenRow();

    private @Nullable Document parse(String line) {
        byte[] bytes = ("xx" + line + "1]}456789").getBytes(StandardCharsets.UTF_8);
        return row.parse(bytes, 2, bytes.length - 9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"a\",\"tokens\":[]}",
                "{\"id\":\"a/b c\",\"tokens\":[0]}",
                "{\"id\": \"a\", \"tokens\": [10, 9999999, 7]}",
                "{ \"id\" : \"a\" , \"tokens\" :[1,2,30000]}"
            })
    void readsAsTheParserDoes(String line) throws IOException {
        assertThat(parse(line)).isNotNull().isEqualTo(byParser(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"\",\"tokens\":[1]}",
                "{\"id\":\"a\\n\",\"tokens\":[1]}",
                "{\"id\":\"ü\",\"tokens\":[1]}",
                "{\"id\":\"a\",\"tokens\":[01]}",
                "{\"id\":\"a\",\"tokens\":[1,]}",
                "{\"id\":\"a\",\"tokens\":[,1]}",
                "{\"id\":\"a\",\"tokens\":[1 2]}",
                "{\"id\":\"a\",\"tokens\":[1.0]}",
                "{\"id\":\"a\",\"tokens\":[1e3]}",
                "{\"id\":\"a\",\"tokens\":[-1]}",
                "{\"id\":\"a\",\"tokens\":[12345678]}",
                "{\"id\":\"a\",\"tokens\":[2147483648]}",
                "{\"id\":\"a\",\"tokens\":[99999999999999999999]}",
                "{\"id\":\"a\",\"tokens\":[1]",
                "{\"id\":\"a\",\"tokens\":[1",
                "{\"id\":\"a\",\"tokens\":[1]}}",
                "{\"id\":\"a\",\"tokens\":[1],\"text\":\"t\"}",
                "{\"tokens\":[1],\"id\":\"a\"}",
                "{\"id\":7,\"tokens\":[1]}",
                "{\"id\":\"a\",\"tokens\":null}"
            })
    void leavesTheRestToTheParser(String line) {
        assertThat(parse(line)).isNull();
    }

    @Test
    void neverSaysOtherThanTheParser() {
        RandomGenerator random = RandomStream.of(11, "token rows");
        String line = "{\"id\":\"ab\",\"tokens\":[12, 0,345]}";
        String alphabet = "{}[]\":, 0123456789ab-.\\etokns";
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder changed = new StringBuilder(line);
            int at = random.nextInt(line.length());
            char with = alphabet.charAt(random.nextInt(alphabet.length()));
            switch (random.nextInt(3)) {
                case 0 -> changed.setCharAt(at, with);
                case 1 -> changed.insert(at, with);
                default -> changed.deleteCharAt(at);
            }
            Document fast = parse(changed.toString());
            if (fast != null) {
                read++;
                assertThat(fast).as(changed.toString()).isEqualTo(byParserOrRefusal(changed.toString()));
            }
        }
        assertThat(read).isBetween(2_000, 18_000);
    }

    private static @Nullable Document byParserOrRefusal(String line) {
        try {
            return byParser(line);
        } catch (IOException e) {
            return new Document("refused", "", null, null, null, null, Map.of());
        }
    }

    private static @Nullable Document byParser(String line) throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        try (JsonLines lines = JsonLines.open("memory", new ByteArrayInputStream(bytes), 0, 1 << 20)) {
            return lines.next(new DocumentParser());
        }
    }
}
