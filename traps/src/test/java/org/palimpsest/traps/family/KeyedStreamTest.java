package org.palimpsest.traps.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeyedStreamTest {
    private static final byte[] KEY = new byte[32];

    static {
        for (int i = 0; i < KEY.length; i++) {
            KEY[i] = (byte) i;
        }
    }

    @Test
    void bytesAreTheHmacBlocksThatPythonComputes() {
        // madeBy: hmac.new(bytes(range(32)), b"trap|0|0\0" + struct.pack(">Q", i), "sha256"), i = 0, 1
        byte[] bytes = KeyedStream.of(KEY, "trap|0|0").nextBytes(40);
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("eaa734b1429596f7e4436479f31979c41f426740840a00f6c0e4bbb24d235a21b2daa5bfaea949a6");
    }

    @Test
    void relabelledStreamEqualsAFreshOneAndLeavesTheFirstAlone() {
        KeyedStream first = KeyedStream.of(KEY, "a");
        byte[] before = first.nextBytes(20);
        byte[] other = first.relabelled("b").nextBytes(70);
        byte[] after = first.nextBytes(50);
        assertThat(other).isEqualTo(KeyedStream.of(KEY, "b").nextBytes(70));
        byte[] whole = KeyedStream.of(KEY, "a").nextBytes(70);
        assertThat(whole).startsWith(before).endsWith(after);
        assertThat(whole).isNotEqualTo(other);
    }

    @Test
    void numberedStreamsAreTheHashesThatPythonComputes() {
        // madeBy: hashlib.sha256(bytes(range(32)) + struct.pack(">qq", -2, i)).digest(), i = 0, 1
        KeyedStream stream = KeyedStream.numbered(KEY, 5).renumbered(-2);
        assertThat(HexFormat.of().formatHex(stream.nextBytes(40)))
                .isEqualTo("1d1381df736affcd218204b18690ea2205c93c5ac682a043e89a4a960797da71f660bff895e37c39");
        assertThat(stream.renumbered(5).nextBytes(40))
                .isEqualTo(KeyedStream.numbered(KEY, 5).nextBytes(40));
        assertThat(stream.relabelled("x").nextBytes(4))
                .isEqualTo(KeyedStream.of(KEY, "5|x").nextBytes(4));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyedStream.numbered(new byte[3], 0))
                .withMessage("key must have 32 bytes, got 3");
        assertThatIllegalStateException()
                .isThrownBy(() -> KeyedStream.of(KEY, "a").renumbered(1))
                .withMessage("only a numbered stream has numbers, this one has a label");
    }

    @Test
    void boundedIntegersAreUniform() {
        int bound = 7;
        int draws = 70_000;
        int[] counts = new int[bound];
        KeyedStream stream = KeyedStream.of(KEY, "uniform");
        for (int i = 0; i < draws; i++) {
            counts[stream.nextInt(bound)]++;
        }
        // 256 mod 7 = 4: without rejection the chi-square would be about 70 * 4 * 3 * 1000 / 256 / 256 larger.
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - 10_000.0) * (count - 10_000.0) / 10_000.0;
        }
        assertThat(chiSquare).isLessThan(22.46); // 0.999 quantile with 6 degrees of freedom
    }

    @Test
    void boundsOfOneAndOfPowersTakeTheFewestBytes() {
        KeyedStream stream = KeyedStream.of(KEY, "few");
        KeyedStream bytes = KeyedStream.of(KEY, "few");
        assertThat(stream.nextInt(1)).isZero();
        assertThat(stream.nextInt(256)).isEqualTo(bytes.nextByte());
        assertThat(stream.nextInt(65536)).isEqualTo(bytes.nextByte() << 8 | bytes.nextByte());
        assertThat(stream.nextInt(257)).isBetween(0, 256);
        assertThat(stream.nextInt(Integer.MAX_VALUE)).isNotNegative();
    }

    @Test
    void longsReadEightBytesBigEndian() {
        long value = KeyedStream.of(KEY, "long").nextLong();
        byte[] bytes = KeyedStream.of(KEY, "long").nextBytes(8);
        assertThat(HexFormat.of().toHexDigits(value)).isEqualTo(HexFormat.of().formatHex(bytes));
    }

    @Test
    void refusesWhatHasNoMeaning() {
        KeyedStream stream = KeyedStream.of(KEY, "a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stream.nextInt(0))
                .withMessage("bound must be 1 or more, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stream.nextBytes(-1))
                .withMessage("count must be 0 or more, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyedStream.of(new byte[0], "a"))
                .withMessage("key must have at least 1 byte, got 0");
    }
}
