/**
 * Transcripts: the order in which a model saw its documents in training, who said so and when.
 *
 * <pre>{@code
 * Transcript transcript = TranscriptReader.read(Path.of("transcript.jsonl"));
 * byte[] commitment = transcript.commitment(nonce);      // publish before training
 * boolean honest = transcript.opens(commitment, nonce);  // check after it
 * for (Transcript.Entry entry : transcript.entries()) {
 *     order.add(entry.documentId());
 * }
 * }</pre>
 */
@NullMarked
package org.palimpsest.corpus.transcript;

import org.jspecify.annotations.NullMarked;
