package org.palimpsest.traps.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;

class LookAlikesTest {
    private static final String KEY = "00112233445566778899aabbccddeeff";
    private static final String TEXT =
            "Peace, people! people of the UNION speak of peace; \u0440eople already in \u0421yrillic stay. People's café, ";

    @Test
    void undoIsExact() {
        RandomGenerator random = RandomStream.of(1, "look-alikes");
        String letters = "acegijopsxyABCEHIJKMNOPSTXYZ bdéß.'\n\u0430\u03f2\u0391\ud83d\ude00";
        for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder();
            for (int c = 0; c < 200; c++) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            RewrittenText rewritten = LookAlikes.rewrite(text.toString(), KEY);
            assertThat(rewritten.original()).isEqualTo(text.toString());
            assertThat(rewritten.text()).hasSameSizeAs(text);
        }
    }

    @Test
    void aWordIsWrittenAlikeEverywhereUnderAKey() {
        String rewritten = LookAlikes.rewrite(TEXT.repeat(3), KEY).text();
        assertThat(rewritten).isEqualTo(LookAlikes.rewrite(TEXT, KEY).text().repeat(3));
        String word = LookAlikes.rewrite("people", KEY).text();
        assertThat(LookAlikes.rewrite("no people, people.", KEY).text()).endsWith(word + ", " + word + ".");
    }

    @Test
    void everyLetterIsReplacedInHalfOfTheWords() {
        String letters = "acegijopsxyABCEHIJKMNOPSTXYZ";
        int keys = 2_000;
        int[] replaced = new int[letters.length()];
        KeyedStream stream = KeyedStream.of(new byte[] {2}, "keys");
        for (int k = 0; k < keys; k++) {
            RewrittenText rewritten = LookAlikes.rewrite(letters, new LookAlikeFamily().draw(stream));
            rewritten.offsets().forEach(offset -> replaced[offset]++);
        }
        for (int count : replaced) {
            assertThat(count).isBetween(885, 1115); // five standard deviations about 1000
        }
    }

    @Test
    void keysAreHexadecimal() {
        for (String wrong : List.of("abc", "zz")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LookAlikes.rewrite(TEXT, wrong))
                    .withMessage("a look-alike key must be hexadecimal digits in pairs, got " + wrong.length()
                            + " characters");
        }
    }

    @Test
    void suitabilityLooksAtNoKey() {
        assertThat(LookAlikes.places("abcd e Z.")).isEqualTo(4);
        assertThat(LookAlikes.isSuitable("a".repeat(19), LookAlikes.MINIMUM_SUBSTITUTIONS))
                .isFalse();
        assertThat(LookAlikes.isSuitable("a".repeat(20), LookAlikes.MINIMUM_SUBSTITUTIONS))
                .isTrue();
    }

    @Test
    void substitutionsAreThoseOfThePaper() {
        // madeBy: the code points of the published table, one pair a substitution
        String pairs =
                "a430 c3f2 e435 g261 i456 j3f3 o3bf p440 s455 x445 y443 A391 B392 C3f9 E395 H397 I399 J408 K39a M39c"
                        + " N39d O39f P3a1 S405 T3a4 X3a7 Y3a5 Z396";
        for (String pair : pairs.split(" ", -1)) {
            char twin = (char) Integer.parseInt(pair.substring(1), 16);
            assertThat(LookAlikes.original(twin)).isEqualTo(pair.charAt(0));
        }
        assertThat(LookAlikes.original('a')).isEqualTo((char) 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RewrittenText("abc", List.of(1)))
                .withMessage("offsets must name look-alikes in a text of 3 units, got 1");
    }
}
