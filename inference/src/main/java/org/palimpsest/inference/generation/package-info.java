/**
 * Text that a model writes: one interface for local and remote models.
 *
 * <pre>{@code
 * TextGenerator generator = new DjlTextGenerator(checkpoint);
 * GenerationOptions options = GenerationOptions.greedy(8);
 * List<String> continuations = generator.generate(List.of("We the people of the"), options);
 * }</pre>
 */
@NullMarked
package org.palimpsest.inference.generation;

import org.jspecify.annotations.NullMarked;
