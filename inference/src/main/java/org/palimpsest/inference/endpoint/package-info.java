/**
 * Models behind HTTP: what an endpoint can give, token log-likelihoods and text from it, and what a run will cost.
 *
 * <pre>{@code
 * EndpointReference reference = EndpointReference.parse("openai:http://localhost:8000/v1#pythia-160m");
 * Endpoint endpoint = Endpoint.of(reference, ApiKey.fromEnvironment(System.getenv()), EndpointOptions.defaults());
 * EndpointCapabilities capabilities = endpoint.probe();
 * try (TokenScorer scorer = endpoint.scorer(capabilities, Places.REQUIRED)) {
 *     double nats = scorer.score(List.of(Document.of("a", "We the people of the"))).get(0).meanNats();
 * }
 * }</pre>
 */
@NullMarked
package org.palimpsest.inference.endpoint;

import org.jspecify.annotations.NullMarked;
