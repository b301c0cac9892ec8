package org.palimpsest.inference.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BpeTrainerTest {
    private static final List<String> MIXED = List.of(
            "The cat sat on the mat; the cat's hat wasn't there.",
            "  two  spaces,\ttabs\t\tand\n\nnew lines \n at the end  \n",
            "Grüße aus Köln: ½ Ⅷ ٣ 12,345.67 und 100% — “quoted”",
            "日本語のテキスト、русский текст, ελληνικά, עברית, 👩‍👩‍👧 🌍",
            "no\u00a0break\u2003em\u3000wide\u0085next\u2028line\u200bzero\ufeffmark",
            "they'll I've we're he'd I'm it's 'tis ''' don''t CAN'T",
            "before<|endoftext|>after <|endoftext|>",
            "",
            " ",
            "\u0000\u0001\u007f\r\n");

    @TempDir
    Path folder;

    @BeforeAll
    static void stayOffline() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    @Test
    void learnsWhatRecountingLearns() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 60; round++) {
            String letters = "aab é'".substring(0, 2 + random.nextInt(5));
            List<String> texts = new ArrayList<>();
            for (int t = 0; t < 3; t++) {
                StringBuilder text = new StringBuilder();
                int length = random.nextInt(120);
                for (int i = 0; i < length; i++) {
                    text.append(letters.charAt(random.nextInt(letters.length())));
                }
                texts.add(text.toString());
            }
            int minimum = 1 + random.nextInt(2);
            BpeModel model = BpeTrainer.withDefaults()
                    .withVocabularySize(257 + 40)
                    .withMinimumCount(minimum)
                    .train(texts);
            assertThat(model.merges()).as("%s", texts).isEqualTo(recounted(texts, 40, minimum));
        }
    }

    @Test
    void encodesAsTheTokenizerOfHuggingFaceDoes() throws IOException {
        List<String> texts = new ArrayList<>(MIXED);
        texts.addAll(MIXED);
        texts.add(english(20_000));
        BpeModel model = BpeTrainer.withDefaults().withVocabularySize(700).train(texts);
        assertThat(model.vocabularySize()).isEqualTo(700);
        Path file = Files.writeString(folder.resolve("tokenizer.json"), model.toTokenizerJson());
        try (HuggingFaceTokenizer fast = HuggingFaceTokenizer.builder()
                .optTokenizerPath(file)
                .optAddSpecialTokens(false)
                .optTruncation(false)
                .optPadding(false)
                .build()) {
            for (String text : texts) {
                long[] expected = fast.encode(text).getIds();
                int[] ids = model.encode(text);
                assertThat(Arrays.stream(ids).asLongStream().toArray())
                        .as("%s", text)
                        .isEqualTo(expected);
                assertThat(model.decode(ids)).isEqualTo(text);
                assertThat(fast.decode(expected, false)).isEqualTo(text);
            }
        }
    }

    @Test
    void anyUnicodeComesBack() {
        BpeModel model = BpeTrainer.withDefaults().withVocabularySize(300).train(MIXED);
        SplittableRandom random = new SplittableRandom(9);
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                int point = random.nextInt(0x110000);
                text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? 'x' : point);
            }
            assertThat(model.decode(model.encode(text.toString()))).isEqualTo(text.toString());
        }
    }

    @Test
    void doesNotDependOnTheOrderOfTheTexts() {
        List<String> turned = new ArrayList<>(MIXED);
        java.util.Collections.reverse(turned);
        BpeTrainer trainer = BpeTrainer.withDefaults().withVocabularySize(320);
        BpeModel model = trainer.train(MIXED);
        assertThat(trainer.train(turned)).isEqualTo(model);
        assertThat(trainer.train(turned).fingerprint())
                .isEqualTo(model.fingerprint())
                .hasSize(64);
        assertThat(model.encodeAll(MIXED))
                .containsExactlyElementsOf(MIXED.stream().map(model::encode).toList());
    }

    @Test
    void stopsWhereNoPairIsFrequentEnough() {
        BpeModel model = BpeTrainer.withDefaults().train(List.of("abc abd"));
        assertThat(model.merges()).containsExactly(new BpeModel.Merge("a", "b"));
        assertThat(model.vocabulary().get(257)).isEqualTo("ab");
        assertThat(BpeTrainer.withDefaults().train(List.of()).vocabularySize()).isEqualTo(257);
    }

    @Test
    void aPieceOfTheSpecialTokenTeachesNothing() {
        BpeModel model = BpeTrainer.withDefaults().train(List.of("<|endoftext|>".repeat(5)));
        assertThat(model.merges()).isEmpty();
        assertThat(model.encode("<|endoftext|>")).containsExactly(0);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> BpeTrainer.withDefaults().withVocabularySize(256))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("vocabularySize must be at least 257, got 256");
        assertThatThrownBy(() -> BpeTrainer.withDefaults().withMinimumCount(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("minimumCount must be at least 1, got 0");
        BpeModel model = BpeTrainer.withDefaults().train(List.of());
        assertThatThrownBy(() -> model.decode(new int[] {0, 257}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("token ids must be in [0, 257), got 257");
        assertThatThrownBy(() -> new BpeModel(List.of("a"), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("vocabulary must begin with <|endoftext|> and the 256 bytes, got 1 tokens");
    }

    /** Counts every pair afresh before each merge. */
    private static List<BpeModel.Merge> recounted(List<String> texts, int tokens, int minimum) {
        List<List<String>> pieces = new ArrayList<>();
        for (String text : texts) {
            PreTokenizer.split(
                    text,
                    piece -> pieces.add(new ArrayList<>(ByteAlphabet.ofText(piece)
                            .chars()
                            .mapToObj(Character::toString)
                            .toList())));
        }
        Set<BpeModel.Merge> merges = new LinkedHashSet<>();
        Set<String> made = new LinkedHashSet<>();
        while (made.size() < tokens) {
            Map<BpeModel.Merge, Integer> counts = new HashMap<>();
            for (List<String> piece : pieces) {
                for (int i = 0; i + 1 < piece.size(); i++) {
                    counts.merge(new BpeModel.Merge(piece.get(i), piece.get(i + 1)), 1, Integer::sum);
                }
            }
            BpeModel.Merge best = null;
            for (Map.Entry<BpeModel.Merge, Integer> entry : counts.entrySet()) {
                if (entry.getValue() >= minimum && (best == null || precedes(entry.getKey(), best, counts))) {
                    best = entry.getKey();
                }
            }
            if (best == null) {
                break;
            }
            merges.add(best);
            made.add(best.merged());
            for (List<String> piece : pieces) {
                for (int i = 0; i + 1 < piece.size(); i++) {
                    if (piece.get(i).equals(best.left()) && piece.get(i + 1).equals(best.right())) {
                        piece.set(i, best.merged());
                        piece.remove(i + 1);
                    }
                }
            }
        }
        return List.copyOf(merges);
    }

    private static boolean precedes(BpeModel.Merge a, BpeModel.Merge b, Map<BpeModel.Merge, Integer> counts) {
        int order = Integer.compare(counts.getOrDefault(b, 0), counts.getOrDefault(a, 0));
        if (order == 0) {
            order = Arrays.compareUnsigned(bytes(a.left()), bytes(b.left()));
        }
        return (order == 0 ? Arrays.compareUnsigned(bytes(a.right()), bytes(b.right())) : order) < 0;
    }

    private static byte[] bytes(String characters) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        ByteAlphabet.write(characters, out);
        return out.toByteArray();
    }

    /** Words with the frequencies of Zipf, made of syllables. */
    private static String english(int words) {
        String[] syllables = {"the", "an", "ing", "er", "ti", "on", "re", "st", "o", "ck", "pl", "ea", "s", "u", "gh"};
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder();
        for (int w = 0; w < words; w++) {
            SplittableRandom word = new SplittableRandom((long) Math.exp(10 * random.nextDouble()));
            int count = 1 + word.nextInt(4);
            for (int s = 0; s < count; s++) {
                text.append(syllables[word.nextInt(syllables.length)]);
            }
            text.append(w % 11 == 0 ? ".\n" : " ");
        }
        return text.toString();
    }
}
