package org.palimpsest.traps.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.CorruptInputException;

class WordlistTest {
    @Test
    void effListIsTheOneOfTheFoundation() {
        Wordlist list = Wordlist.effLarge();
        assertThat(list.size()).isEqualTo(7776);
        assertThat(list.sha256()).isEqualTo("6d557f0693958fb5e650b68b5bee585eb82cf4da32965505c789e924743bc522");
        assertThat(list.words()).startsWith("abacus", "abdomen").endsWith("zoology", "zoom");
        assertThat(list.words()).allMatch(word -> word.matches("[a-z-]{3,9}"));
    }

    @Test
    void effListIsPrefixFree() {
        List<String> sorted = Wordlist.effLarge().words().stream().sorted().toList();
        for (int i = 1; i < sorted.size(); i++) {
            assertThat(sorted.get(i)).doesNotStartWith(sorted.get(i - 1));
        }
    }

    @Test
    void shortListIsToldApartByThreeLetters() {
        Wordlist list = Wordlist.effShort();
        assertThat(list.size()).isEqualTo(1296);
        assertThat(list.words().stream().map(word -> word.substring(0, 3)).distinct())
                .hasSize(1296);
        assertThat(Wordlist.class.getResource("eff-short-2.LICENSE.txt")).isNotNull();
    }

    @Test
    void readsAFileWithOrWithoutDiceRolls(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("dice.txt");
        Files.writeString(file, "11\tacid\n12 bone\n\ncrab\n");
        assertThat(Wordlist.read(file)).isEqualTo(new Wordlist("dice.txt", List.of("acid", "bone", "crab")));
        Files.writeString(file, "acid\nbone\nacid\n");
        assertThatExceptionOfType(CorruptInputException.class)
                .isThrownBy(() -> Wordlist.read(file))
                .withMessageContaining("words must differ, got \"acid\" again at index 2; give one word a line");
        Files.write(file, new byte[] {'a', '\n', (byte) 0xff});
        assertThatExceptionOfType(CorruptInputException.class)
                .isThrownBy(() -> Wordlist.read(file))
                .withMessageContaining("expected text in UTF-8");
    }

    @Test
    void creditStandsBesideTheList() {
        assertThat(Wordlist.class.getResource("eff-large.LICENSE.txt")).isNotNull();
    }

    @Test
    void refusesWordsThatCannotBeToldApart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Wordlist("one", List.of("a")))
                .withMessage("a word list must have 2 words or more, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Wordlist("twice", List.of("a", "b", "a")))
                .withMessage("words must differ, got \"a\" again at index 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Wordlist("space", List.of("a", "b c")))
                .withMessage("words must be non-empty and without white space, got \"b c\" at index 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wordlist.named("none"))
                .withMessage("word list must be one of [eff-large, eff-short-2], got \"none\"");
    }
}
