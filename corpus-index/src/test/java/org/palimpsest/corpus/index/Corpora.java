package org.palimpsest.corpus.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.palimpsest.corpus.run.Existing;

/** Small corpora of every awkward kind. */
final class Corpora {
    private static final int[][] ALPHABETS = {
        {0},
        {0, 1},
        {0, 254},
        {1, 2, 253, 254},
        {0, 255, 256, 65534},
        {65534, 65533, 32768, 128, 1},
        {65535, 65534, 0},
        {65535, 65536, 0, 1 << 24, Integer.MAX_VALUE, 255}
    };

    private Corpora() {}

    /** What a corpus looks like. */
    enum Kind {
        RANDOM,
        ALL_EQUAL,
        FIBONACCI,
        PERIODIC,
        COPIES,
        EMPTY_DOCUMENTS,
        ONE_TOKEN
    }

    /** A corpus, and how its index is built. */
    @SuppressWarnings("ArrayRecordComponent") // an alphabet is handed on, never compared
    record Drawn(PlainCorpus corpus, int[] alphabet, IndexBuilder.Options options) {
        SuffixArrayIndex build(Path folder) throws IOException {
            IndexBuilder.withDefaults().with(options).build(corpus.stream(), folder, Existing.REFUSE);
            return SuffixArrayIndex.open(folder);
        }

        int[] phrase(RandomGenerator random, int longest) {
            int length = 1 + random.nextInt(longest);
            int[] document =
                    corpus.documents().get(random.nextInt(corpus.documents().size()));
            if (random.nextInt(3) == 0 || document.length < length) {
                return text(random, length, alphabet);
            }
            int at = random.nextInt(document.length - length + 1);
            return Arrays.copyOfRange(document, at, at + length);
        }
    }

    /** A corpus of one of all kinds, alphabets, widths and numbers of shards. */
    static Drawn draw(int round, RandomGenerator random) {
        Kind kind = Kind.values()[round % Kind.values().length];
        int[] alphabet = ALPHABETS[random.nextInt(ALPHABETS.length)];
        List<int[]> documents = new ArrayList<>();
        int count = kind == Kind.ONE_TOKEN ? 1 : 1 + random.nextInt(10);
        int[] first = text(random, 1 + random.nextInt(12), alphabet);
        for (int d = 0; d < count; d++) {
            documents.add(
                    random.nextInt(5) == 0 && kind != Kind.ONE_TOKEN
                            ? new int[0]
                            : document(kind, first, alphabet, random));
        }
        boolean bytes = Arrays.stream(alphabet).max().orElse(0) <= 254 && random.nextBoolean();
        return new Drawn(
                new PlainCorpus(documents),
                alphabet,
                new IndexBuilder.Options(
                        1 + random.nextInt(3),
                        1 << 24,
                        1,
                        random.nextInt(3) == 0 ? IndexBuilder.Inverse.WRITTEN : IndexBuilder.Inverse.LEFT_OUT,
                        bytes ? TokenWidth.U8 : TokenWidth.U16,
                        2,
                        2));
    }

    private static int[] document(Kind kind, int[] first, int[] alphabet, RandomGenerator random) {
        int length = random.nextInt(30);
        return switch (kind) {
            case RANDOM -> text(random, length, alphabet);
            case ALL_EQUAL -> IntStream.range(0, length).map(i -> alphabet[0]).toArray();
            case FIBONACCI -> fibonacci(length, alphabet[0], alphabet[alphabet.length - 1]);
            case PERIODIC ->
                IntStream.range(0, length).map(i -> first[i % first.length]).toArray();
            case COPIES -> first;
            case EMPTY_DOCUMENTS -> new int[0];
            case ONE_TOKEN -> new int[] {alphabet[random.nextInt(alphabet.length)]};
        };
    }

    /** The beginning of the infinite Fibonacci word a b a a b a b a ... */
    static int[] fibonacci(int length, int a, int b) {
        int[] word = new int[Math.max(2, 2 * length + 2)];
        word[0] = a;
        word[1] = b;
        int size = 2;
        int before = 1;
        while (size < length) {
            System.arraycopy(word, 0, word, size, before);
            int longer = size + before;
            before = size;
            size = longer;
        }
        return Arrays.copyOf(word, length);
    }

    static int[] text(RandomGenerator random, int length, int[] alphabet) {
        return random.ints(length, 0, alphabet.length).map(i -> alphabet[i]).toArray();
    }
}
