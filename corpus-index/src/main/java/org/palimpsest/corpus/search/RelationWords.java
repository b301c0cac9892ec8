package org.palimpsest.corpus.search;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words of a question that are neither subject nor answer, each as heavy as it is rare: ln(1 + (N - n + 0.5)/(n + 0.5)). */
final class RelationWords {
    private final Map<String, Double> weights;
    private final double total;

    private RelationWords(Map<String, Double> weights) {
        this.weights = weights;
        this.total = weights.values().stream().mapToDouble(weight -> weight).sum();
    }

    static RelationWords of(String question, Set<String> others, SearchIndex index) throws IOException {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String form : SearchWord.forms(question)) {
            int documents = index.documentFrequency(form);
            if (!others.contains(form) && documents > 0) {
                weights.put(form, Math.log1p((index.documents() - documents + 0.5) / (documents + 0.5)));
            }
        }
        return new RelationWords(weights);
    }

    /** The share of the weight that some words have; 1 where the question says nothing. */
    double share(List<SearchWord> words) {
        if (weights.isEmpty()) {
            return 1;
        }
        double found = 0;
        for (String form : words.stream().map(SearchWord::form).distinct().toList()) {
            found += weights.getOrDefault(form, 0.0);
        }
        return Math.min(1, found / total);
    }
}
