/**
 * The observational setting of the palimpsestic test: only text of the suspect is known.
 *
 * <pre>{@code
 * SuffixArrayIndex index = SuffixArrayIndex.open(folder);
 * TextMatching matching = new TextMatching(index, MatchOptions.defaults(), 2);
 * matching.add(texts);
 * TrainingUnits units = TrainingUnits.of(index, UnitKind.STEP, 0).weighted(matching.weights());
 * PartitionTest.Result result = PartitionTest.withDefaults().test(units);
 * }</pre>
 */
@NullMarked
package org.palimpsest.provenance.observational;

import org.jspecify.annotations.NullMarked;
