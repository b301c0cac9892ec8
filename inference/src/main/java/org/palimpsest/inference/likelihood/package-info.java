/**
 * What a model thinks of a text: token log-likelihoods, in nats, from a local model or a file of scores.
 *
 * <pre>{@code
 * try (TokenScorer scorer = RecordedTokenScorer.open(Path.of("scores.jsonl"))) {
 *     double nats = scorer.score(List.of(Document.of("1862-lincoln-0017", ""))).get(0).meanNats();
 *     System.out.println(nats);
 * }
 * }</pre>
 */
@NullMarked
package org.palimpsest.inference.likelihood;

import org.jspecify.annotations.NullMarked;
