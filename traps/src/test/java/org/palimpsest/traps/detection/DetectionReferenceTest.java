package org.palimpsest.traps.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.PValueMethod;

/** P-values beside those that {@code detection.py} counted without our code. */
class DetectionReferenceTest {
    private static final JsonNode REFERENCE = read();

    private static JsonNode read() {
        try (InputStream in =
                Objects.requireNonNull(DetectionReferenceTest.class.getResourceAsStream("detection.json"))) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void poolingsRatioAndKeys() {
        for (JsonNode one : REFERENCE.path("cases")) {
            ModelScores scores = scores(one.path("published"), one.path("controls"));
            ModelScores reference = scores(one.path("referencePublished"), one.path("referenceControls"));
            PooledTrapTest test = PooledTrapTest.withDefaults();
            assertThat(test.test(scores).pValue()).isCloseTo(one.path("rankSum").asDouble(), within(1e-12));
            assertThat(test.with(Pooling.FISHER).test(scores).pValue())
                    .isCloseTo(one.path("fisher").asDouble(), within(1e-12));
            assertThat(test.with(Pooling.MONTE_CARLO).test(scores))
                    .satisfies(exact -> assertThat(exact.method()).isEqualTo(PValueMethod.EXACT))
                    .satisfies(exact -> assertThat(exact.pValue())
                            .isCloseTo(one.path("redraw").asDouble(), within(1e-12)));
            assertThat(RephrasingTest.withDefaults().test(scores).labels().pValue())
                    .isCloseTo(one.path("redraw").asDouble(), within(1e-12));
            assertThat(RatioTest.withDefaults().test(scores, reference).pValue())
                    .isCloseTo(one.path("ratio").asDouble(), within(1e-12));
            assertThat(KeyRankTest.withDefaults().test(scores).pValue())
                    .isCloseTo(one.path("key").asDouble(), within(1e-12));
        }
    }

    @Test
    void flipsOfSigns() {
        double[] differences = doubles(REFERENCE.path("flip").path("differences"));
        ModelScores pairs = new ModelScores(
                "m",
                IntStream.range(0, differences.length)
                        .mapToObj(d -> TrapScores.of("d" + d, differences[d], 0))
                        .toList());
        RephrasingTest.Result result = RephrasingTest.withDefaults().test(pairs);
        assertThat(result.labels().pValue())
                .isCloseTo(REFERENCE.path("flip").path("p").asDouble(), within(1e-12));
        assertThat(result.meanDifference())
                .isCloseTo(
                        IntStream.range(0, 9)
                                .mapToDouble(d -> differences[d] / 9)
                                .sum(),
                        within(1e-12));
    }

    @Test
    void poolsOfTexts() {
        JsonNode pool = REFERENCE.path("pool");
        double[] published = doubles(pool.path("published"));
        double[] others = doubles(pool.path("unpublished"));
        assertThat(CollectionTest.withDefaults().hits(published, others))
                .satisfies(test ->
                        assertThat(test.statistic()).isEqualTo(pool.path("hits").asDouble()))
                .satisfies(test ->
                        assertThat(test.pValue()).isCloseTo(pool.path("hitsP").asDouble(), within(1e-12)));
        assertThat(CollectionTest.withDefaults().ranks(published, others).pValue())
                .isCloseTo(pool.path("ranksP").asDouble(), within(1e-12));
    }

    @Test
    void lastWordsWithDifferentNumbersOfGuesses() {
        JsonNode words = REFERENCE.path("words");
        List<GhostPrompt> ghosts = new ArrayList<>();
        int secret = 0;
        for (JsonNode guesses : words.path("guesses")) {
            String text = "ghost number " + secret++;
            ghosts.add(new GhostPrompt(
                    "t" + secret,
                    text,
                    IntStream.range(0, guesses.asInt())
                            .mapToObj(i -> "page " + i)
                            .toList()));
        }
        LastKWordsTest.Result result = LastKWordsTest.withDefaults()
                .withVocabularySize(words.path("vocabulary").asInt())
                .test(
                        ghosts,
                        (prompts, k) -> prompts.stream()
                                .map(prompt -> prompt.startsWith("page 0") ? "1" : "2")
                                .toList());
        assertThat(result.hitSecrets()).isEqualTo(words.path("hits").asInt());
        assertThat(result.test().pValue()).isCloseTo(words.path("p").asDouble(), within(1e-12));
    }

    private static ModelScores scores(JsonNode published, JsonNode controls) {
        double[] first = doubles(published);
        return new ModelScores(
                "m",
                IntStream.range(0, first.length)
                        .mapToObj(j -> TrapScores.of("t" + j, first[j], doubles(controls.path(j))))
                        .toList());
    }

    private static double[] doubles(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}
