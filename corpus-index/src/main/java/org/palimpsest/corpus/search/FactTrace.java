package org.palimpsest.corpus.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ScoreDoc;
import org.jspecify.annotations.Nullable;

/**
 * Finds the passages of a corpus that state a fact. A document qualifies if it names the subject and the answer, each as an
 * entity where the catalogue has it, else as words one after another. Of each document the best pair counts, of a mention
 * of the subject and the nearest mention of the answer before or behind it:
 *
 * <pre>
 * score     = certainty · closeness · (1 + relation) / 2
 * certainty = product of the two mentions' scores
 * closeness = 10 / (10 + words between the mentions + 5 · sentence ends between them)
 * relation  = share of the question's other words that the passage has, each weighted by its rarity; 1 without a question
 * </pre>
 *
 * <p>The passage is the sentences from the one mention to the other. It says that the training text states the fact, never
 * that a model knows it from there. Cost: one conjunction of postings, then a reading of each examined document.
 */
public final class FactTrace {
    private static final double WORDS_TO_HALF = 10;
    private static final double WORDS_A_SENTENCE = 5;
    private static final int LONGEST_CONTEXT = 40;

    private final Options options;

    private FactTrace(Options options) {
        this.options = options;
    }

    /**
     * How to trace.
     *
     * @param limit passages at most, at least 1
     * @param examined documents that are read at most, those with the best BM25 scores first; at least 1
     * @param leastScore mentions below are left out, 0 to 1
     */
    public record Options(int limit, int examined, double leastScore) {
        /**
         * Checks.
         *
         * @throws IllegalArgumentException if a number is outside its range
         */
        public Options {
            if (limit < 1 || examined < 1) {
                throw new IllegalArgumentException(
                        "limit and examined must be at least 1, got " + limit + " and " + examined);
            }
            SearchIndex.requireShare(leastScore);
        }

        /** Returns 10 passages of up to 10,000 documents, mentions from 0.5. */
        public static Options defaults() {
            return new Options(10, 10_000, 0.5);
        }
    }

    /** Returns a trace with the default options. */
    public static FactTrace withDefaults() {
        return new FactTrace(Options.defaults());
    }

    /**
     * The same with other options.
     *
     * @param chosen how to trace
     * @return a new trace
     */
    public FactTrace with(Options chosen) {
        return new FactTrace(chosen);
    }

    /**
     * Finds the passages.
     *
     * @param index the corpus
     * @param fact what to look for
     * @return passages, and how many documents there are
     * @throws IOException if the index cannot be read
     * @throws IllegalArgumentException if several entities go by the name of subject or answer
     */
    public TracedFact trace(SearchIndex index, Fact fact) throws IOException {
        FactName subject = FactName.of(index.catalogue(), fact.subject());
        FactName answer = FactName.of(index.catalogue(), fact.answer());
        BooleanQuery both = new BooleanQuery.Builder()
                .add(subject.query(), Occur.FILTER)
                .add(answer.query(), Occur.FILTER)
                .build();
        BooleanQuery.Builder ranked = new BooleanQuery.Builder().add(both, Occur.FILTER);
        String asked = fact.question() == null ? "" : fact.question();
        SearchIndex.bm25Clauses(
                        asked + " " + String.join(" ", subject.forms()) + " " + String.join(" ", answer.forms()))
                .forEach(clause -> ranked.add(clause, Occur.SHOULD));
        RelationWords relation = RelationWords.of(asked, union(subject.words(), answer.words()), index);
        ScoreDoc[] hits = index.searcher().search(ranked.build(), options.examined()).scoreDocs;
        List<Passage> passages = new ArrayList<>();
        for (ScoreDoc hit : hits) {
            Passage passage = passage(index, index.document(hit.doc), subject, answer, relation);
            if (passage != null) {
                passages.add(passage);
            }
        }
        passages.sort(Comparator.comparingDouble(Passage::score).reversed().thenComparingInt(Passage::document));
        return new TracedFact(
                fact,
                subject.entity(),
                answer.entity(),
                index.searcher().count(both),
                hits.length,
                passages.size(),
                passages.subList(0, Math.min(options.limit(), passages.size())));
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    private @Nullable Passage passage(
            SearchIndex index, IndexedDocument document, FactName subject, FactName answer, RelationWords relation) {
        List<SearchWord> words = SearchWord.of(document.text());
        List<Mention> mentions = index.linker().link(words);
        Sentences sentences = Sentences.of(document.text(), words);
        List<WordSpan> answers = answer.spans(words, mentions, options.leastScore());
        Passage best = null;
        for (WordSpan one : subject.spans(words, mentions, options.leastScore())) {
            for (WordSpan other : one.neighbours(answers)) {
                Passage passage = passage(document, words, sentences, one, other, relation);
                best = best == null || passage.score() > best.score() ? passage : best;
            }
        }
        return best;
    }

    private static Passage passage(
            IndexedDocument document,
            List<SearchWord> words,
            Sentences sentences,
            WordSpan one,
            WordSpan other,
            RelationWords relation) {
        int from = Math.min(one.from(), other.from());
        int to = Math.max(one.to(), other.to()) - 1;
        int first = sentences.first(from, LONGEST_CONTEXT);
        int last = sentences.last(to, LONGEST_CONTEXT);
        double apart = one.gap(other) + WORDS_A_SENTENCE * sentences.between(one.from(), other.from());
        double closeness = WORDS_TO_HALF / (WORDS_TO_HALF + apart);
        double said = (1 + relation.share(words.subList(first, last + 1))) / 2;
        int start = words.get(first).start();
        int end = words.get(last).end();
        String text = document.text();
        while (end < text.length()
                && !Character.isLetterOrDigit(text.charAt(end))
                && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return new Passage(
                document.document(),
                document.id(),
                start,
                end,
                text.substring(start, end),
                one.score() * other.score() * closeness * said,
                document.step());
    }
}
