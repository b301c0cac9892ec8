/**
 * All that touches DJL: tokenizer, checkpoint loading, forward pass, generation and training.
 *
 * <p>A model runs as TorchScript text that Java writes, one small program class per family, so that one call through
 * JNI does a whole forward pass or a whole training step, on CPU and GPU alike.
 *
 * <pre>{@code
 * try (TorchRuntime runtime = TorchRuntime.start(TorchRuntime.Options.defaults());
 *         Checkpoint model = Checkpoint.load(runtime, Path.of("model"));
 *         TokenScorer scorer = new DjlTokenScorer(model, DjlTokenScorer.Options.defaults())) {
 *     List<TokenScores> scores = scorer.score(List.of(Document.of("a", "Fellow citizens of the Senate")));
 * }
 * }</pre>
 */
@NullMarked
package org.palimpsest.inference.engine;

import org.jspecify.annotations.NullMarked;
