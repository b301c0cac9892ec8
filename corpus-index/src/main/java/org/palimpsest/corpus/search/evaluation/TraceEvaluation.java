package org.palimpsest.corpus.search.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.palimpsest.corpus.index.DocumentStream;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.search.Entity;
import org.palimpsest.corpus.search.EntityPosting;
import org.palimpsest.corpus.search.FactTrace;
import org.palimpsest.corpus.search.Passage;
import org.palimpsest.corpus.search.PhraseSearch;
import org.palimpsest.corpus.search.SearchHit;
import org.palimpsest.corpus.search.SearchIndex;
import org.palimpsest.corpus.search.SearchIndexBuilder;

/**
 * Asks every question of a set in four ways: {@code string}, the documents with name and answer as strings, in the order of
 * the corpus; {@code bm25}, the question with the answer filled in; {@code bm25-names}, the same with all names that the
 * catalogue has for the subject; {@code trace}, {@link FactTrace} with the catalogue. And looks for every subject in three ways: its name as a string, all its names as strings, its postings from a score of 0.5.
 */
public final class TraceEvaluation {
    private static final int DEPTH = 100;
    private static final double LEAST = 0.5;

    private final FactSet set;
    private final SearchIndex index;
    private final long seed;

    private TraceEvaluation(FactSet set, SearchIndex index, long seed) {
        this.set = set;
        this.index = index;
        this.seed = seed;
    }

    /**
     * Evaluates; the index is built in memory.
     *
     * @param set what to ask
     * @param seed of the resampling behind the intervals
     * @param progress told of documents and questions
     * @return the measures
     * @throws IOException if the index in memory fails
     */
    public static TraceReport run(FactSet set, long seed, Progress progress) throws IOException {
        try (SearchIndex index = SearchIndexBuilder.withDefaults()
                        .with(set.catalogue())
                        .with(progress)
                        .build(DocumentStream.of(set.documents()));
                Progress.Task task = progress.begin(
                        "asking", set.questions().size() + set.naming().size(), "questions")) {
            return new TraceEvaluation(set, index, seed).run(task);
        }
    }

    private TraceReport run(Progress.Task task) throws IOException {
        List<Ranking> strings = new ArrayList<>();
        List<Ranking> bm25 = new ArrayList<>();
        List<Ranking> bm25Names = new ArrayList<>();
        List<Ranking> traced = new ArrayList<>();
        for (FactSet.Question question : set.questions()) {
            strings.add(new Ranking(
                    PhraseSearch.all(
                            index, List.of(question.name(), question.fact().answer())),
                    question.stating()));
            bm25.add(new Ranking(bm25(question, List.of()), question.stating()));
            Entity subject = set.catalogue().entity(question.fact().subject()).orElseThrow();
            bm25Names.add(new Ranking(bm25(question, subject.surfaces()), question.stating()));
            traced.add(new Ranking(traced(question), question.stating()));
            task.advance(1);
        }
        List<TraceReport.Facts> facts = new ArrayList<>();
        facts.addAll(split("string", strings));
        facts.addAll(split("bm25", bm25));
        facts.addAll(split("bm25-names", bm25Names));
        facts.addAll(split("trace", traced));
        return entities(facts, task);
    }

    private List<String> bm25(FactSet.Question question, List<String> names) throws IOException {
        String filled = question.fact().question() + " " + question.fact().answer() + " " + String.join(" ", names);
        return index.bm25(filled, DEPTH).stream().map(SearchHit::id).toList();
    }

    private List<String> traced(FactSet.Question question) throws IOException {
        FactTrace trace = FactTrace.withDefaults().with(new FactTrace.Options(DEPTH, 10_000, LEAST));
        return trace.trace(index, question.fact()).passages().stream()
                .map(Passage::id)
                .toList();
    }

    private List<TraceReport.Facts> split(String system, List<Ranking> rankings) {
        List<TraceReport.Facts> facts = new ArrayList<>();
        facts.add(new TraceReport.Facts(system, "all", new RetrievalScores(rankings, seed)));
        for (FactSet.Homonym homonym : FactSet.Homonym.values()) {
            List<Ranking> some = new ArrayList<>();
            for (int i = 0; i < rankings.size(); i++) {
                if (set.questions().get(i).homonym() == homonym) {
                    some.add(rankings.get(i));
                }
            }
            if (!some.isEmpty()) {
                facts.add(new TraceReport.Facts(
                        system, homonym.name().toLowerCase(Locale.ROOT), new RetrievalScores(some, seed)));
            }
        }
        return facts;
    }

    private TraceReport entities(List<TraceReport.Facts> facts, Progress.Task task) throws IOException {
        List<Ranking> names = new ArrayList<>();
        List<Ranking> allNames = new ArrayList<>();
        List<Ranking> postings = new ArrayList<>();
        for (Entity entity : set.catalogue().entities()) {
            Set<String> relevant = set.naming().getOrDefault(entity.id(), Set.of());
            names.add(new Ranking(PhraseSearch.any(index, List.of(entity.name())), relevant));
            allNames.add(new Ranking(PhraseSearch.any(index, entity.surfaces()), relevant));
            postings.add(new Ranking(
                    List.copyOf(new LinkedHashSet<>(index.postings(entity.id(), LEAST).stream()
                            .map(EntityPosting::id)
                            .toList())),
                    relevant));
            task.advance(1);
        }
        int wins = 0;
        int losses = 0;
        for (int i = 0; i < postings.size(); i++) {
            int order = Double.compare(postings.get(i).f1(), allNames.get(i).f1());
            wins += order > 0 ? 1 : 0;
            losses += order < 0 ? 1 : 0;
        }
        List<TraceReport.Entities> entities = List.of(
                new TraceReport.Entities("name as a string", new RetrievalScores(names, seed)),
                new TraceReport.Entities("all names as strings", new RetrievalScores(allNames, seed)),
                new TraceReport.Entities("postings", new RetrievalScores(postings, seed)));
        return new TraceReport(index.documents(), facts, entities, wins, losses);
    }
}
