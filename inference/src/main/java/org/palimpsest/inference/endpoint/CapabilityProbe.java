package org.palimpsest.inference.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks an endpoint a few tiny questions and keeps what each answer shows. */
final class CapabilityProbe {
    static final String TEXT = "The cat sat on the";

    private static final String SUBJECT = "probe";
    private static final long COST = 8;
    private static final Set<Integer> NOT_ABOUT_THE_QUESTION = Set.of(0, 401, 403, 429);
    private static final int REDIRECTS = 3;
    private static final int CLASS = 100;

    private final JsonClient client;
    private final EndpointReference reference;
    private final Map<Capability, Finding> found = new EnumMap<>(Capability.class);
    private BeginToken begin = BeginToken.UNKNOWN;
    private SamplerDialect sampler = SamplerDialect.PLAIN;

    CapabilityProbe(JsonClient client) {
        this.client = client;
        this.reference = client.reference();
    }

    /** An answer, or what was said instead. */
    private record Reply(@Nullable Shape answer, String refusal) {}

    EndpointCapabilities run() {
        Reply everything = ask(
                reference.api(Question.COMPLETIONS),
                Question.withIds(Question.withPromptLogProbs(Question.withEcho(plain()))));
        Reply completion = everything.answer() == null
                ? ask(reference.api(Question.COMPLETIONS), Question.withEcho(plain()))
                : everything;
        Shape answer = completion.answer();
        if (answer == null) {
            set(Capability.ECHO_LOG_PROBS, Support.NO, "echo was refused: " + completion.refusal());
        } else {
            examine(answer);
        }
        if (everything.answer() == null) {
            set(Capability.PROMPT_LOG_PROBS, Support.NO, "prompt_logprobs was refused: " + everything.refusal());
        }
        if (answer != null && (has(Capability.ECHO_LOG_PROBS) || has(Capability.PROMPT_LOG_PROBS))) {
            new AgreementProbe(client, found).run(answer);
        }
        if (has(Capability.PROMPT_LOG_PROBS)) {
            sampler = SamplerDialect.VLLM;
        }
        Optional<GenerationDialect> generation = generation();
        return EndpointCapabilities.of(found, generation, begin, sampler);
    }

    private ObjectNode plain() {
        return Question.plain(reference.model(), TEXT);
    }

    private Reply ask(URI address, ObjectNode question) {
        try {
            JsonNode answer = client.post(address, question, SUBJECT, COST);
            return new Reply(Shape.of(answer, ""), "");
        } catch (EndpointFailure e) {
            if (NOT_ABOUT_THE_QUESTION.contains(e.status()) || e.status() / CLASS == REDIRECTS) {
                throw e;
            }
            return new Reply(null, String.valueOf(e.getMessage()).replace(reference.about(SUBJECT), ""));
        }
    }

    private void examine(Shape answer) {
        try {
            set(Capability.ECHO_LOG_PROBS, EchoAnswer.read(answer), "echo");
        } catch (EndpointFailure e) {
            set(Capability.ECHO_LOG_PROBS, Support.NO, "echo was sent; " + e.getMessage());
        }
        try {
            if (PromptAnswer.place(answer).isAbsent()) {
                set(Capability.PROMPT_LOG_PROBS, Support.NO, "prompt_logprobs was sent and nothing came back under it");
            } else {
                ReadTokens read = PromptAnswer.read(answer, null);
                set(Capability.PROMPT_LOG_PROBS, read, "prompt_logprobs");
                set(Capability.TOKEN_IDS_OUT, Support.YES, "prompt_logprobs names its tokens by id");
            }
            Shape ids = answer.choice().field("prompt_token_ids");
            if (!ids.isAbsent()) {
                set(
                        Capability.TOKEN_IDS_OUT,
                        Support.YES,
                        "prompt_token_ids has " + ids.list().size() + " ids");
            }
            Shape text = answer.choice().field("text");
            set(Capability.GENERATION, Support.YES, "completions wrote \"" + shown(text.string()) + "\"");
        } catch (EndpointFailure e) {
            found.putIfAbsent(
                    Capability.PROMPT_LOG_PROBS,
                    new Finding(Capability.PROMPT_LOG_PROBS, Support.NO, String.valueOf(e.getMessage())));
        }
        if (!has(Capability.TOKEN_IDS_OUT)) {
            set(Capability.TOKEN_IDS_OUT, Support.NO, "the answer holds no ids");
        }
        topK(answer);
    }

    private void set(Capability capability, ReadTokens read, String name) {
        Placement placement = Placement.of(TEXT, read, BeginToken.UNKNOWN);
        boolean good = placement != null && placement.agrees(TEXT, read.textOffsets());
        if (placement != null && good) {
            begin = placement.first() == 1 ? BeginToken.PREPENDED : BeginToken.NONE;
        }
        set(
                capability,
                good ? Support.YES : Support.NO,
                name + " of \"" + TEXT + "\" gave "
                        + (placement == null
                                ? Placement.shown(read.strings()) + ", which do not lay it out"
                                : (placement.last() - placement.first()) + " tokens with log-probabilities"
                                        + (good ? "" : ", and a text_offset that is not theirs")));
    }

    private void topK(Shape answer) {
        JsonNode top = answer.node().path("choices").path(0).path("logprobs").path("top_logprobs");
        boolean any = false;
        for (JsonNode entry : top) {
            any |= entry.isObject() && !entry.isEmpty();
        }
        set(Capability.TOP_K, any ? Support.YES : Support.NO, any ? "top_logprobs came back" : "no top_logprobs");
    }

    /** How text is asked for, with more questions where the answers so far do not show it. */
    private Optional<GenerationDialect> generation() {
        if (has(Capability.GENERATION)) {
            if (!has(Capability.ECHO_LOG_PROBS) && !has(Capability.PROMPT_LOG_PROBS)) {
                isLlamaCpp();
            }
            return Optional.of(GenerationDialect.COMPLETIONS);
        }
        Reply plain = ask(reference.api(Question.COMPLETIONS), Question.withLogProbs(plain()));
        if (writes(plain, Capability.GENERATION, GenerationDialect.COMPLETIONS, "completions")) {
            isLlamaCpp();
            return Optional.of(GenerationDialect.COMPLETIONS);
        }
        if (isLlamaCpp()) {
            Reply own = ask(
                    reference.beside(Question.LLAMA_COMPLETION),
                    StrictJson.newObject()
                            .put("prompt", TEXT)
                            .put("n_predict", 1)
                            .put("temperature", 0));
            if (writes(own, Capability.GENERATION, GenerationDialect.LLAMA_CPP, "llama.cpp's completion")) {
                return Optional.of(GenerationDialect.LLAMA_CPP);
            }
        }
        ObjectNode question =
                StrictJson.newObject().put("model", reference.model()).put("max_tokens", 1);
        question.putArray("messages").addObject().put("role", "user").put("content", TEXT);
        Reply chat = ask(reference.api(Question.CHAT), question);
        return writes(chat, Capability.CHAT, GenerationDialect.CHAT, "chat/completions")
                ? Optional.of(GenerationDialect.CHAT)
                : Optional.empty();
    }

    private boolean writes(Reply reply, Capability capability, GenerationDialect dialect, String name) {
        Shape answer = reply.answer();
        if (answer == null) {
            set(capability, Support.NO, name + " was refused: " + reply.refusal());
            return false;
        }
        try {
            String text = HttpTextGenerator.text(answer, dialect);
            set(capability, Support.YES, name + " wrote \"" + shown(text) + "\"");
            return true;
        } catch (EndpointFailure e) {
            set(capability, Support.NO, name + " answered; " + e.getMessage());
            return false;
        }
    }

    /** Whether a tokenizer stands beside the API as llama.cpp's server has it; its log-probabilities are of what it writes. */
    private boolean isLlamaCpp() {
        Reply reply = ask(
                reference.beside(Question.LLAMA_TOKENIZE),
                StrictJson.newObject().put("content", TEXT).put("add_special", false));
        Shape answer = reply.answer();
        boolean is = answer != null && answer.field("tokens").node().size() > 0;
        if (is && answer != null) {
            sampler = SamplerDialect.LLAMA_CPP;
            int ids = answer.field("tokens").node().size();
            set(Capability.TOKEN_IDS_OUT, Support.YES, "llama.cpp's tokenize gave " + ids + " ids");
            Finding echo = found.get(Capability.ECHO_LOG_PROBS);
            String before = echo == null ? "" : echo.evidence() + "; ";
            set(
                    Capability.ECHO_LOG_PROBS,
                    Support.NO,
                    before + "this is llama.cpp's server, which gives log-probabilities of what it writes, not of what"
                            + " it reads");
        }
        return is;
    }

    private boolean has(Capability capability) {
        Finding finding = found.get(capability);
        return finding != null && finding.support() == Support.YES;
    }

    private void set(Capability capability, Support support, String evidence) {
        found.put(capability, new Finding(capability, support, evidence));
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
