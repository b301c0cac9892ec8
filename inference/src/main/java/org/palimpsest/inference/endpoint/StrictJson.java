package org.palimpsest.inference.endpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads answers that may be hostile: bounded in depth and length, valid UTF-8, one value, no field twice. */
final class StrictJson {
    /** The one status that holds an answer. */
    static final int OK = 200;

    private static final int DEPTH = 64;
    private static final int SHOWN = 300;

    private final ObjectMapper mapper;

    StrictJson(int longest) {
        this.mapper = new ObjectMapper(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(DEPTH)
                                .maxStringLength(longest)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    static ObjectNode newObject() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The object that an answer holds. A damaged one may have been cut on the way, so another attempt is worth it. */
    JsonNode object(byte[] body) throws FailedAttempt {
        JsonNode answer;
        try {
            answer = mapper.readTree(text(body));
        } catch (CharacterCodingException e) {
            throw FailedAttempt.lasting("expected JSON in UTF-8, found bytes that are not", OK);
        } catch (JsonEOFException e) {
            throw FailedAttempt.passing("expected a JSON object, found one that is cut short", OK, null);
        } catch (JsonProcessingException e) {
            throw FailedAttempt.lasting(
                    "expected one JSON object, found what is none: " + shortened(e.getOriginalMessage()), OK);
        }
        if (!answer.isObject()) {
            throw FailedAttempt.lasting("expected a JSON object, found " + Shape.describe(answer), OK);
        }
        if (answer.hasNonNull("error")) {
            throw FailedAttempt.lasting("answered with an error: " + shortened(complaint(answer)), OK);
        }
        return answer;
    }

    private static String text(byte[] body) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    }

    /** What a server says with a refusal: the message of its error object, or the beginning of its answer. */
    String complaint(byte[] body) {
        try {
            return shortened(complaint(mapper.readTree(text(body))));
        } catch (CharacterCodingException | JsonProcessingException e) {
            return shortened(new String(body, 0, Math.min(body.length, 4 * SHOWN), StandardCharsets.UTF_8));
        }
    }

    private static String complaint(JsonNode answer) {
        JsonNode error = answer.path("error");
        String code = error.path("code").isTextual() ? error.path("code").textValue() + ": " : "";
        for (JsonNode message :
                new JsonNode[] {error.path("message"), error, answer.path("message"), answer.path("detail")}) {
            if (message.isTextual()) {
                return code + message.textValue();
            }
        }
        return answer.isMissingNode() ? "" : answer.toString();
    }

    private static String shortened(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
