/**
 * Whose model a model is, for owners who kept no transcript: are two models equal, judged by samples of their texts, and does
 * a suspect agree with a model more than unrelated models do?
 *
 * <pre>{@code
 * ModelEqualityTest.Result equal = ModelEqualityTest.withDefaults().withSeed(1).test(ofSuspect, ofParent);
 * AgreementTest.Result akin = AgreementTest.withDefaults().test(parent, suspect, Map.of("other-1b", other));
 * double log10P = akin.log10P();
 * }</pre>
 */
@NullMarked
package org.palimpsest.provenance.model;

import org.jspecify.annotations.NullMarked;
