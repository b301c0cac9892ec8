package org.palimpsest.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CommandWordsTest {
    @Test
    void quotesKeepWordsTogether() {
        assertThat(CommandWords.of("palimpsest score  --title 'a b' \"it's\" x'y z'w ''\n --k 1"))
                .containsExactly("score", "--title", "a b", "it's", "xy zw", "", "--k", "1");
        assertThat(CommandWords.of("a; b | c $(d)")).containsExactly("a;", "b", "|", "c", "$(d)");
    }

    @Test
    void anOpenQuoteAndAnEmptyCommandAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandWords.of("a 'b"))
                .withMessage("a quote is not closed in: a 'b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandWords.of("palimpsest "))
                .withMessage("a command is empty");
    }
}
