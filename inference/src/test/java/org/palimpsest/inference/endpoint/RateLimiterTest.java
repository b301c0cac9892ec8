package org.palimpsest.inference.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;

class RateLimiterTest {
    @Test
    void requestsAreSpacedEvenly() throws InterruptedException {
        FakeTime time = new FakeTime();
        RateLimiter limiter = new RateLimiter(new RateLimit(30, Double.POSITIVE_INFINITY), time);
        for (int i = 0; i < 4; i++) {
            limiter.await(1_000_000);
        }
        assertThat(time.seconds()).containsExactly(2.0, 2.0, 2.0);
    }

    @Test
    void tokensCountAndTheDearerLimitRules() throws InterruptedException {
        FakeTime time = new FakeTime();
        RateLimiter limiter = new RateLimiter(new RateLimit(60, 600), time);
        for (int tokens : new int[] {5, 50, 1}) {
            limiter.await(tokens);
        }
        assertThat(time.seconds()).containsExactly(1.0, 5.0);
    }

    @Test
    void timeThatPassedIsNotWaitedForAgain() throws InterruptedException {
        FakeTime time = new FakeTime();
        RateLimiter limiter = new RateLimiter(new RateLimit(60, Double.POSITIVE_INFINITY), time);
        limiter.await(1);
        time.sleep(700_000_000);
        limiter.await(1);
        time.sleep(9_000_000_000L);
        limiter.await(1);
        assertThat(time.seconds()).containsExactly(0.7, 0.3, 9.0);
    }

    @Test
    void aPauseHoldsEveryRequestBack() throws InterruptedException {
        FakeTime time = new FakeTime();
        RateLimiter limiter = new RateLimiter(RateLimit.none(), time);
        limiter.await(1);
        limiter.pause(3_000_000_000L);
        limiter.await(1);
        limiter.await(1);
        assertThat(time.seconds()).containsExactly(3.0);
    }

    @Test
    void limitsOutOfRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RateLimit(0, 1))
                .withMessage("requestsPerMinute must be above 0, got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RateLimit(1, Double.NaN))
                .withMessage("tokensPerMinute must be above 0, got NaN");
    }

    @Test
    void waitsDoubleUpToTheLongestWithFullJitter() {
        RetryPolicy policy = new RetryPolicy(9, Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ZERO, 0);
        RandomGenerator random = RandomStream.of(7, "test");
        for (int failures = 1; failures <= 8; failures++) {
            double bound = Math.min(5, Math.pow(2, failures - 1));
            double sum = 0;
            for (int i = 0; i < 2000; i++) {
                double seconds = policy.waitNanos(failures, random) / 1e9;
                assertThat(seconds).isBetween(0.0, bound);
                sum += seconds;
            }
            assertThat(sum / 2000 / bound).isBetween(0.46, 0.54);
        }
    }

    @Test
    void policiesOutOfRangeAreRefused() {
        RetryPolicy good = RetryPolicy.defaults();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> good.withAttempts(0))
                .withMessage("attempts must be in [1, 100], got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0))
                .withMessage("first must be above 0, got PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(1, Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ZERO, 0))
                .withMessage("longest must be at least first (PT2S), got PT1S");
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        EndpointOptions good = EndpointOptions.defaults();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> good.withConcurrency(0))
                .withMessage("concurrency must be in [1, 1024], got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> good.withTimeout(Duration.ofSeconds(-1)))
                .withMessage("timeout must be above 0, got PT-1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> good.withMaxResponseBytes(9))
                .withMessage("maxResponseBytes must be in [1024, 1073741824], got 9");
    }
}
