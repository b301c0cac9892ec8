/**
 * The query setting: likelihoods of a suspect against the training order.
 *
 * <pre>{@code
 * QueryTest test = QueryTest.withDefaults().withSeed(7);
 * QueryTest.Result result = test.test(positions, suspectNats, referenceNats);
 * System.out.println(result.statistic() + " " + result.permutationP() + " " + result.verdict().label());
 * }</pre>
 */
@NullMarked
package org.palimpsest.provenance.query;

import org.jspecify.annotations.NullMarked;
