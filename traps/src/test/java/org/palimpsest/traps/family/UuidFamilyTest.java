package org.palimpsest.traps.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class UuidFamilyTest extends TrapFamilyContract {
    @Override
    TrapFamily family() {
        return new UuidFamily();
    }

    @Test
    void onlyVersionAndVariantAreFixed() {
        KeyedStream stream = KeyedStream.of(new byte[] {4}, "u");
        long everSetHigh = 0;
        long everSetLow = 0;
        long alwaysSetHigh = -1;
        long alwaysSetLow = -1;
        for (int i = 0; i < 200; i++) {
            UUID uuid = UUID.fromString(family().draw(stream));
            assertThat(uuid.version()).isEqualTo(4);
            assertThat(uuid.variant()).isEqualTo(2);
            everSetHigh |= uuid.getMostSignificantBits();
            everSetLow |= uuid.getLeastSignificantBits();
            alwaysSetHigh &= uuid.getMostSignificantBits();
            alwaysSetLow &= uuid.getLeastSignificantBits();
        }
        int fixed = Long.bitCount(~everSetHigh)
                + Long.bitCount(~everSetLow)
                + Long.bitCount(alwaysSetHigh)
                + Long.bitCount(alwaysSetLow);
        assertThat(128 - fixed).isEqualTo((int) family().entropyBits());
    }
}
