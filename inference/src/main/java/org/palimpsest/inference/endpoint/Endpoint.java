package org.palimpsest.inference.endpoint;

/** A model behind HTTP. Thread-safe; all that is made from one shares its rate limit. */
public final class Endpoint {
    private final JsonClient client;
    private final ApiKey key;

    private Endpoint(JsonClient client, ApiKey key) {
        this.client = client;
        this.key = key;
    }

    /**
     * An endpoint; nothing is sent yet.
     *
     * @param reference where and which model
     * @param key what it asks for
     * @param options how it is talked to
     * @return the endpoint
     * @throws IllegalArgumentException if there is a key and it would travel unencrypted to another machine
     */
    public static Endpoint of(EndpointReference reference, ApiKey key, EndpointOptions options) {
        return of(reference, key, options, Timekeeper.system());
    }

    /**
     * An endpoint with a time of one's own.
     *
     * @param reference where and which model
     * @param key what it asks for
     * @param options how it is talked to
     * @param time what waits and limits go by
     * @return the endpoint
     * @throws IllegalArgumentException if there is a key and it would travel unencrypted to another machine
     */
    public static Endpoint of(EndpointReference reference, ApiKey key, EndpointOptions options, Timekeeper time) {
        return new Endpoint(new JsonClient(reference, key, options, time), key);
    }

    /**
     * Finds out what the endpoint can give: two requests of a dozen tokens where it scores texts, up to five where it
     * refuses.
     *
     * @return the findings
     * @throws EndpointFailure if it cannot be reached, or refuses the key
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public EndpointCapabilities probe() {
        return new CapabilityProbe(client).run();
    }

    /**
     * A scorer of texts.
     *
     * @param capabilities what {@link #probe} found
     * @param places whether tokens must lay out the text
     * @return the scorer
     * @throws EndpointFailure if the endpoint cannot score texts; the message holds the evidence
     */
    public HttpTokenScorer scorer(EndpointCapabilities capabilities, Places places) {
        ScoringDialect dialect = capabilities
                .scoring()
                .orElseThrow(() -> missing("cannot score texts: "
                        + capabilities.of(Capability.ECHO_LOG_PROBS).evidence() + "; "
                        + capabilities.of(Capability.PROMPT_LOG_PROBS).evidence() + "; "
                        + capabilities.of(Capability.SAME_READ_AS_WRITTEN).evidence()));
        return new HttpTokenScorer(
                client, dialect, capabilities.has(Capability.TOKEN_IDS_OUT), capabilities.begin(), places);
    }

    /**
     * A generator of texts.
     *
     * @param capabilities what {@link #probe} found
     * @return the generator
     * @throws EndpointFailure if the endpoint writes no text; the message holds the evidence
     */
    public HttpTextGenerator generator(EndpointCapabilities capabilities) {
        GenerationDialect dialect = capabilities
                .generation()
                .orElseThrow(() -> missing("writes no text: "
                        + capabilities.of(Capability.GENERATION).evidence() + "; "
                        + capabilities.of(Capability.CHAT).evidence()));
        return new HttpTextGenerator(client, dialect, capabilities.sampler());
    }

    private EndpointFailure missing(String reason) {
        return new EndpointFailure(client.reference().about(null) + reason, 0, null);
    }

    /** Returns address and model, and whether there is a key. */
    @Override
    public String toString() {
        return "Endpoint[" + client.reference() + ", " + key + "]";
    }
}
