/**
 * The index of a corpus: a suffix array over its token ids.
 *
 * <pre>{@code
 * char[] tokens = {3, 1, 3, 1}; // ids of 16 bits, bytes swapped where the files of infini-gram are wanted
 * int[] order = SuffixSorter.sort(tokens);
 * // order = {3, 1, 2, 0}: the suffix (1), then (1 3 1), (3 1), (3 1 3 1)
 * }</pre>
 */
@NullMarked
package org.palimpsest.corpus.index;

import org.jspecify.annotations.NullMarked;
