package org.palimpsest.corpus.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.palimpsest.corpus.run.Existing;

/** Corpora made to harm, against infini-gram's definition of its files, carried out by comparing bytes. */
class IndexBuilderTest {
    @TempDir
    Path folder;

    private static int[] fibonacci(int length, int zero, int one) {
        List<Integer> before = List.of(zero);
        List<Integer> word = List.of(zero, one);
        while (word.size() < length) {
            List<Integer> next = new ArrayList<>(word);
            next.addAll(before);
            before = word;
            word = next;
        }
        return word.stream().mapToInt(Integer::intValue).limit(length).toArray();
    }

    private static int[] thueMorse(int length, int zero, int one) {
        return IntStream.range(0, length)
                .map(i -> Integer.bitCount(i) % 2 == 0 ? zero : one)
                .toArray();
    }

    private static int[] equal(int length, int token) {
        int[] tokens = new int[length];
        Arrays.fill(tokens, token);
        return tokens;
    }

    static Stream<Arguments> corpora() {
        int[] none = {};
        return Stream.of(
                Arguments.of("all equal", TokenWidth.U16, List.of(equal(700, 7), equal(300, 7), equal(1, 7))),
                Arguments.of("all equal, 0", TokenWidth.U16, List.of(equal(500, 0), equal(500, 0))),
                Arguments.of("Fibonacci", TokenWidth.U16, List.of(fibonacci(800, 1, 256), fibonacci(233, 1, 256))),
                Arguments.of("Fibonacci, upper", TokenWidth.U16, List.of(fibonacci(610, 65534, 255), none)),
                Arguments.of("Thue-Morse", TokenWidth.U16, List.of(thueMorse(512, 0, 65534), thueMorse(700, 0, 65534))),
                Arguments.of("empty documents", TokenWidth.U16, List.of(none, none, none, none, none)),
                Arguments.of("one empty document", TokenWidth.U16, List.of(none)),
                Arguments.of("one token", TokenWidth.U16, List.of(new int[] {0})),
                Arguments.of(
                        "65,534 beside the separator", TokenWidth.U16, List.of(equal(3, 65534), none, equal(2, 65534))),
                Arguments.of(
                        "65,535 asks for 32 bits",
                        TokenWidth.U16,
                        List.of(new int[] {65534, 1}, none, new int[] {65535, 65534, 65535}, new int[] {1, 1 << 24})),
                Arguments.of(
                        "32 bits late", TokenWidth.U16, List.of(equal(90_000, 65534), new int[] {Integer.MAX_VALUE})),
                Arguments.of("bytes", TokenWidth.U8, List.of(thueMorse(400, 0, 254), none, fibonacci(300, 254, 128))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpora")
    void filesAreAsDefined(String name, TokenWidth width, List<int[]> documents) throws IOException {
        int wanted = Math.min(3, documents.size());
        for (int shards = 1; shards <= wanted; shards++) {
            Path index = folder.resolve("index" + shards);
            IndexBuilder.withDefaults()
                    .with(IndexBuilder.Options.defaults().withShards(shards).with(width))
                    .build(new PlainCorpus(documents).stream(), index, Existing.REFUSE);
            IndexManifest manifest = IndexManifest.read(index);
            int first = 0;
            for (int shard = 0; shard < manifest.shards().size(); shard++) {
                int count = Math.toIntExact(manifest.shards().get(shard).documents());
                check(new ShardFiles(index, shard), manifest.width(), documents.subList(first, first + count));
                first += count;
            }
            assertThat(first).isEqualTo(documents.size());
            SuffixArrayIndex.open(index).verify();
        }
    }

    private static void check(ShardFiles files, TokenWidth width, List<int[]> documents) throws IOException {
        int bytes = width.bytes();
        int tokens = documents.stream().mapToInt(d -> 1 + d.length).sum();
        ByteBuffer text = ByteBuffer.allocate(tokens * bytes);
        ByteBuffer offsets = ByteBuffer.allocate(8 * documents.size()).order(ByteOrder.LITTLE_ENDIAN);
        Map<Long, Integer> counts = new TreeMap<>();
        for (int[] document : documents) {
            offsets.putLong(text.position());
            put(text, -1, bytes);
            counts.merge(bytes == 4 ? 0xFFFFFFFFL : (1L << (8 * bytes)) - 1, 1, Integer::sum);
            for (int id : document) {
                put(text, id, bytes);
                counts.merge((long) id, 1, Integer::sum);
            }
        }
        StringBuilder unigrams = new StringBuilder();
        counts.forEach(
                (id, count) -> unigrams.append(id).append(' ').append(count).append('\n'));
        assertThat(Files.readAllBytes(files.tokens())).isEqualTo(text.array());
        assertThat(Files.readAllBytes(files.offsets())).isEqualTo(offsets.array());
        assertThat(Files.readString(files.unigrams(), StandardCharsets.US_ASCII))
                .isEqualTo(unigrams.toString());
        if (tokens < 5000) {
            assertThat(Files.readAllBytes(files.table())).isEqualTo(table(text.array(), bytes));
        }
    }

    private static void put(ByteBuffer text, int id, int bytes) {
        for (int i = 0; i < bytes; i++) {
            text.put((byte) (id >>> (8 * i)));
        }
    }

    /** Byte offsets of all tokens in the order of the bytes from there on; as many bytes each as the last needs. */
    private static byte[] table(byte[] text, int bytes) {
        Integer[] order =
                IntStream.range(0, text.length / bytes).mapToObj(i -> i * bytes).toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> Arrays.compareUnsigned(text, a, text.length, text, b, text.length));
        int width = Math.max(1, (int) Math.ceil(Math.log(text.length) / Math.log(2) / 8));
        ByteBuffer table = ByteBuffer.allocate(order.length * width);
        for (int offset : order) {
            put(table, offset, width);
        }
        return table.array();
    }

    @Test
    void shardsFollowFromMemory() throws IOException {
        int[] document = thueMorse(100_000, 3, 4);
        List<int[]> documents = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            documents.add(document);
        }
        long tokens = 40L * 100_001;
        for (int threads = 1; threads <= 2; threads++) {
            Path index = folder.resolve("index" + threads);
            IndexBuilder.withDefaults()
                    .with(IndexBuilder.Options.defaults().withMemory(1 << 24).withThreads(threads))
                    .build(new PlainCorpus(documents).stream(), index, Existing.REFUSE);
            List<IndexManifest.Shard> shards = IndexManifest.read(index).shards();
            long most = (1L << 24) / threads / IndexBuilder.bytesPerToken(TokenWidth.U16);
            assertThat(shards).hasSize(Math.toIntExact((tokens + most - 1) / most));
            assertThat(shards).allSatisfy(shard -> assertThat(shard.tokens()).isLessThan(most + document.length));
        }
    }
}
