package org.palimpsest.inference.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.palimpsest.corpus.Document;
import org.palimpsest.inference.endpoint.FakeEndpoint.Kind;
import org.palimpsest.inference.likelihood.TokenScores;

class HttpTokenScorerTest {
    private static final List<Document> DOCUMENTS = List.of(
            Document.of("plain", "The cat sat on the mat"),
            Document.of("accents", "caf\u00e9 na\u00efve \u2019x\u2019"),
            Document.of("wide", "\u65e5\u672c\ud83d\ude00!"),
            Document.of("space", " \n\t  a"));

    private static Endpoint endpoint(FakeEndpoint server) {
        return Endpoint.of(server.reference(), ApiKey.none(), EndpointOptions.defaults(), new FakeTime());
    }

    private static List<TokenScores> score(Kind kind, List<Document> documents) throws IOException {
        try (FakeEndpoint server = new FakeEndpoint(kind)) {
            Endpoint endpoint = endpoint(server);
            return endpoint.scorer(endpoint.probe(), Places.REQUIRED).score(documents);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"OPENAI", "VLLM", "VLLM_WITH_BOS", "LLAMA_CPP_PYTHON"})
    void everyDialectGivesTheModelsOwnNumbers(Kind kind) throws IOException {
        List<TokenScores> scores = score(kind, DOCUMENTS);
        for (int d = 0; d < scores.size(); d++) {
            String text = DOCUMENTS.get(d).text();
            int[] ids = FakeModel.encode(text);
            double[] truth = FakeModel.logProbs(ids);
            TokenScores found = scores.get(d);
            assertThat(found.id()).isEqualTo(DOCUMENTS.get(d).id());
            double[] nats = found.logProbsNats();
            if (kind == Kind.VLLM_WITH_BOS) {
                assertThat(nats).hasSize(ids.length);
                assertThat(nats[0]).isEqualTo(FakeModel.logProb(FakeModel.BOS, ids[0]));
                nats = Arrays.copyOfRange(nats, 1, nats.length);
            }
            assertThat(nats).containsExactly(truth);
            boolean vllm = kind == Kind.VLLM || kind == Kind.VLLM_WITH_BOS;
            assertThat(found.hasTokenIds()).isEqualTo(vllm);
            assertThat(found.tokens()).hasSize(ids.length);
            if (vllm) {
                assertThat(found.tokens()).containsExactly(ids);
            }
            assertThat(found.offsets()).isNotNull().hasSize(ids.length + 1).endsWith(text.length());
        }
    }

    @Test
    void offsetsAreThoseOfTheTokens() throws IOException {
        for (Kind kind : List.of(Kind.OPENAI, Kind.VLLM)) {
            TokenScores scores = score(kind, List.of(Document.of("d", "The cat \u00e9\ud83d\ude00")))
                    .get(0);
            assertThat(scores.offsets()).startsWith(0, 3, 7, 8).endsWith(11);
            assertThat(scores.tokens()).hasSize(9);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"OPENAI", "VLLM_WITH_BOS"})
    void tokensAreSentAsTokens(Kind kind) throws IOException {
        int[] ids = FakeModel.encode("The cat sat");
        Document document = new Document("ids", "The cat sat", ids, null, null, null, Map.of());
        TokenScores scores = score(kind, List.of(document)).get(0);
        assertThat(scores.tokens()).containsExactly(ids);
        assertThat(scores.logProbsNats()).containsExactly(FakeModel.logProbs(ids));
        assertThat(scores.offsets()).containsExactly(0, 3, 7, 11);
    }

    @Test
    void resultsAreInTheOrderOfTheDocuments() throws IOException {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            documents.add(Document.of("d" + i, "The cat sat ".repeat(1 + i % 7) + i));
        }
        try (FakeEndpoint server = new FakeEndpoint(Kind.VLLM)) {
            EndpointCapabilities capabilities = endpoint(server).probe();
            List<List<TokenScores>> runs = new ArrayList<>();
            for (int concurrency : new int[] {1, 3, 16}) {
                EndpointOptions options = EndpointOptions.defaults().withConcurrency(concurrency);
                runs.add(Endpoint.of(server.reference(), ApiKey.none(), options)
                        .scorer(capabilities, Places.REQUIRED)
                        .score(documents));
            }
            assertThat(runs.get(0))
                    .extracting(TokenScores::id)
                    .containsExactlyElementsOf(
                            documents.stream().map(Document::id).toList());
            assertThat(runs.get(1)).isEqualTo(runs.get(0));
            assertThat(runs.get(2)).isEqualTo(runs.get(0));
        }
    }

    /** As with a local model: no token or one, and no log-probability. */
    @Test
    void aTextThatIsTooShortHasARowWithoutScores() throws IOException {
        try (FakeEndpoint server = new FakeEndpoint(Kind.VLLM)) {
            HttpTokenScorer scorer = endpoint(server).scorer(endpoint(server).probe(), Places.REQUIRED);
            int before = server.requests().size();
            List<TokenScores> scores = scorer.score(List.of(
                    Document.of("empty", ""),
                    new Document("none", "", new int[0], null, null, null, Map.of()),
                    Document.of("one", "a")));
            assertThat(scores.get(0)).isEqualTo(new TokenScores("empty", new int[0], new double[0]));
            assertThat(scores.get(1)).isEqualTo(new TokenScores("none", new int[0], new double[0]));
            assertThat(scores.get(2))
                    .isEqualTo(new TokenScores("one", FakeModel.encode("a"), new double[0], new int[] {0, 1}));
            assertThat(server.requests())
                    .as("nothing is sent for an empty text")
                    .hasSize(before + 1);
        }
        assertThat(score(Kind.VLLM_WITH_BOS, List.of(Document.of("one", "a")))
                        .get(0)
                        .logProbsNats())
                .as("after a BOS token a single one has a score")
                .hasSize(1);
        assertThat(score(Kind.OPENAI, List.of(Document.of("one", "a"))).get(0))
                .isEqualTo(new TokenScores("one", new int[] {TokenScores.UNKNOWN_ID}, new double[0], new int[] {0, 1}));
    }

    @Test
    void documentsThatCannotBeScoredAreNamed() throws IOException {
        try (FakeEndpoint server = new FakeEndpoint(Kind.OPENAI)) {
            HttpTokenScorer scorer = endpoint(server).scorer(endpoint(server).probe(), Places.REQUIRED);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> scorer.score(List.of(Document.of("half", "a\ud83d"))))
                    .withMessage("document half holds half of a surrogate pair at UTF-16 offset 1");
            server.first(FakeEndpoint.status(
                    400, "{\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"too many tokens\"}}"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> scorer.score(List.of(Document.of("long", "ab"))))
                    .withMessageContaining("document long is longer than the model reads: cut it into pieces");
            assertThat(scorer.score(List.of())).isEmpty();
        }
    }

    private static void assertRefused(Kind kind, Consumer<ObjectNode> edit, String message) throws IOException {
        try (FakeEndpoint server = new FakeEndpoint(kind)) {
            EndpointCapabilities capabilities = endpoint(server).probe();
            HttpTokenScorer scorer = endpoint(server).scorer(capabilities, Places.REQUIRED);
            server.edit(
                    answer -> edit.accept((ObjectNode) answer.path("choices").path(0)));
            assertThatThrownBy(() -> scorer.score(List.of(Document.of("d7", "The cat sat"))))
                    .isInstanceOf(EndpointFailure.class)
                    .hasMessageStartingWith("endpoint " + server.address() + ", model fake, document d7: ")
                    .hasMessageContaining(message);
        }
    }

    private static ArrayNode list(ObjectNode choice, String name) {
        return (ArrayNode) choice.path("logprobs").path(name);
    }

    @Test
    void everyNonsenseOfAnEchoIsNamed() throws IOException {
        assertRefused(
                Kind.OPENAI,
                c -> list(c, "token_logprobs").set(1, 0.5),
                "expected choices[0].logprobs.token_logprobs[1] to be a log-probability, at most 0, found a number (0.5)");
        assertRefused(Kind.OPENAI, c -> list(c, "token_logprobs").set(2, -9999.0), "not the placeholder -9999.0");
        assertRefused(
                Kind.OPENAI,
                c -> list(c, "token_logprobs").setNull(1),
                "token_logprobs[1] to be a finite number, found null");
        assertRefused(
                Kind.OPENAI,
                c -> list(c, "token_logprobs").set(1, "NaN"),
                "token_logprobs[1] to be a finite number, found a string (\"NaN\")");
        assertRefused(
                Kind.OPENAI,
                c -> list(c, "token_logprobs").remove(0),
                "token_logprobs to be a list of 4, one for each token, found a list of 3");
        assertRefused(Kind.OPENAI, c -> list(c, "tokens").set(1, 7), "tokens[1] to be a string, found a number (7)");
        assertRefused(
                Kind.OPENAI,
                c -> list(c, "tokens").set(1, " dog"),
                "expected tokens that lay out the text, each character once, found \"The\", \" dog\", \" sat\"");
        assertRefused(
                Kind.OPENAI, c -> list(c, "text_offset").set(1, -3), "text_offset[1] to be a whole number from 0 on");
        assertRefused(Kind.OPENAI, c -> list(c, "text_offset").set(2, 2), "text_offset[2] to be at least 3");
        assertRefused(
                Kind.OPENAI,
                c -> list(c, "text_offset").set(1, 4),
                "expected text_offset to say where the tokens stand in the text, found [0, 4, 7, 11]");
        assertRefused(Kind.OPENAI, c -> list(c, "text_offset").remove(1), "text_offset to be a list of 4");
    }

    @Test
    void everyNonsenseOfPromptLogProbsIsNamed() throws IOException {
        assertRefused(Kind.VLLM, c -> c.put("prompt_logprobs", "x"), "prompt_logprobs to be a list");
        assertRefused(
                Kind.VLLM,
                c -> ((ArrayNode) c.path("prompt_logprobs")).remove(1),
                "expected choices[0].prompt_token_ids to be a list of 2, as long as prompt_logprobs");
        assertRefused(
                Kind.VLLM,
                c -> ((ArrayNode) c.path("prompt_logprobs")).setNull(1),
                "prompt_logprobs[1] to be an object of tokens, found null");
        assertRefused(
                Kind.VLLM,
                c -> ((ArrayNode) c.path("prompt_token_ids")).set(1, 99),
                "expected choices[0].prompt_logprobs[1] to be an object with token 99, which was read");
        assertRefused(
                Kind.VLLM,
                c -> {
                    c.remove("prompt_token_ids");
                    ((ObjectNode) c.path("prompt_logprobs").path(1))
                            .putObject("3")
                            .put("rank", 9);
                },
                "prompt_logprobs[1] to be the token that was read and at most the likeliest one, told apart by rank");
        assertRefused(
                Kind.VLLM,
                c -> {
                    c.remove("prompt_token_ids");
                    ObjectNode entry = (ObjectNode) c.path("prompt_logprobs").path(1);
                    entry.removeAll();
                    entry.putObject("x").put("logprob", -1);
                },
                "to be under a token id, a whole number from 0 on, found \"x\"");
    }

    @Test
    void withoutIdsVllmsOwnTokensAreToldApartByRank() throws IOException {
        try (FakeEndpoint server = new FakeEndpoint(Kind.VLLM_WITH_BOS)) {
            server.edit(answer -> ((ObjectNode) answer.path("choices").path(0)).remove("prompt_token_ids"));
            Endpoint endpoint = endpoint(server);
            TokenScores scores = endpoint.scorer(endpoint.probe(), Places.REQUIRED)
                    .score(List.of(Document.of("d", "The cat sat")))
                    .get(0);
            assertThat(scores.tokens()).containsExactly(FakeModel.encode("The cat sat"));
        }
    }

    @Test
    void aTextThatTheServerChangedIsMarkedWhereThatIsAllowed() throws IOException {
        try (FakeEndpoint server = new FakeEndpoint(Kind.OPENAI)) {
            EndpointCapabilities capabilities = endpoint(server).probe();
            server.edit(answer ->
                    list((ObjectNode) answer.path("choices").path(0), "tokens").set(0, "the"));
            TokenScores scores = endpoint(server)
                    .scorer(capabilities, Places.WHERE_KNOWN)
                    .score(List.of(Document.of("d", "The cat sat")))
                    .get(0);
            assertThat(scores.offsets()).isNull();
            assertThat(scores.logProbsNats()).containsExactly(FakeModel.logProbs(FakeModel.encode("The cat sat")));
        }
    }

    @Test
    void theFingerprintNamesAddressModelAndDialectAndNoKey() throws IOException {
        try (FakeEndpoint server = new FakeEndpoint(Kind.VLLM)) {
            Endpoint endpoint = endpoint(server);
            EndpointCapabilities capabilities = endpoint.probe();
            String plain = endpoint.scorer(capabilities, Places.REQUIRED).fingerprint();
            Endpoint keyed = Endpoint.of(server.reference(), ApiKey.of("sk-secret"), EndpointOptions.defaults());
            assertThat(keyed.scorer(capabilities, Places.REQUIRED).fingerprint())
                    .isEqualTo(plain)
                    .matches("[0-9a-f]{64}");
        }
    }
}
