package org.palimpsest.traps.detection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.palimpsest.traps.registry.TrapCandidates;

/**
 * Scores of traps that rewrite whole documents: every document is written under every candidate, and a candidate's score is the
 * sum over documents of the mean log-likelihood of a token. Each candidate could have been the published one, so the rank is exact.
 * Wei, Wang and Jia, arXiv 2402.10892, section 5. Cost: documents times candidates calls of the model.
 */
public final class DocumentScoring {
    private final DocumentRewriter rewriter;
    private final int characters;

    private DocumentScoring(DocumentRewriter rewriter, int characters) {
        this.rewriter = rewriter;
        this.characters = characters;
    }

    /**
     * Scores at most the last 10,000 characters of a document.
     *
     * @param rewriter writes a document under a candidate
     * @return the scoring
     */
    public static DocumentScoring with(DocumentRewriter rewriter) {
        return new DocumentScoring(rewriter, 10_000);
    }

    /**
     * The same scoring of more or less of a document.
     *
     * @param most characters of the original that are rewritten and scored, its last ones, 1 or more
     * @return a new scoring
     * @throws IllegalArgumentException if below 1
     */
    public DocumentScoring withCharacters(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("characters must be 1 or more, got " + most);
        }
        return new DocumentScoring(rewriter, most);
    }

    /**
     * Scores traps.
     *
     * @param model name of the model, for messages and reports
     * @param traps all published traps with their controls
     * @param documents original texts of the documents that were published under each trap, by trap id; chosen without a look at
     *     any candidate
     * @param scorer the model
     * @return the scores; the dose is the number of documents
     * @throws IllegalArgumentException if a trap has no document, or a score is not finite
     */
    public ModelScores score(
            String model, List<TrapCandidates> traps, Map<String, List<String>> documents, TextScorer scorer) {
        List<TrapScores> scores = new ArrayList<>();
        for (TrapCandidates trap : traps) {
            List<String> own = documents.getOrDefault(trap.id(), List.of());
            if (own.isEmpty()) {
                throw new IllegalArgumentException("trap " + trap.id()
                        + " must have 1 document or more that is written under it, got 0; give the originals");
            }
            double[] sums = new double[trap.texts().size()];
            for (String document : own) {
                add(sums, trap, document.substring(Math.max(0, document.length() - characters)), scorer);
            }
            scores.add(TrapScores.ofCandidates(trap.id(), OptionalInt.of(own.size()), sums, trap.published()));
        }
        return new ModelScores(model, scores);
    }

    private void add(double[] sums, TrapCandidates trap, String document, TextScorer scorer) {
        List<String> texts = trap.texts().stream()
                .map(candidate -> rewriter.rewrite(document, candidate))
                .toList();
        double[] scores = scorer.meanLogLikelihood(Collections.nCopies(texts.size(), ""), texts);
        if (scores.length != sums.length) {
            throw new IllegalArgumentException(
                    "scorer must return " + sums.length + " scores for trap " + trap.id() + ", got " + scores.length);
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] += scores[i];
        }
    }
}
