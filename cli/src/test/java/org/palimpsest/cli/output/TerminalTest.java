package org.palimpsest.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void aTestRunIsNoTerminal() {
        // Surefire gives its child process a pipe as standard input.
        assertThat(Terminal.isAttached()).isFalse();
        assertThat(Terminal.charset()).isNotNull();
    }
}
