/**
 * What can be had back from a model word for word: greedy and probabilistic extraction of given passages, and the exposure
 * of a text among unseen siblings.
 *
 * <pre>{@code
 * VerbatimExtraction extraction = new VerbatimExtraction(scorer, ExtractionOptions.defaults());
 * PassageExtraction found = extraction.extract(List.of(new Passage("letter", tokens))).get(0);
 * List<TokenSpan> spans = found.extractedSpans();
 * double log10Samples = SamplesNeeded.log10(found.windows().get(0).score().logProbNats(), 0.9);
 * Exposure exposure = Exposure.of(nats, siblingNats);
 * }</pre>
 */
@NullMarked
package org.palimpsest.inference.extraction;

import org.jspecify.annotations.NullMarked;
