package org.palimpsest.inference.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.inference.likelihood.TokenScorer;
import org.palimpsest.inference.likelihood.TokenScores;

/**
 * Token log-likelihoods from an endpoint, a request a document, several at once, in the order of the documents.
 *
 * <p>Ids come from the server or are unknown; nothing is guessed. What comes back is checked: each list's length, each
 * number (finite, at most 0, no placeholder), that the tokens lay out the text, and that the server's own offsets say
 * the same. A document with token ids is sent as ids, one with text as text. One that is empty is not sent: it has no tokens and
 * no log-probabilities, as with a local model; one of a single token that has no score keeps the token.
 */
public final class HttpTokenScorer implements TokenScorer {
    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final int UNPROCESSABLE = 422;

    private final JsonClient client;
    private final ScoringDialect dialect;
    private final boolean returnsIds;
    private final BeginToken begin;
    private final Places places;

    HttpTokenScorer(JsonClient client, ScoringDialect dialect, boolean returnsIds, BeginToken begin, Places places) {
        this.client = client;
        this.dialect = dialect;
        this.returnsIds = returnsIds;
        this.begin = begin;
        this.places = places;
    }

    /**
     * Scores documents.
     *
     * @param documents what to score
     * @return one result a document, in the same order
     * @throws IllegalArgumentException if a document is no Unicode text, or is longer than the model reads; the message names
     *     it
     * @throws EndpointFailure if the endpoint cannot be reached, refuses, or answers what is no answer
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    @Override
    public List<TokenScores> score(List<Document> documents) {
        documents.forEach(HttpTokenScorer::check);
        return OrderedWork.run(documents.size(), client.options().concurrency(), index -> score(documents.get(index)));
    }

    private static void check(Document document) {
        int lone = TextSize.loneSurrogate(document.text());
        if (lone >= 0) {
            throw new IllegalArgumentException(
                    "document " + document.id() + " holds half of a surrogate pair at UTF-16 offset " + lone);
        }
    }

    private TokenScores score(Document document) {
        int[] ids = document.tokens();
        if (ids == null ? document.text().isEmpty() : ids.length == 0) {
            return new TokenScores(document.id(), new int[0], new double[0]);
        }
        String model = client.reference().model();
        String subject = "document " + document.id();
        ObjectNode question = ids == null ? Question.plain(model, document.text()) : Question.plain(model, ids);
        if (dialect == ScoringDialect.ECHO) {
            Question.withEcho(question);
        } else {
            Question.withPromptLogProbs(question);
        }
        if (returnsIds) {
            Question.withIds(question);
        }
        long cost = 1 + (ids == null ? Question.tokens(document.text()) : ids.length);
        Shape answer = Shape.of(ask(question, subject, cost), client.reference().about(subject));
        ReadTokens read = dialect == ScoringDialect.ECHO ? EchoAnswer.read(answer) : PromptAnswer.read(answer, ids);
        return ids == null ? ofText(document, read, answer) : ofIds(document, ids, read, answer);
    }

    private JsonNode ask(ObjectNode question, String subject, long cost) {
        try {
            return client.post(client.reference().api(Question.COMPLETIONS), question, subject, cost);
        } catch (EndpointFailure e) {
            String said = String.valueOf(e.getMessage());
            if (e.status() == TOO_LARGE
                    || ((e.status() == BAD_REQUEST || e.status() == UNPROCESSABLE) && isAboutLength(said))) {
                throw new IllegalArgumentException(
                        said + "; " + subject + " is longer than the model reads: cut it into pieces", e);
            }
            throw e;
        }
    }

    private static boolean isAboutLength(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        return lower.contains("context_length_exceeded")
                || lower.contains("maximum context length")
                || lower.contains("maximum model length")
                || lower.contains("context size")
                || lower.contains("context window");
    }

    private TokenScores ofText(Document document, ReadTokens read, Shape answer) {
        Placement placement = Placement.of(document.text(), read, begin);
        if (placement == null) {
            if (places == Places.REQUIRED || read.written() == ReadTokens.NOT_SAID) {
                throw answer.expected(
                        "tokens that lay out the text, each character once",
                        Placement.shown(read.strings()) + ", which do not; was the text cut, wrapped or normalised?");
            }
            return row(document, read, begin == BeginToken.PREPENDED ? 1 : 0, read.size() - read.written(), null);
        }
        if (!placement.agrees(document.text(), read.textOffsets())) {
            throw answer.expected(
                    "text_offset to say where the tokens stand in the text", Arrays.toString(read.textOffsets()));
        }
        return row(document, read, placement.first(), placement.last(), placement.offsets());
    }

    private TokenScores ofIds(Document document, int[] ids, ReadTokens read, Shape answer) {
        int beyond = read.size() - ids.length;
        if (read.written() == ReadTokens.NOT_SAID ? beyond != 0 && beyond != 1 : beyond != read.written()) {
            throw answer.expected("log-probabilities of " + ids.length + " tokens, as sent", read.size() + " in all");
        }
        for (int i = 0; i < ids.length; i++) {
            if (read.ids()[i] != ids[i] && read.ids()[i] != ReadTokens.NO_ID) {
                throw answer.expected("token " + ids[i] + " at place " + i + ", as sent", "token " + read.ids()[i]);
            }
            read.ids()[i] = ids[i];
        }
        Placement placement = document.text().isEmpty() ? null : Placement.of(document.text(), read, BeginToken.NONE);
        boolean whole = placement != null && placement.first() == 0 && placement.last() == ids.length;
        return row(document, read, 0, ids.length, placement != null && whole ? placement.offsets() : null);
    }

    private static TokenScores row(Document document, ReadTokens read, int first, int last, int @Nullable [] offsets) {
        boolean unscored = first < last && Double.isNaN(read.logProbsNats()[first]);
        int from = unscored ? first + 1 : first;
        return new TokenScores(
                document.id(),
                Arrays.copyOfRange(read.ids(), first, last),
                Arrays.copyOfRange(read.logProbsNats(), from, last),
                offsets);
    }

    /** SHA-256 of address, model and dialect: all that is known of a model behind an endpoint, which may change unseen. */
    @Override
    public String fingerprint() {
        return Fingerprint.sha256(client.reference() + "|" + dialect);
    }

    /** Holds nothing that must be freed. */
    @Override
    public void close() {
        // connections are pooled and end by themselves
    }
}
