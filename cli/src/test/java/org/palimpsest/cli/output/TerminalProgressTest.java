package org.palimpsest.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.InteractiveConsoleProgressBarConsumer;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.run.Progress;

class TerminalProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final HandClock clock = new HandClock();

    @Test
    void saysALineEveryThirtySecondsAtMost() {
        Progress progress = progress(ProgressMode.AUTO).withSteps(12);
        progress.begin("reading", 10, "documents").close();
        progress.begin("drawing", 10, "documents").close();
        try (Progress.Task task = progress.begin("training alice", 26_000, "sequences")) {
            clock.pass(12);
            task.advance(6_000);
            assertThat(printed()).isEmpty();
            clock.pass(18);
            task.advance(6_000);
            clock.pass(29);
            task.advance(1_000);
        }
        assertThat(printed())
                .isEqualTo("step 3 of 12: training alice 46 % (12,000 of 26,000 sequences), about 35 s left\n");
    }

    @Test
    void workThatFollowsKeepsTheDistance() {
        Progress progress = progress(ProgressMode.AUTO);
        Progress.Task first = progress.begin("one", -1, "rows");
        clock.pass(31);
        first.advance(1_234);
        first.close();
        Progress.Task second = progress.begin("two", 4, "rows");
        clock.pass(29);
        second.advance(1);
        assertThat(printed()).isEqualTo("one (1,234 rows so far)\n");
        clock.pass(1);
        second.advance(3);
        assertThat(printed()).isEqualTo("one (1,234 rows so far)\ntwo 100 % (4 of 4 rows)\n");
    }

    @Test
    void neverSaysNothing() {
        Progress.Task task = progress(ProgressMode.NEVER).begin("one", 10, "rows");
        clock.pass(300);
        task.advance(5);
        task.close();
        assertThat(printed()).isEmpty();
    }

    @Test
    void alwaysDrawsABarAndEndsItsLineOnce() {
        Progress.Task task = progress(ProgressMode.ALWAYS).withSteps(2).begin("training bob", 10, "sequences");
        task.advance(10);
        task.close();
        task.close();
        assertThat(printed())
                .contains("step 1 of 2: training bob", "100%", "10/10 sequences")
                .endsWith("\n");
        assertThat(printed().chars().filter(c -> c == '\n').count()).isEqualTo(1);
    }

    @Test
    void barsThatAreClosedTwiceEndTheirLineOnce() {
        OnceClosed consumer = new OnceClosed(new ConsoleProgressBarConsumer(err, 40), err);
        consumer.accept("half");
        consumer.close();
        consumer.close();
        assertThat(printed()).isEqualTo("\rhalf" + System.lineSeparator());
    }

    @Test
    void linesStandAboveTheBarOfATerminal() {
        OnceClosed consumer = new OnceClosed(new InteractiveConsoleProgressBarConsumer(err, 40), err);
        consumer.say("before the bar");
        consumer.accept("half");
        consumer.say("loss 7");
        consumer.say("loss 6");
        consumer.accept("full");
        consumer.say("loss 5");
        consumer.close();
        String up = "\u001b[1A\r\u001b[K";
        assertThat(printed())
                .startsWith("before the bar\n\rhalf")
                .contains(up + "loss 7\n\n" + up + "loss 6\n\n\u001b[1A\rfull")
                .endsWith("loss 5\n");
        assertThat(TerminalProgress.sayAbove("no bar is shown")).isFalse();
    }

    @Test
    void asksForSensibleSteps() {
        assertThatThrownBy(() -> progress(ProgressMode.AUTO).withSteps(0))
                .hasMessage("steps must be at least 1, got 0");
    }

    @Test
    void saysDurationsAsPeopleDo() {
        assertThat(ProgressLine.duration(0)).isEqualTo("0 s");
        assertThat(ProgressLine.duration(119)).isEqualTo("119 s");
        assertThat(ProgressLine.duration(150)).isEqualTo("3 min");
        assertThat(ProgressLine.duration(7_500)).isEqualTo("2 h 5 min");
    }

    @Test
    void neverPromisesMoreThanAll() {
        ProgressLine line = new ProgressLine("a", 10, "rows");
        assertThat(line.at(12, Duration.ofSeconds(1))).isEqualTo("a 100 % (10 of 10 rows)");
        assertThat(line.at(0, Duration.ofSeconds(9))).isEqualTo("a 0 % (0 of 10 rows)");
        assertThat(new ProgressLine("a", 0, "rows").at(0, Duration.ZERO)).isEqualTo("a (0 rows so far)");
        assertThat(new ProgressLine("a", 1000, "rows").at(999, Duration.ofSeconds(9)))
                .startsWith("a 99 %");
    }

    private TerminalProgress progress(ProgressMode mode) {
        return TerminalProgress.of(mode, false, err, StandardCharsets.UTF_8, clock);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** A clock that moves by hand. */
    private static final class HandClock extends Clock {
        private Instant now = Instant.EPOCH;

        void pass(long seconds) {
            now = now.plusSeconds(seconds);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
