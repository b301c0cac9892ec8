/**
 * Lists of candidates that are made before a registry: texts that a model writes, fuzzy copies with a model's replacements, facts
 * that a model cannot guess, rephrasings from a file, identifiers found in published text. The registry needs no model again.
 *
 * <pre>{@code
 * CopyrightTraps traps = new CopyrightTraps(generator, scorer, tokenizer, CopyrightTraps.Options.ofLength(50));
 * CopyrightTrapList list = traps.make(20, 99, 7, Progress.none());     // 20 groups of 100 texts, each group of one bucket
 * list.buckets().forEach(bucket -> System.out.println(bucket));         // what was asked for and what was reached
 * RegistryOptions options = RegistryOptions.defaults().withList(list.candidates());
 * TrapRegistry registry = TrapRegistry.generate(options, MasterKey.draw());
 * }</pre>
 */
@NullMarked
package org.palimpsest.traps.generation;

import org.jspecify.annotations.NullMarked;
