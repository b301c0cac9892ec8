package org.palimpsest.corpus.search.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.run.Progress;

class TraceEvaluationTest {
    private static final FactSetGenerator.Options SMALL = new FactSetGenerator.Options(60, 15, 1500, 3);

    private static TraceReport report;

    @BeforeAll
    static void evaluate() throws IOException {
        report = TraceEvaluation.run(FactSetGenerator.generate(SMALL), 1, Progress.none());
    }

    private static RetrievalScores facts(String system, String subjects) {
        return report.facts().stream()
                .filter(row -> row.system().equals(system) && row.subjects().equals(subjects))
                .findFirst()
                .orElseThrow()
                .scores();
    }

    @Test
    void tracingFindsStatementsBeforeEverythingElse() {
        for (String subjects : List.of("all", "shared", "unique")) {
            RetrievalScores trace = facts("trace", subjects);
            assertThat(trace.reciprocalRank().mean()).as(subjects).isGreaterThan(0.95);
            assertThat(trace.recall(3).mean()).as(subjects).isGreaterThan(0.8);
            assertThat(trace.recall(3).mean())
                    .isGreaterThan(facts("bm25", subjects).recall(3).mean());
            assertThat(trace.recall(3).mean())
                    .isGreaterThan(facts("bm25-names", subjects).recall(3).mean());
            assertThat(trace.recall(3).mean())
                    .isGreaterThan(facts("string", subjects).recall(3).mean());
        }
    }

    @Test
    void postingsFindEntitiesBetterThanStrings() {
        RetrievalScores names = report.entities().get(0).scores();
        RetrievalScores allNames = report.entities().get(1).scores();
        RetrievalScores postings = report.entities().get(2).scores();
        assertThat(postings.f1().mean()).isGreaterThan(allNames.f1().interval().high());
        assertThat(postings.setRecall().mean())
                .isGreaterThan(names.setRecall().interval().high());
        assertThat(report.wins()).isGreaterThan(10 * Math.max(1, report.losses()));
    }

    @Test
    void theSetIsWhatItsOptionsSay() {
        FactSet set = FactSetGenerator.generate(SMALL);
        assertThat(set.documents()).hasSize(3 * 60 + 1500).doesNotHaveDuplicates();
        assertThat(set.questions())
                .hasSize(60)
                .allMatch(question -> question.stating().size() == 3);
        assertThat(set.questions().stream().filter(q -> q.homonym() == FactSet.Homonym.SHARED))
                .hasSize(30);
        assertThat(set.documents()).isEqualTo(FactSetGenerator.generate(SMALL).documents());
        assertThatThrownBy(() -> new FactSetGenerator.Options(3, 2, 0, 1))
                .hasMessage(
                        "facts must be at least 1 and twice homonymPairs, the others at least 0, got 3 facts, 2 pairs and"
                                + " 0 distractors");
    }
}
