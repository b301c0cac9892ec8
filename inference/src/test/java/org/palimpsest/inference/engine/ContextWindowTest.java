package org.palimpsest.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.palimpsest.inference.engine.ContextWindow.Piece;

class ContextWindowTest {
    /** All small cases: each token is scored once, with enough before it, by a window that is not too long. */
    @Test
    void everyTokenIsScoredOnceWithEnoughBeforeIt() {
        for (int length = 1; length <= 9; length++) {
            for (int context = 1; context <= length; context++) {
                ContextWindow window = new ContextWindow(length, context);
                for (int tokens = 0; tokens <= 40; tokens++) {
                    check(window, tokens);
                }
            }
        }
    }

    private static void check(ContextWindow window, int tokens) {
        int next = 1;
        List<Piece> pieces = window.cut(tokens);
        for (Piece piece : pieces) {
            assertThat(piece.scored()).isEqualTo(next).isLessThan(piece.end());
            assertThat(piece.length()).isBetween(1, window.length());
            assertThat(piece.start()).isNotNegative();
            assertThat(piece.skipped()).isEqualTo(next == 1 ? 0 : window.context() - 1);
            if (next > 1) {
                assertThat(piece.scored() - piece.start()).isEqualTo(window.context());
            }
            next = piece.end();
        }
        assertThat(next).isEqualTo(Math.max(1, tokens));
        assertThat(pieces).hasSize(expected(window, tokens));
    }

    private static int expected(ContextWindow window, int tokens) {
        int left = tokens - 1 - window.length();
        int step = window.length() - window.context() + 1;
        return tokens < 2 ? 0 : left <= 0 ? 1 : 1 + (left + step - 1) / step;
    }

    @Test
    void theModelFillsInWhatIsLeftOpen() {
        assertThat(ContextWindow.whole().within(2048)).isEqualTo(new ContextWindow(2048, 1024));
        assertThat(ContextWindow.whole().within(1)).isEqualTo(new ContextWindow(1, 1));
        assertThat(new ContextWindow(512, 0).within(2048)).isEqualTo(new ContextWindow(512, 256));
        assertThat(new ContextWindow(0, 100).within(2048)).isEqualTo(new ContextWindow(2048, 100));
        assertThat(new ContextWindow(Integer.MAX_VALUE, 1).cut(Integer.MAX_VALUE))
                .hasSize(1);
    }

    @Test
    void refusesWhatIsNoWindow() {
        assertThatThrownBy(() -> new ContextWindow(-1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("window must be at least 1, got -1");
        assertThatThrownBy(() -> new ContextWindow(8, 9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("context must be in [1, 8], got 9");
        assertThatThrownBy(() -> new ContextWindow(0, -2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("context must be in [1, window], got -2");
        assertThatThrownBy(() -> new ContextWindow(0, 50).within(40))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("context must be in [1, 40], got 50");
    }
}
