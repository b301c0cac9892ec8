package org.palimpsest.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class JobArgumentsTest {
    private static JobArguments parse(String... arguments) {
        return JobArguments.parse(arguments, List.of("input", "n"), List.of("force"));
    }

    @Test
    void readsValuesAndFlags() {
        JobArguments given = parse("--input", "a", "b", "--force", "--n", "3", "--input", "c");
        assertThat(given.all("input")).containsExactly("a", "b", "c");
        assertThat(given.has("force")).isTrue();
        assertThat(given.number("n", 1)).isEqualTo(3);
        assertThat(parse().number("n", 1)).isEqualTo(1);
    }

    @Test
    void saysWhatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--seed", "1"))
                .withMessage("arguments must be among --input --n --force each with its value, got --seed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("a"))
                .withMessage("a value must follow its name, got \"a\" first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--force", "a"))
                .withMessage("a value must follow its name, got \"a\" after --force");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--n").all("n"))
                .withMessage("--n is required, with a value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--n", "1", "2").one("n"))
                .withMessage("--n takes one value, got [1, 2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--n", "x").number("n", 1))
                .withMessage("--n takes a whole number, got \"x\"");
    }
}
