package org.palimpsest.inference.endpoint;

/** What every answer of {@code /v1/completions} says about the text that the model wrote. */
final class Completion {
    private Completion() {}

    /** Tokens written, of the one asked for: 0, 1, or {@link ReadTokens#NOT_SAID}. */
    static int written(Shape answer, Shape choice) {
        Shape count = answer.field("usage").field("completion_tokens");
        if (!count.isAbsent()) {
            int tokens = count.wholeNumber();
            if (tokens > 1) {
                throw count.expected("0 or 1, as asked for");
            }
            return tokens;
        }
        return "length".equals(choice.field("finish_reason").node().asText()) ? 1 : ReadTokens.NOT_SAID;
    }
}
