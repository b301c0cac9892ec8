/**
 * Membership scores of texts, and what they are worth.
 *
 * <pre>{@code
 * ScoredTexts texts = ScoredTexts.read(Path.of("scores.jsonl"), null, ScoredTexts.Options.defaults());
 * MembershipAttack minK = Attacks.withDefaults().named("min_k");
 * ScoreTable table = ScoreTable.of(texts.texts(), List.of(minK));
 * AttackEvaluation.Result result = AttackEvaluation.withDefaults().evaluate(texts.texts(), table);
 * double auc = result.attacks().get(0).auc();
 * }</pre>
 */
@NullMarked
package org.palimpsest.inference.attack;

import org.jspecify.annotations.NullMarked;
