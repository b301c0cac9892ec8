package org.palimpsest.corpus.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;

class EntityLinkerTest {
    private static final Entity PLANET =
            new Entity("planet", "Mercury", List.of("planet Mercury"), List.of("orbit", "sun"));
    private static final Entity METAL =
            new Entity("metal", "Mercury", List.of("quicksilver"), List.of("liquid", "toxic"));
    private static final EntityLinker LINKER = EntityLinker.of(
            EntityCatalogue.of(List.of(PLANET, METAL, Entity.of("ny", "New York"), Entity.of("nyc", "New York City"))));

    @Test
    void theLongestNameWinsAndMentionsDoNotOverlap() {
        String text = "In NEW YORK city, not York; New York's best.";
        assertThat(LINKER.link(text))
                .containsExactly(
                        new Mention("nyc", 3, 16, 1, MentionSource.ONLY_BEARER),
                        new Mention("ny", 28, 36, 1, MentionSource.ONLY_BEARER));
    }

    @Test
    void namesAreWholeWords() {
        assertThat(LINKER.link("Mercurys quicksilvery New Yorkers")).isEmpty();
    }

    @Test
    void contextTellsHomonymsApart() {
        List<Mention> mentions = LINKER.link("Mercury goes round the sun in an orbit of 88 days.");
        assertThat(mentions).hasSize(2);
        assertThat(mentions.get(0).entity()).isEqualTo("planet");
        assertThat(mentions.get(0).source()).isEqualTo(MentionSource.CONTEXT);
        assertThat(mentions.get(0).score()).isCloseTo(Math.exp(2) / (Math.exp(2) + 1), within(1e-12));
        assertThat(mentions.get(1).source()).isEqualTo(MentionSource.SHARED_NAME);
    }

    @Test
    void withoutEvidenceTheNameIsShared() {
        assertThat(LINKER.link("Mercury again."))
                .containsExactly(
                        new Mention("planet", 0, 7, 0.5, MentionSource.SHARED_NAME),
                        new Mention("metal", 0, 7, 0.5, MentionSource.SHARED_NAME));
    }

    @Test
    void anUnmistakableNameElsewhereCountsTwice() {
        List<Mention> mentions = LINKER.link("Quicksilver was sold. Mercury was dear.");
        assertThat(mentions.get(1).entity()).isEqualTo("metal");
        assertThat(mentions.get(1).source()).isEqualTo(MentionSource.DOCUMENT);
        assertThat(mentions.get(1).score()).isCloseTo(Math.exp(2) / (Math.exp(2) + 1), within(1e-12));
    }

    @Test
    void farWordsCountOnlyWhereNearOnesAreEqual() {
        String filler = "word ".repeat(30);
        assertThat(LINKER.link("Mercury " + filler + "toxic").get(0).entity()).isEqualTo("metal");
        assertThat(LINKER.link("sun Mercury " + filler + "toxic liquid").get(0).entity())
                .isEqualTo("planet");
    }

    @Test
    void nearIsTwentyFiveWordsOnEitherSide() {
        String filler = "word ".repeat(24);
        // The far word speaks for the metal, and would make both equal where the near one is not near.
        assertThat(LINKER.link("Mercury " + filler + "sun word toxic").get(0).score())
                .isCloseTo(Math.E / (Math.E + 1), within(1e-12));
        assertThat(LINKER.link("toxic word sun " + filler + "Mercury").get(0).score())
                .isCloseTo(Math.E / (Math.E + 1), within(1e-12));
        assertThat(LINKER.link("Mercury word " + filler + "sun word toxic liquid")
                        .get(0)
                        .entity())
                .isEqualTo("metal");
    }

    @Test
    void smallSharesAreLeftOut() {
        assertThat(LINKER.link("quicksilver: toxic liquid Mercury"))
                .extracting(Mention::entity)
                .containsExactly("metal", "metal");
    }

    /** Names over two letters in random texts, against a search that tries every name at every word. */
    @Test
    void findsWhatBruteForceFinds() {
        RandomGenerator random = RandomStream.of(5, "linker");
        for (int round = 0; round < 300; round++) {
            Map<String, Entity> names = new HashMap<>();
            for (int i = 0; i < 4; i++) {
                String name = words(1 + random.nextInt(3), random);
                names.putIfAbsent(name, Entity.of("e" + i, name));
            }
            String text = words(random.nextInt(30), random);
            List<String> found = EntityLinker.of(EntityCatalogue.of(names.values())).link(text).stream()
                    .map(mention -> mention.entity() + "@" + mention.start() + "-" + mention.end())
                    .toList();
            assertThat(found).as("%s in %s", names.keySet(), text).isEqualTo(bruteForce(names, text));
        }
    }

    private static List<String> bruteForce(Map<String, Entity> names, String text) {
        List<String> found = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            String best = "";
            for (String name : names.keySet()) {
                boolean here = (text + " ").startsWith(name + " ", at);
                best = here && name.length() > best.length() ? name : best;
            }
            if (!best.isEmpty()) {
                found.add(Objects.requireNonNull(names.get(best)).id() + "@" + at + "-" + (at + best.length()));
            }
            at += Math.max(best.length(), 1) + 1;
        }
        return found;
    }

    /** Words of one letter each, so that a word begins at every second character. */
    private static String words(int count, RandomGenerator random) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(random.nextBoolean() ? "a" : "b");
        }
        return String.join(" ", words).toLowerCase(Locale.ROOT);
    }
}
