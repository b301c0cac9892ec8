/**
 * Every n-gram of a training corpus, in training order: a sharded suffix array over token ids, in the files of
 * infini-gram and with tables beside them.
 *
 * <pre>{@code
 * IndexBuilder.withDefaults().build(documents, folder);
 * try (SuffixArrayIndex index = SuffixArrayIndex.open(folder)) {
 *     long count = index.count(new int[] {464, 2068, 7586});
 *     int[] lengths = index.longestMatches(tokens, 64).lengths();
 * }
 * }</pre>
 */
@NullMarked
package org.palimpsest.corpus.index;

import org.jspecify.annotations.NullMarked;
