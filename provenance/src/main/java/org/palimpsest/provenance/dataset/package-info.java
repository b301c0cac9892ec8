/**
 * Was this collection or benchmark in the training data? Tests of sets of texts: dataset inference, exchangeability of a
 * benchmark's order, published rephrasings, peaked outputs, guided prompts, collections.
 *
 * <pre>{@code
 * double[][] features = FeatureRows.of(ScoreTable.of(texts, Attacks.withDefaults().all()));
 * DatasetInferenceTest.Result result = DatasetInferenceTest.withDefaults().test(features, suspect, authors);
 * System.out.println(result.test().pValue() + " " + result.heldTexts());
 * }</pre>
 */
@NullMarked
package org.palimpsest.provenance.dataset;

import org.jspecify.annotations.NullMarked;
