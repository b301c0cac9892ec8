package org.palimpsest.inference.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has the model read back the token that it just wrote: both times its log-probability must be the same, else the server
 * scores another position, another model or another distribution than it writes from. Where the server gave ids the
 * question is asked in ids, which shows that it takes them.
 */
final class AgreementProbe {
    private static final double SLACK_NATS = 0.1;
    private static final double SLACK_SHARE = 0.02;
    private static final double CERTAIN = -1e-3;
    private static final String SUBJECT = "probe";
    private static final long COST = 8;

    private final JsonClient client;
    private final Map<Capability, Finding> found;

    AgreementProbe(JsonClient client, Map<Capability, Finding> found) {
        this.client = client;
        this.found = found;
    }

    /** What the model wrote: the token's text and its log-probability. */
    private record Written(String text, double nats) {}

    void run(Shape first) {
        Written written = written(first);
        if (written == null || written.text().isEmpty() || written.text().indexOf('\ufffd') >= 0) {
            set(Capability.SAME_READ_AS_WRITTEN, Support.UNKNOWN, "the model wrote nothing that it could read back");
            return;
        }
        int[] ids = ids(first);
        Double read = ids == null ? null : readIds(ids);
        if (read == null) {
            read = readText(CapabilityProbe.TEXT + written.text());
        }
        if (read == null) {
            set(Capability.SAME_READ_AS_WRITTEN, Support.UNKNOWN, "what the model wrote was not read as one token");
            return;
        }
        boolean same = Math.abs(read - written.nats()) <= SLACK_NATS + SLACK_SHARE * Math.abs(written.nats());
        Support support = same ? Support.YES : written.nats() > CERTAIN ? Support.UNKNOWN : Support.NO;
        set(
                Capability.SAME_READ_AS_WRITTEN,
                support,
                String.format(
                        Locale.ROOT,
                        "\"%s\" has log-probability %.4f written and %.4f read",
                        written.text(),
                        written.nats(),
                        read));
    }

    private static @Nullable Written written(Shape answer) {
        try {
            Shape logProbs = answer.choice().field("logprobs");
            List<Shape> tokens = logProbs.field("tokens").list();
            List<Shape> values = logProbs.field("token_logprobs").list();
            int last = tokens.size() - 1;
            if (last < 0 || values.size() != tokens.size()) {
                return null;
            }
            return new Written(tokens.get(last).string(), LogProbs.read(values.get(last)));
        } catch (EndpointFailure e) {
            return null;
        }
    }

    /** Ids of the prompt and of what was written after it, where the server gave both. */
    private static int @Nullable [] ids(Shape answer) {
        JsonNode prompt = answer.choice().field("prompt_token_ids").node();
        JsonNode written = answer.choice().field("token_ids").node();
        if (!prompt.isArray() || !written.isArray() || written.isEmpty()) {
            return null;
        }
        int[] ids = new int[prompt.size() + 1];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (i < prompt.size() ? prompt.get(i) : written.get(written.size() - 1)).asInt(-1);
        }
        return ids;
    }

    private @Nullable Double readIds(int[] ids) {
        try {
            ReadTokens read = ask(Question.plain(client.reference().model(), ids), ids);
            boolean fits = read.size() == ids.length || read.size() == ids.length + 1;
            set(
                    Capability.TOKEN_IDS_IN,
                    fits ? Support.YES : Support.NO,
                    ids.length + " ids were sent and " + read.size() + " tokens came back");
            return fits ? (Double) read.logProbsNats()[ids.length - 1] : null;
        } catch (EndpointFailure e) {
            set(Capability.TOKEN_IDS_IN, Support.NO, "a prompt of ids was refused: " + e.getMessage());
            return null;
        }
    }

    private @Nullable Double readText(String text) {
        try {
            ReadTokens read = ask(Question.plain(client.reference().model(), text), null);
            Placement placement = Placement.of(text, read, BeginToken.UNKNOWN);
            if (placement == null || placement.last() - placement.first() < 2) {
                return null;
            }
            int start = placement.offsets()[placement.offsets().length - 2];
            return start == CapabilityProbe.TEXT.length() ? (Double) read.logProbsNats()[placement.last() - 1] : null;
        } catch (EndpointFailure e) {
            return null;
        }
    }

    private ReadTokens ask(ObjectNode question, int @Nullable [] ids) {
        Finding byPrompt = found.get(Capability.PROMPT_LOG_PROBS);
        boolean prompt = byPrompt != null && byPrompt.support() == Support.YES;
        if (prompt) {
            Question.withPromptLogProbs(question);
        } else {
            Question.withEcho(question);
        }
        EndpointReference reference = client.reference();
        JsonNode answer = client.post(reference.api(Question.COMPLETIONS), question, SUBJECT, COST);
        Shape shape = Shape.of(answer, reference.about(SUBJECT));
        return prompt ? PromptAnswer.read(shape, ids) : EchoAnswer.read(shape);
    }

    private void set(Capability capability, Support support, String evidence) {
        found.put(capability, new Finding(capability, support, evidence));
    }
}
