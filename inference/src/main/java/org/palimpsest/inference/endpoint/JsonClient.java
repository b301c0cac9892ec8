package org.palimpsest.inference.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.palimpsest.stats.RandomStream;

/** Sends JSON and reads JSON: bounded, paced, and again after failures that may pass. Thread-safe. */
final class JsonClient {
    private final EndpointReference reference;
    private final ApiKey key;
    private final EndpointOptions options;
    private final Timekeeper time;
    private final RateLimiter limiter;
    private final RandomGenerator jitter;
    private final HttpClient http;
    private final StrictJson json;

    JsonClient(EndpointReference reference, ApiKey key, EndpointOptions options, Timekeeper time) {
        if (reference.isOpen() && key.authorization().isPresent()) {
            throw new IllegalArgumentException(reference.about(null)
                    + "the key would travel unencrypted; give an https address, or unset " + ApiKey.VARIABLE);
        }
        this.reference = reference;
        this.key = key;
        this.options = options;
        this.time = time;
        this.limiter = new RateLimiter(options.rate(), time);
        this.jitter = RandomStream.of(options.retry().seed(), "endpoint backoff");
        this.json = new StrictJson(options.maxResponseBytes());
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(options.timeout())
                .build();
    }

    EndpointReference reference() {
        return reference;
    }

    EndpointOptions options() {
        return options;
    }

    /**
     * Asks.
     *
     * @param address where
     * @param body the question
     * @param subject what it is about, for errors: a document, a prompt, the probe
     * @param tokens its cost under the rate limit
     * @return the answer, an object
     * @throws EndpointFailure if there is none
     */
    JsonNode post(URI address, ObjectNode body, String subject, long tokens) {
        HttpRequest request = request(address, body);
        for (int failures = 1; ; failures++) {
            try {
                limiter.await(tokens);
                return attempt(request);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw OrderedWork.stopped();
            } catch (FailedAttempt failure) {
                waitAfter(failure, failures, subject);
            }
        }
    }

    private HttpRequest request(URI address, ObjectNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8));
        key.authorization().ifPresent(value -> request.header("Authorization", value));
        return request.build();
    }

    private void waitAfter(FailedAttempt failure, int failures, String subject) {
        boolean last = failures >= options.retry().attempts();
        boolean impatient = failure.waitNanos() > options.retry().patience().toNanos();
        if (last || impatient || !failure.mayPass()) {
            String count = failures == 1
                    ? ""
                    : " (attempt " + failures + " of " + options.retry().attempts() + ")";
            String longWait = impatient
                    ? "; it asks to wait " + TimeUnit.NANOSECONDS.toSeconds(failure.waitNanos()) + " s, more than "
                            + options.retry().patience().toSeconds() + " s"
                    : "";
            String said = key.redact(String.valueOf(failure.getMessage()));
            throw new EndpointFailure(
                    reference.about(subject) + said + longWait + count, failure.status(), failure.getCause());
        }
        long wait = Math.max(failure.waitNanos(), backoff(failures));
        if (failure.waitNanos() > 0) {
            limiter.pause(failure.waitNanos());
        }
        try {
            time.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw OrderedWork.stopped();
        }
    }

    private long backoff(int failures) {
        synchronized (jitter) {
            return options.retry().waitNanos(failures, jitter);
        }
    }

    private JsonNode attempt(HttpRequest request) throws InterruptedException, FailedAttempt {
        CompletableFuture<HttpResponse<byte[]>> pending =
                http.sendAsync(request, head -> new BoundedBody(options.maxResponseBytes()));
        try {
            HttpResponse<byte[]> answer = pending.get(options.timeout().toNanos(), TimeUnit.NANOSECONDS);
            if (answer.statusCode() != StrictJson.OK) {
                throw FailedAttempt.of(answer, json, time.now());
            }
            return json.object(answer.body());
        } catch (TimeoutException e) {
            throw FailedAttempt.passing("no answer within " + options.timeout().toMillis() + " ms", 0, null);
        } catch (ExecutionException e) {
            throw broken(Objects.requireNonNullElse(e.getCause(), e));
        } finally {
            pending.cancel(true);
        }
    }

    private static FailedAttempt broken(Throwable cause) {
        if (cause instanceof BoundedBody.TooLong) {
            return FailedAttempt.lasting("expected a shorter answer: " + cause.getMessage(), StrictJson.OK);
        }
        if (cause instanceof IOException) {
            String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            return FailedAttempt.passing("the connection failed: " + reason, 0, cause);
        }
        return FailedAttempt.lasting("the request failed: " + cause, 0);
    }
}
