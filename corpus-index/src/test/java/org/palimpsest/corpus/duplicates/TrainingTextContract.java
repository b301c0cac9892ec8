package org.palimpsest.corpus.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;

/** What holds of every training text: the same answers as looking at every place. */
abstract class TrainingTextContract {
    abstract TrainingText of(List<int[]> documents) throws IOException;

    /** Corpora that are drawn; fewer where each is written to disk. */
    int corpora() {
        return 40;
    }

    private static List<int[]> draw(RandomGenerator random, int texts, int longest, int alphabet, int lowest) {
        List<int[]> drawn = new ArrayList<>();
        for (int i = 0; i < texts; i++) {
            drawn.add(random.ints(random.nextInt(longest + 1), lowest, alphabet).toArray());
        }
        return drawn;
    }

    @Test
    void everyAnswerEqualsLookingAtEveryPlace() throws IOException {
        RandomGenerator random = RandomStream.of(7, "training text");
        for (int round = 0; round < corpora(); round++) {
            int alphabet = 1 + round % 4;
            List<int[]> documents = draw(random, 1 + random.nextInt(6), 30, alphabet, 0);
            documents.add(new int[] {0});
            PlainText plain = new PlainText(documents);
            TrainingText training = of(documents);
            List<int[]> texts = draw(random, random.nextInt(5), 25, alphabet, -1);
            texts.add(documents.get(0));
            assertThat(training.tokens()).isEqualTo(plain.tokens());
            for (int n : new int[] {1, 2, 5, 40}) {
                assertThat(training.counts(texts, n))
                        .usingElementComparator(Arrays::compare)
                        .isEqualTo(plain.counts(texts, n));
            }
            List<int[]> phrases = phrases(random, texts);
            for (int limit : new int[] {0, 1, 3}) {
                assertThat(training.sightings(phrases, limit)).isEqualTo(plain.sightings(phrases, limit));
            }
            for (int least : new int[] {1, 3, 6}) {
                for (int skips : new int[] {0, 1, 4}) {
                    assertThat(training.lengths(texts, least, skips))
                            .as("%d %d", least, skips)
                            .usingElementComparator(Arrays::compare)
                            .isEqualTo(plain.lengths(texts, least, skips));
                }
            }
        }
    }

    private static List<int[]> phrases(RandomGenerator random, List<int[]> texts) {
        List<int[]> phrases = new ArrayList<>();
        for (int[] text : texts) {
            if (text.length > 0) {
                int start = random.nextInt(text.length);
                phrases.add(Arrays.copyOfRange(text, start, start + 1 + random.nextInt(text.length - start)));
            }
        }
        return phrases;
    }

    @Test
    void longestMatchesOfLongTextsEqualLookingAtEveryPlace() throws IOException {
        RandomGenerator random = RandomStream.of(9, "long texts");
        List<int[]> documents = draw(random, 5, 300, 3, 0);
        documents.add(new int[200]);
        PlainText plain = new PlainText(documents);
        List<int[]> texts = draw(random, 3, 120, 3, 0);
        texts.add(new int[150]);
        assertThat(of(documents).lengths(texts, 1, 0))
                .usingElementComparator(Arrays::compare)
                .isEqualTo(plain.lengths(texts, 1, 0));
    }

    @Test
    void phrasesAreCountedWithinDocuments() throws IOException {
        TrainingText training = of(List.of(new int[] {1, 2, 1, 2}, new int[] {1, 2}));
        assertThat(training.count(new int[] {1, 2})).isEqualTo(3);
        assertThat(training.count(new int[] {2, 1})).isEqualTo(1);
        assertThat(training.lengths(List.of(new int[] {2, 1, 2, 1, 2}), 1, 0).get(0))
                .containsExactly(3, 4, 3, 2, 1);
    }

    @Test
    void refusesWhatCannotBe() throws IOException {
        TrainingText training = of(List.of(new int[] {1}));
        assertThatThrownBy(() -> training.counts(List.of(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("least must be at least 1 and skips at least 0, got 0 and 0");
        assertThatThrownBy(() -> training.sightings(List.of(new int[0]), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("phrases must have at least one token and limit must be at least 0, got limit 1");
        assertThatThrownBy(() -> training.lengths(List.of(), 1, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("least must be at least 1 and skips at least 0, got 1 and -1");
    }
}
