package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    void theInnermostTakesOver() throws InterruptedException {
        List<String> order = new ArrayList<>();
        StringWriter err = new StringWriter();
        PrintWriter to = new PrintWriter(err);
        InterruptNotice root = InterruptNotice.on(to, "interrupted: nothing was written", () -> order.add("root"));
        InterruptNotice work = InterruptNotice.on(to, "interrupted: go on", () -> order.add("work"));
        InterruptNotice part = InterruptNotice.on(to, "", () -> order.add("part"));
        assertThat(registered(root)).isFalse();
        assertThat(registered(work)).isFalse();
        assertThat(registered(part)).isTrue();
        part.hook().start();
        part.hook().join();
        assertThat(order).containsExactly("part", "work", "root");
        assertThat(err.toString().lines()).containsExactly("", "interrupted: go on");
        part.cancel();
        work.cancel();
        root.cancel();
    }

    @Test
    void theOuterOneIsBackWhenTheInnerIsCancelled() throws InterruptedException {
        List<String> order = new ArrayList<>();
        StringWriter err = new StringWriter();
        PrintWriter to = new PrintWriter(err);
        InterruptNotice root = InterruptNotice.on(to, "interrupted: nothing was written", () -> order.add("root"));
        InterruptNotice.on(to, "interrupted: go on", () -> order.add("work")).cancel();
        assertThat(registered(root)).isTrue();
        root.hook().start();
        root.hook().join();
        assertThat(order).containsExactly("root");
        assertThat(err.toString().lines()).containsExactly("", "interrupted: nothing was written");
        root.cancel();
    }

    @Test
    void aFailureStopsTheOthersAndSaysTheLine() throws InterruptedException {
        List<String> order = new ArrayList<>();
        StringWriter err = new StringWriter();
        PrintWriter to = new PrintWriter(err);
        InterruptNotice root = InterruptNotice.on(to, "", () -> order.add("root"));
        InterruptNotice work = InterruptNotice.on(to, "interrupted: go on", () -> {
            throw new IllegalStateException("does not stop");
        });
        List<String> failures = new ArrayList<>();
        work.hook().setUncaughtExceptionHandler((thread, failure) -> failures.add(failure.getMessage()));
        work.hook().start();
        work.hook().join();
        assertThat(order).containsExactly("root");
        assertThat(failures).containsExactly("does not stop");
        assertThat(err.toString().lines()).containsExactly("", "interrupted: go on");
        work.cancel();
        root.cancel();
    }

    /** Whether the process would run it; it is registered again afterwards. */
    private static boolean registered(InterruptNotice notice) {
        boolean was = Runtime.getRuntime().removeShutdownHook(notice.hook());
        if (was) {
            Runtime.getRuntime().addShutdownHook(notice.hook());
        }
        return was;
    }
}
