package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InterruptNoticeTest {
    @Test
    void saysItsLineOnceWhenTheProcessEnds() throws InterruptedException {
        StringWriter err = new StringWriter();
        AtomicInteger stopped = new AtomicInteger();
        InterruptNotice notice =
                InterruptNotice.on(new PrintWriter(err), "interrupted: go on", stopped::incrementAndGet);
        notice.hook().start();
        notice.hook().join();
        notice.cancel();
        assertThat(err.toString().lines()).containsExactly("", "interrupted: go on");
        assertThat(stopped).hasValue(1);
    }

    @Test
    void isGoneWhenCancelled() {
        InterruptNotice notice = InterruptNotice.on(new PrintWriter(new StringWriter()), "interrupted", () -> {});
        notice.cancel();
        assertThat(Runtime.getRuntime().removeShutdownHook(notice.hook())).isFalse();
    }
}
