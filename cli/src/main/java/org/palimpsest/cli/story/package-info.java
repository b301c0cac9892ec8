/**
 * The real text on which the demonstration runs: the State of the Union addresses, and passages cut from them.
 *
 * <pre>{@code
 * try (Stream<Document> addresses = SotuCorpus.addresses()) {
 *     List<Document> passages = addresses
 *             .flatMap(address -> Passages.of(address, 40).stream())
 *             .toList();
 * }
 * }</pre>
 */
@NullMarked
package org.palimpsest.cli.story;

import org.jspecify.annotations.NullMarked;
