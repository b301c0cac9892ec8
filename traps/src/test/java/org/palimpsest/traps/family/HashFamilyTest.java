package org.palimpsest.traps.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HashFamilyTest extends TrapFamilyContract {
    @Override
    TrapFamily family() {
        return HashFamily.withDefaults().withBits(128);
    }

    @Test
    void isTheStreamInHexadecimalDigits() {
        byte[] bytes = KeyedStream.of(new byte[] {3}, "h").nextBytes(32);
        assertThat(HashFamily.withDefaults().draw(KeyedStream.of(new byte[] {3}, "h")))
                .isEqualTo(HexFormat.of().formatHex(bytes))
                .hasSize(64);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HashFamily(100))
                .withMessage("bits must be a multiple of 8 in [64, 512], got 100");
    }
}
