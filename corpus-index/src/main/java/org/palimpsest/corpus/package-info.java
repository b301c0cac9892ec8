/**
 * Documents of a corpus, their readers and writers, and the tokenizer interface. Input is JSONL with the field names of
 * Dolma, plain or compressed; it is streamed, so memory is bounded by the longest line.
 *
 * <pre>{@code
 * try (DocumentReader reader = DocumentReader.open(Path.of("corpus.jsonl.gz"), DocumentReader.Options.defaults())) {
 *     while (reader.hasNext()) {
 *         Document document = reader.next();
 *         index.add(document.id(), tokenizer.encode(document.text()));
 *     }
 * }
 * }</pre>
 */
@NullMarked
package org.palimpsest.corpus;

import org.jspecify.annotations.NullMarked;
