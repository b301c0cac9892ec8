package org.palimpsest.provenance.observational;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.inference.likelihood.ScoreRow;
import org.palimpsest.inference.likelihood.ScoreRowReader;
import org.palimpsest.inference.likelihood.TokenScores;

/**
 * What a model thinks of a set of texts: the mean over texts of the mean log-probability of a token, so that neither a long text
 * nor a model's tokenizer weighs more. Models are compared on the same texts of the same tokens only.
 *
 * @param name of the file or model, for messages
 * @param byText nats a token, by id, in the order of the rows
 * @param tokens log-probabilities of each text, by id
 */
public record TextScores(String name, Map<String, Double> byText, Map<String, Integer> tokens) {
    /** Copies. */
    public TextScores {
        byText = Collections.unmodifiableMap(new LinkedHashMap<>(byText));
        tokens = Map.copyOf(tokens);
    }

    /**
     * Reads a score file; rows of variants are passed over.
     *
     * @param file rows of {@code score}
     * @return the scores
     * @throws IOException if the file cannot be read, a row has no score, an id comes twice, or there is none
     */
    public static TextScores read(Path file) throws IOException {
        Map<String, Double> byText = new LinkedHashMap<>();
        Map<String, Integer> tokens = new LinkedHashMap<>();
        try (ScoreRowReader reader = ScoreRowReader.open(file, ScoreRowReader.Options.defaults())) {
            for (ScoreRow row = reader.next(); row != null; row = reader.next()) {
                if (!row.variant().isEmpty()) {
                    continue;
                }
                TokenScores scores = row.scores();
                String reason = scores == null || scores.logProbsNats().length == 0
                        ? "text " + row.id() + " has no log-probability"
                        : byText.containsKey(row.id()) ? "text " + row.id() + " has a row already" : "";
                if (scores == null || !reason.isEmpty()) {
                    throw new CorruptInputException(
                            file.toString(), reader.location().line(), reason + "; score it again", null);
                }
                byText.put(row.id(), scores.meanNats());
                tokens.put(row.id(), scores.logProbsNats().length);
            }
        }
        if (byText.isEmpty()) {
            throw new CorruptInputException(file.toString(), "has no row of scores; give it what score writes");
        }
        return new TextScores(file.toString(), byText, tokens);
    }

    /** Nats a token: the mean over texts. */
    public double mean() {
        return byText.values().stream().mapToDouble(score -> score).average().orElseThrow();
    }

    /**
     * Checks that another model was asked about the same.
     *
     * @param other the other's scores
     * @throws CorruptInputException if a text is missing in one, or has another number of tokens
     */
    public void requireSameTexts(TextScores other) throws CorruptInputException {
        for (Map.Entry<String, Integer> text : tokens.entrySet()) {
            Integer found = other.tokens.get(text.getKey());
            if (found == null) {
                throw new CorruptInputException(
                        other.name,
                        "has no row of text " + text.getKey() + ", which " + name + " has; all models must"
                                + " score the same texts");
            }
            if (!found.equals(text.getValue())) {
                throw new CorruptInputException(
                        other.name,
                        "scores " + found + " tokens of text " + text.getKey() + ", " + name + " scores "
                                + text.getValue() + "; all models must score the same tokens");
            }
        }
        if (other.tokens.size() != tokens.size()) {
            other.requireSameTexts(this);
        }
    }
}
