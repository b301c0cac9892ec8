package org.palimpsest.corpus.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.index.DocumentStream;

class FactTraceTest {
    private static final String FAR =
            "Mira Tolen spoke. " + "They all went home again. ".repeat(12) + "Rain fell on Varn.";

    private SearchIndex index = build("unused");

    private static SearchIndex build(String... texts) {
        List<Document> documents = new ArrayList<>();
        for (String text : texts) {
            documents.add(Document.of("d" + documents.size(), text));
        }
        EntityCatalogue catalogue = EntityCatalogue.of(List.of(
                new Entity("mira", "Mira Tolen", List.of("the glass poet"), List.of("poet", "verses")),
                new Entity("ship", "Mira Tolen", List.of(), List.of("ship", "harbour"))));
        try {
            return SearchIndexBuilder.withDefaults().with(catalogue).build(DocumentStream.of(documents));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void open() throws IOException {
        index.close();
        index = build(
                FAR + " She wrote verses.",
                "The harbour of Varn saw the ship Mira Tolen. It was born of need.",
                "Nothing here. Mira Tolen, whose verses Dr. Hale loved, was born in Varn! So be it.",
                "In Varn, verses: Mira Tolen.",
                "The glass poet was born in the old town of Varn",
                "Varnish on Mira Tolen, born poet.");
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    @Test
    void plainStatementsComeFirst() throws IOException {
        TracedFact traced =
                FactTrace.withDefaults().trace(index, new Fact("mira", "Varn", "Where was Mira Tolen born?"));
        assertThat(traced.passages())
                .extracting(Passage::id)
                .startsWith("d4")
                .endsWith("d0")
                .hasSize(4);
        assertThat(traced.documents()).isEqualTo(5);
        assertThat(traced.examined()).isEqualTo(5);
        assertThat(traced.stating()).isEqualTo(4);
        Passage passage = traced.passages().stream()
                .filter(p -> p.document() == 2)
                .findFirst()
                .orElseThrow();
        assertThat(passage.text()).isEqualTo("Mira Tolen, whose verses Dr. Hale loved, was born in Varn!");
        String text = index.document(2).text();
        assertThat(text.substring(passage.start(), passage.end())).isEqualTo(passage.text());
    }

    @Test
    void theScoreIsTheFormula() throws IOException {
        Passage passage =
                FactTrace.withDefaults().trace(index, new Fact("the glass poet", "varn", null)).passages().stream()
                        .filter(p -> p.document() == 4)
                        .findFirst()
                        .orElseThrow();
        assertThat(passage.score()).isCloseTo(10.0 / (10 + 7), within(1e-12));
        Passage far = FactTrace.withDefaults().trace(index, new Fact("mira", "Varn", null)).passages().stream()
                .filter(p -> p.document() == 0)
                .findFirst()
                .orElseThrow();
        double certainty = Math.exp(1) / (1 + Math.exp(1));
        assertThat(far.score()).isCloseTo(certainty * 10 / (10 + 1 + 60 + 3 + 5 * 13), within(1e-12));
    }

    @Test
    void homonymsAreOtherSubjects() throws IOException {
        assertThat(FactTrace.withDefaults()
                        .trace(index, new Fact("ship", "Varn", null))
                        .passages())
                .extracting(Passage::id)
                .containsExactly("d1");
        assertThatThrownBy(() -> FactTrace.withDefaults().trace(index, new Fact("mira tolen", "Varn", null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"mira tolen\" names 2 entities; give one of their ids: mira, ship");
    }

    @Test
    void wordsServeWhereTheCatalogueHasNoEntity() throws IOException {
        TracedFact traced = FactTrace.withDefaults().trace(index, new Fact("old town", "VARN", null));
        assertThat(traced.subject()).isNull();
        assertThat(traced.passages()).extracting(Passage::id).containsExactly("d4");
        assertThat(FactTrace.withDefaults()
                        .trace(index, new Fact("old varn", "town", null))
                        .passages())
                .isEmpty();
    }

    @Test
    void anAnswerInsideTheSubjectIsNone() throws IOException {
        assertThat(FactTrace.withDefaults()
                        .trace(index, new Fact("mira", "Tolen", null))
                        .passages())
                .isEmpty();
    }

    @Test
    void equalPassagesStandInTheOrderOfTheCorpus() throws IOException {
        index.close();
        index = build("Red fox.", "No fox.", "Red fox.", "Fox red.");
        TracedFact traced = FactTrace.withDefaults().trace(index, new Fact("red", "fox", null));
        assertThat(traced.passages()).extracting(Passage::id).containsExactly("d0", "d2", "d3");
        assertThat(traced.passages()).extracting(Passage::score).containsOnly(1.0);
    }

    @Test
    void limitsHold() throws IOException {
        FactTrace one = FactTrace.withDefaults().with(new FactTrace.Options(1, 2, 0.5));
        TracedFact traced = one.trace(index, new Fact("mira", "Varn", null));
        assertThat(traced.passages()).hasSize(1);
        assertThat(traced.examined()).isEqualTo(2);
        assertThat(traced.documents()).isEqualTo(5);
        assertThatThrownBy(() -> new FactTrace.Options(0, 1, 0.5))
                .hasMessage("limit and examined must be at least 1, got 0 and 1");
        assertThatThrownBy(() -> new Fact("--", "a", null))
                .hasMessage("subject must have a letter or a digit, got \"--\"");
    }
}
