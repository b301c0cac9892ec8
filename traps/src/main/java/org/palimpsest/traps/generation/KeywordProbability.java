package org.palimpsest.traps.generation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.Tokenizer;
import org.palimpsest.inference.likelihood.TokenScorer;
import org.palimpsest.inference.likelihood.TokenScores;
import org.palimpsest.traps.family.FactSchema;
import org.palimpsest.traps.family.FactStatement;

/**
 * How likely a model finds the value of an attribute after its prompt: the product of the probabilities of the value's tokens. Prompt
 * and value are scored as one text.
 *
 * @param scorer the model
 * @param tokenizer its tokenizer
 */
public record KeywordProbability(TokenScorer scorer, Tokenizer tokenizer) {
    /**
     * Log-probabilities of values behind prompts.
     *
     * @param prompts what stands before each value, without white space at the end
     * @param values as many, without white space at the start
     * @return log-probabilities in nats
     * @throws IllegalArgumentException if there are not as many, or a value has no token that is scored
     */
    public double[] logProbabilityNats(List<String> prompts, List<String> values) {
        if (prompts.size() != values.size()) {
            throw new IllegalArgumentException(
                    "prompts must be as many as values, got " + prompts.size() + " and " + values.size());
        }
        List<Document> documents = new ArrayList<>();
        int[] own = new int[values.size()];
        for (int i = 0; i < own.length; i++) {
            int[] before = tokenizer.encode(prompts.get(i));
            int[] all = tokenizer.encode(prompts.get(i) + " " + values.get(i));
            int shared = Arrays.mismatch(before, all);
            own[i] = all.length - (shared < 0 ? all.length : Math.min(shared, before.length));
            documents.add(new Document("value " + i, "", all, null, null, null, Map.of()));
        }
        List<TokenScores> scores = scorer.score(documents);
        double[] logs = new double[own.length];
        for (int i = 0; i < own.length; i++) {
            if (own[i] < 1 || own[i] > scores.get(i).logProbsNats().length) {
                throw new IllegalArgumentException("value \"" + values.get(i)
                        + "\" has no token of its own that is scored" + " after \"" + prompts.get(i) + "\"");
            }
            logs[i] = scores.get(i).last(own[i]).sumNats();
        }
        return logs;
    }

    /**
     * The priming side effect of a fact: how much likelier its values are after their prompts when the statement itself stands
     * before. A model that does not react cannot show that it has learned the fact either; one that always writes what it has
     * just read says nothing about training, so tests must not have the fact in the context.
     *
     * @param schema attributes
     * @param statement the fact
     * @return one entry an attribute
     */
    public List<PrimingEffect> priming(FactSchema schema, FactStatement statement) {
        List<String> without =
                schema.attributes().stream().map(statement::prompt).toList();
        List<String> with = without.stream()
                .map(prompt -> statement.text(schema) + " " + prompt)
                .toList();
        double[] cold = logProbabilityNats(without, statement.values());
        double[] primed = logProbabilityNats(with, statement.values());
        List<PrimingEffect> effects = new ArrayList<>();
        for (int i = 0; i < cold.length; i++) {
            effects.add(new PrimingEffect(schema.attributes().get(i).name(), cold[i], primed[i]));
        }
        return effects;
    }
}
