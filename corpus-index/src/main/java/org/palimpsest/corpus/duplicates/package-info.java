/**
 * Documents that are nearly the same, and benchmarks that stand in training text: MinHash with locality-sensitive hashing,
 * and the overlap rules of the big pipelines.
 *
 * <pre>{@code
 * MinHash hash = MinHash.withDefaults().with(MinHashScheme.fineWeb());
 * NearDuplicates found = NearDuplicates.of(hash.scheme());
 * texts.forEach(text -> found.add(hash.signature(text)));
 * Clusters clusters = found.clusters();
 * ContaminationReport report =
 *         Contamination.withDefaults().with(SkipgramRule.llama2()).test(items, IndexedText.of(index));
 * }</pre>
 */
@NullMarked
package org.palimpsest.corpus.duplicates;

import org.jspecify.annotations.NullMarked;
