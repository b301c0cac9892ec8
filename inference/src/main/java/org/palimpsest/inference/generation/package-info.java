/**
 * Text that a model writes, or would write: generation token by token, beams, and the probability of a given continuation.
 *
 * <pre>{@code
 * TextGenerator generator = new DjlTextGenerator(checkpoint);
 * GenerationOptions options = GenerationOptions.greedy(8);
 * List<String> continuations = generator.generate(List.of("We the people of the"), options);
 * Sampling nucleus = Sampling.plain().withTopP(0.9);
 * double nats = NextTokenLaw.of(logits, nucleus).logProbNats(token);
 * }</pre>
 */
@NullMarked
package org.palimpsest.inference.generation;

import org.jspecify.annotations.NullMarked;
