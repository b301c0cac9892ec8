package org.palimpsest.inference.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.corpus.Document;
import org.palimpsest.inference.likelihood.TokenScores;

/** A server that does what servers do. */
class MisbehaviourTest {
    private static final String TEXT = "The cat sat";

    private final FakeTime time = new FakeTime();
    private FakeEndpoint server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeEndpoint(FakeEndpoint.Kind.OPENAI);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpTokenScorer scorer(EndpointOptions options, ApiKey key) {
        return new HttpTokenScorer(
                new JsonClient(server.reference(), key, options, time),
                ScoringDialect.ECHO,
                false,
                BeginToken.NONE,
                Places.REQUIRED);
    }

    private List<TokenScores> score(EndpointOptions options) {
        return scorer(options, ApiKey.none()).score(List.of(Document.of("d7", TEXT)));
    }

    private void assertScored(EndpointOptions options) {
        assertThat(score(options).get(0).logProbsNats()).containsExactly(FakeModel.logProbs(FakeModel.encode(TEXT)));
    }

    private void assertRefused(EndpointOptions options, String... parts) {
        assertThatThrownBy(() -> score(options))
                .isInstanceOf(EndpointFailure.class)
                .hasMessageStartingWith("endpoint " + server.address() + ", model fake, document d7: ")
                .hasMessageContainingAll(parts);
    }

    private static EndpointOptions options() {
        return EndpointOptions.defaults();
    }

    @Test
    void tooManyRequestsWaitAsLongAsTheServerSays() {
        server.first(
                FakeEndpoint.status(429, "{}", "Retry-After", "7"),
                FakeEndpoint.status(503, "{}", "Retry-After", "Mon, 23 Nov 2026 00:01:00 GMT"));
        assertScored(options());
        assertThat(time.seconds()).startsWith(7.0, 53.0);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void withoutRetryAfterTheWaitIsDrawn() {
        server.first(
                FakeEndpoint.status(429, "{}"),
                FakeEndpoint.status(500, "oops"),
                FakeEndpoint.status(502, "{}", "Retry-After", "nonsense"),
                FakeEndpoint.status(408, ""));
        assertScored(options());
        assertThat(time.seconds()).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(time.seconds().get(i)).isBetween(0.0, 0.5 * (1 << i));
        }
    }

    @Test
    void anotherSeedDrawsOtherWaits() {
        server.first(FakeEndpoint.status(500, ""), FakeEndpoint.status(500, ""));
        assertScored(options());
        RetryPolicy defaults = RetryPolicy.defaults();
        server.first(FakeEndpoint.status(500, ""), FakeEndpoint.status(500, ""));
        assertScored(options().with(new RetryPolicy(6, defaults.first(), defaults.longest(), defaults.patience(), 1)));
        assertThat(time.seconds()).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void attemptsEnd() {
        server.first(FakeEndpoint.status(500, "{\"error\":{\"message\":\"out of memory\"}}"));
        server.first(FakeEndpoint.status(503, "{\"message\":\"overloaded\"}"));
        assertRefused(options().with(RetryPolicy.defaults().withAttempts(2)), "HTTP 503: overloaded (attempt 2 of 2)");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aWaitPastAllPatienceEndsTheRun() {
        server.first(FakeEndpoint.status(429, "{}", "Retry-After", "86400"));
        assertRefused(options(), "HTTP 429", "it asks to wait 86400 s, more than 600 s");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{\"error\":{\"message\":\"bad\",\"code\":\"c1\"}}|HTTP 400: c1: bad",
                "401|{\"error\":\"no\"}|HTTP 401: no; the key is taken from PALIMPSEST_API_KEY",
                "404|<html>nothing</html>|HTTP 404: <html>nothing</html>",
                "429|{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"pay\"}}|HTTP 429: insufficient_quota: pay",
                "500|{\"error\":{\"message\":\"Only no echo is supported\"}}|HTTP 500: Only no echo is supported",
                "501|{}|HTTP 501: {}",
            })
    void whatWillNotPassIsAskedOnce(int status, String body, String message) {
        server.first(FakeEndpoint.status(status, body));
        assertRefused(options(), message);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSlowAnswerIsAskedForAgain(boolean headFirst) {
        server.first(FakeEndpoint.slow(headFirst));
        assertScored(options().withTimeout(Duration.ofMillis(400)));
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aServerThatIsAlwaysSlowFails() {
        server.first(FakeEndpoint.slow(true));
        assertRefused(
                options()
                        .withTimeout(Duration.ofMillis(150))
                        .with(RetryPolicy.defaults().withAttempts(1)),
                "no answer within 150 ms");
    }

    @Test
    void aCutConnectionIsAskedAgain() {
        server.first(FakeEndpoint.cut(), exchange -> exchange.close());
        assertScored(options());
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aServerThatIsNotThereFails() {
        EndpointReference nobody = EndpointReference.parse("openai:http://127.0.0.1:1#fake");
        JsonClient client = new JsonClient(
                nobody, ApiKey.none(), options().with(RetryPolicy.defaults().withAttempts(2)), time);
        assertThatThrownBy(() -> client.post(nobody.api("completions"), StrictJson.newObject(), "probe", 1))
                .isInstanceOf(EndpointFailure.class)
                .hasMessageContainingAll("http://127.0.0.1:1/v1", "the connection failed", "(attempt 2 of 2)");
    }

    @Test
    void jsonThatIsCutShortIsAskedForAgain() {
        server.first(FakeEndpoint.status(200, "{\"choices\":[{\"text\":\"a"));
        assertScored(options());
        assertThat(server.requests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|expected a JSON object, found a list of 0",
                "nonsense|expected one JSON object, found what is none",
                "{\"a\":NaN}|expected one JSON object, found what is none",
                "{\"a\":1,\"a\":2}|expected one JSON object, found what is none: Duplicate field 'a'",
                "{\"a\":1}{\"b\":2}|expected one JSON object, found what is none",
                "{\"error\":{\"message\":\"model is loading\"}}|answered with an error: model is loading",
                "{\"choices\":7}|expected choices to be a list, found a number (7)",
                "{\"choices\":[]}|expected choices to be one entry, found 0 entries",
                "{}|expected choices to be a list, found nothing",
                "{\"choices\":[{\"logprobs\":null}]}|expected choices[0].logprobs.tokens to be a list, found nothing",
            })
    void anAnswerOfAnotherShapeIsNamed(String body, String message) {
        server.first(FakeEndpoint.status(200, body));
        assertRefused(options(), message);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aDeepAnswerIsRefused() {
        server.first(FakeEndpoint.status(200, "{\"a\":" + "[".repeat(100_000)));
        assertRefused(options(), "expected one JSON object, found what is none", "nesting depth");
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        server.first(FakeEndpoint.bytes(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}));
        assertRefused(options(), "expected JSON in UTF-8, found bytes that are not");
    }

    @Test
    void anEndlessAnswerIsCutOff() {
        AtomicLong sent = new AtomicLong();
        server.first(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] chunk = " ".repeat(10_000).getBytes(StandardCharsets.UTF_8);
            while (sent.get() < 1_000_000_000L) {
                exchange.getResponseBody().write(chunk);
                sent.addAndGet(chunk.length);
            }
        });
        assertRefused(options().withMaxResponseBytes(100_000), "the answer is longer than 100000 bytes");
        assertThat(sent.get()).isLessThan(100_000_000);
    }

    @Test
    void aRedirectIsNotFollowedAndTheKeyStaysHome() throws IOException {
        try (FakeEndpoint thief = new FakeEndpoint(FakeEndpoint.Kind.OPENAI)) {
            server.first(FakeEndpoint.status(307, "", "Location", thief.address() + "/completions?k=v"));
            assertThatThrownBy(() -> scorer(options(), ApiKey.of("sk-secret")).score(List.of(Document.of("d7", TEXT))))
                    .isInstanceOf(EndpointFailure.class)
                    .hasMessageContaining("HTTP 307, a redirect to host 127.0.0.1; redirects are not followed");
            assertThat(thief.requests()).isEmpty();
        }
    }

    @Test
    void theKeyIsSentAndNeverShown() {
        server.first(FakeEndpoint.status(400, "{\"error\":{\"message\":\"bad key sk-secret given\"}}"));
        HttpTokenScorer scorer = scorer(options(), ApiKey.of("sk-secret"));
        assertThatThrownBy(() -> scorer.score(List.of(Document.of("d7", TEXT))))
                .isInstanceOf(EndpointFailure.class)
                .hasMessageContaining("bad key [key] given")
                .hasMessageNotContaining("sk-secret");
        assertThat(server.authorizations()).containsExactly("Bearer sk-secret");
        assertThat(server.requests().toString()).doesNotContain("sk-secret");
        assertThat(Endpoint.of(server.reference(), ApiKey.of("sk-secret"), options()))
                .hasToString("Endpoint[" + server.reference() + ", ApiKey[hidden]]");
    }

    @Test
    void theKeyIsNotSentOverPlainHttpToAnotherMachine() {
        EndpointReference open = EndpointReference.parse("openai:http://10.0.0.7/v1#m");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.of(open, ApiKey.of("sk-secret"), options()))
                .withMessageContaining("the key would travel unencrypted")
                .withMessageNotContaining("sk-secret");
        assertThat(Endpoint.of(open, ApiKey.none(), options())).isNotNull();
    }

    @Test
    void theRateLimitCountsTokensOfTexts() {
        List<Document> documents = List.of(Document.of("a", TEXT), Document.of("b", TEXT), Document.of("c", TEXT));
        scorer(options().withConcurrency(1).with(new RateLimit(Double.POSITIVE_INFINITY, 4)), ApiKey.none())
                .score(documents);
        assertThat(time.seconds()).containsExactly(60.0, 60.0);
    }

    @Test
    void anInterruptionStopsAtOnce() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(2);
        FakeEndpoint.Misbehaviour never = exchange -> {
            asked.countDown();
            FakeEndpoint.slow(false).on(exchange);
        };
        server.first(never, never, never, never);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> marked = new AtomicReference<>(false);
        Thread caller = new Thread(() -> {
            try {
                scorer(options().withConcurrency(2), ApiKey.none())
                        .score(List.of(Document.of("a", TEXT), Document.of("b", TEXT), Document.of("c", TEXT)));
            } catch (CancellationException e) {
                thrown.set(e);
                marked.set(Thread.currentThread().isInterrupted());
            }
        });
        caller.start();
        asked.await();
        long start = System.nanoTime();
        caller.interrupt();
        caller.join(10_000);
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
        assertThat(thrown.get()).hasMessage("asking the endpoint was stopped");
        assertThat(marked.get()).isTrue();
        assertThat(server.requests()).hasSize(2);
    }
}
