package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class InterruptNoticeTest {
    @Test
    void saysItsLineOnceWhenTheProcessEnds() throws InterruptedException {
        StringWriter err = new StringWriter();
        InterruptNotice notice = InterruptNotice.on(new PrintWriter(err), "interrupted: go on");
        notice.hook().start();
        notice.hook().join();
        notice.cancel();
        assertThat(err.toString().lines()).containsExactly("", "interrupted: go on");
    }

    @Test
    void isGoneWhenCancelled() {
        InterruptNotice notice = InterruptNotice.on(new PrintWriter(new StringWriter()), "interrupted");
        notice.cancel();
        assertThat(Runtime.getRuntime().removeShutdownHook(notice.hook())).isFalse();
    }
}
