package org.palimpsest.inference.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.palimpsest.stats.RandomStream;

class PlacementTest {
    private static final String[] PARTS = {"a", "b", " the", "\u00e9", "\u65e5", "\ud83d\ude00", "\n", "x", "\u2019"};

    private static @Nullable Placement place(String text, int written, @Nullable String... tokens) {
        return place(BeginToken.UNKNOWN, text, written, tokens);
    }

    private static @Nullable Placement place(BeginToken begin, String text, int written, @Nullable String... tokens) {
        double[] nats = new double[tokens.length];
        if (nats.length > 0) {
            nats[0] = Double.NaN;
        }
        int[] ids = new int[tokens.length];
        Arrays.fill(ids, ReadTokens.NO_ID);
        return Placement.of(text, new ReadTokens(Arrays.asList(tokens), ids, nats, null, written), begin);
    }

    private static void assertOffsets(@Nullable Placement placement, int first, int... offsets) {
        assertThat(placement).isNotNull();
        assertThat(Objects.requireNonNull(placement).offsets()).containsExactly(offsets);
        assertThat(placement.first()).isEqualTo(first);
    }

    /** A text cut at random bytes, spelt as a server would, and where each token truly ends, in UTF-16 units. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Cut(String text, List<byte[]> tokens, int[] offsets) {
        static Cut random(RandomGenerator random) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(1, 12); i > 0; i--) {
                text.append(PARTS[random.nextInt(PARTS.length)]);
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            List<byte[]> tokens = new ArrayList<>();
            List<Integer> offsets = new ArrayList<>(List.of(0));
            for (int at = 0; at < bytes.length; ) {
                int end = Math.min(bytes.length, at + random.nextInt(1, 5));
                tokens.add(Arrays.copyOfRange(bytes, at, end));
                offsets.add(unitsIn(bytes, end));
                at = end;
            }
            return new Cut(
                    text.toString(),
                    tokens,
                    offsets.stream().mapToInt(Integer::intValue).toArray());
        }

        /** UTF-16 units of the characters that end by a byte: the longest prefix that decodes without damage. */
        private static int unitsIn(byte[] bytes, int end) {
            for (int whole = end; ; whole--) {
                String prefix = new String(bytes, 0, whole, StandardCharsets.UTF_8);
                if (prefix.indexOf('\ufffd') < 0) {
                    return prefix.length();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Spelling.class,
            names = {"BYTES_ESCAPED", "BYTE_LEVEL", "SENTENCE_PIECE"})
    void everyCutOfEveryTextIsFoundAgain(Spelling spelling) {
        RandomGenerator random = RandomStream.of(11, "cuts");
        for (int i = 0; i < 400; i++) {
            Cut cut = Cut.random(random);
            String[] tokens =
                    cut.tokens().stream().map(token -> spelt(token, spelling)).toArray(String[]::new);
            Placement placement = place(cut.text(), 0, tokens);
            if (Arrays.stream(tokens).noneMatch(Objects::isNull)) {
                assertOffsets(placement, 0, cut.offsets());
            }
        }
    }

    /** SentencePiece spells whole characters or single bytes; null where a token is neither. */
    private static @Nullable String spelt(byte[] token, Spelling spelling) {
        String text = new String(token, StandardCharsets.UTF_8);
        boolean whole = text.indexOf('\ufffd') < 0;
        return switch (spelling) {
            case BYTES_ESCAPED -> whole ? text : "bytes:" + hex(token, "\\x%02x");
            case SENTENCE_PIECE ->
                whole ? text.replace(' ', '\u2581') : token.length == 1 ? hex(token, "<0x%02X>") : null;
            default -> {
                StringBuilder characters = new StringBuilder();
                for (byte b : token) {
                    int value = b & 0xff;
                    int below = (int)
                            IntStream.range(0, value).filter(v -> !isItself(v)).count();
                    characters.append((char) (isItself(value) ? value : 0x100 + below));
                }
                yield characters.toString();
            }
        };
    }

    private static boolean isItself(int b) {
        return (b > 0x20 && b < 0x7f) || (b > 0xa0 && b != 0xad);
    }

    private static String hex(byte[] token, String format) {
        StringBuilder text = new StringBuilder();
        for (byte b : token) {
            text.append(String.format(Locale.ROOT, format, b & 0xff));
        }
        return text.toString();
    }

    @Test
    void replacementCharactersNeverGiveAWrongCut() {
        RandomGenerator random = RandomStream.of(12, "cuts");
        int found = 0;
        for (int i = 0; i < 400; i++) {
            Cut cut = Cut.random(random);
            String[] tokens = cut.tokens().stream()
                    .map(token -> new String(token, StandardCharsets.UTF_8))
                    .toArray(String[]::new);
            Placement placement = place(cut.text(), 0, tokens);
            if (placement != null) {
                found++;
                for (int k = 0; k < tokens.length; k++) {
                    if (tokens[k].indexOf('\ufffd') < 0) {
                        assertThat(cut.text()
                                        .substring(
                                                placement.offsets()[k],
                                                placement.offsets()[k + 1]))
                                .isEqualTo(tokens[k]);
                    }
                }
            }
        }
        assertThat(found).isGreaterThan(300);
    }

    @Test
    void aCharacterBelongsToTheTokenThatEndsIt() {
        assertOffsets(place("\u5b66\u4e60!", 0, "\u5b66", "bytes:\\xe4\\xb9", "bytes:\\xa0", "!"), 0, 0, 1, 1, 2, 3);
        assertOffsets(
                place("a\ud83d\ude00a\ud83d\ude00a", 0, "a", "\ufffd", "\ufffd", "a", "\ufffd", "\ufffd", "a"),
                0,
                0,
                1,
                1,
                3,
                4,
                4,
                6,
                7);
        assertOffsets(place("x\u00e9y", 0, "x", "", "\u00e9", "y"), 0, 0, 1, 1, 2, 3);
        assertOffsets(place("x\u00e9y", 0, "x", "", "", "y"), 0, 0, 1, 1, 2, 3);
    }

    @Test
    void aBeginTokenIsNotTheTexts() {
        assertOffsets(place("ab", 0, "<s>", "a", "b"), 1, 0, 1, 2);
        assertOffsets(place("ab", 0, "", "a", "b"), 1, 0, 1, 2);
        assertOffsets(place("ab", 0, null, "a", "b"), 1, 0, 1, 2);
        assertOffsets(place("xyab", 0, null, "a", "b"), 0, 0, 2, 3, 4);
        assertOffsets(place("<s>ab", 0, "<s>", "a", "b"), 0, 0, 3, 4, 5);
        assertThat(place("ab", 0, " ", "a", "b"))
                .isNotNull()
                .satisfies(p -> assertThat(p.first()).isZero());
    }

    @Test
    void whatIsKnownOfABeginTokenRules() {
        assertOffsets(place(BeginToken.PREPENDED, "ab", 0, "x", "a", "b"), 1, 0, 1, 2);
        assertThat(place(BeginToken.NONE, "ab", 0, "<s>", "a", "b")).isNull();
        assertOffsets(place(BeginToken.NONE, "\u65e5\u672c", 0, null, "\ufffd", "\ufffd"), 0, 0, 0, 0, 2);
        assertOffsets(place(BeginToken.PREPENDED, "\u65e5\u672c", 0, null, "\ufffd", "\ufffd"), 1, 0, 0, 2);
    }

    @Test
    void whatTheModelWroteIsNotTheTexts() {
        assertOffsets(place("ab", 1, "a", "b", "c"), 0, 0, 1, 2);
        assertOffsets(place("ab", ReadTokens.NOT_SAID, "a", "b", "c"), 0, 0, 1, 2);
        assertOffsets(place("ab", ReadTokens.NOT_SAID, "a", "b"), 0, 0, 1, 2);
        assertThat(place("ab", 0, "a", "b", "c")).isNull();
    }

    @Test
    void theSpaceThatSentencePiecePutsInFrontIsNotTheTexts() {
        assertOffsets(place("ab c", 0, "\u2581ab", "\u2581c"), 0, 0, 2, 4);
    }

    @Test
    void whatDoesNotLayOutTheTextIsNotPlaced() {
        assertThat(place("abc", 0, "a", "b")).isNull();
        assertThat(place("ab", 0, "a", "B")).isNull();
        assertThat(place("ab", 0, "ab", "ab")).isNull();
        assertThat(place("ab", 0, "a", "\ufffd")).isNull();
        assertThat(place("ab", 0, "", "")).isNull();
        assertThat(place("ab", 0, null, null)).isNull();
        assertThat(place("ab", 0)).isNull();
        assertThat(place("\u00e9\u00e9", 0, "\ufffd", "\u00e9", "\ufffd")).isNull();
    }

    @Test
    void offsetsMayCountCodePointsUnitsOrBytesButNothingElse() {
        String text = "a\ud83d\ude00b";
        Placement placement = Objects.requireNonNull(place(text, 0, "a", "\ud83d\ude00", "b"));
        assertThat(placement.agrees(text, new int[] {0, 1, 2})).isTrue();
        assertThat(placement.agrees(text, new int[] {0, 1, 3})).isTrue();
        assertThat(placement.agrees(text, new int[] {0, 1, 5})).isTrue();
        assertThat(placement.agrees(text, new int[] {7, 8, 9})).isTrue();
        assertThat(placement.agrees(text, new int[] {0, 1, 4})).isFalse();
        assertThat(placement.agrees(text, new int[] {0, 2, 3})).isFalse();
    }

    @Test
    void aLongTextIsLaidOutInLinearTime() {
        String[] tokens = new String[29_999];
        Arrays.setAll(tokens, i -> i % 3 == 2 ? "x" : "\ufffd");
        String text = "\u00e9x".repeat(tokens.length / 3) + "\u00e9";
        Placement placement = place(text, 0, tokens);
        assertThat(placement).isNotNull();
    }
}
