package org.palimpsest.inference.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.inference.likelihood.ScoreRow;
import org.palimpsest.inference.likelihood.TokenMoments;
import org.palimpsest.inference.likelihood.TokenScores;
import org.palimpsest.inference.likelihood.TopTokens;

class ScoredTextsTest {
    @TempDir
    private Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static ScoredTexts read(Path file) throws IOException {
        return ScoredTexts.read(file, null, ScoredTexts.Options.defaults());
    }

    @Test
    void rowsAreJoinedByIdWhereverTheyStand() throws IOException {
        Path scores = file("s.jsonl", """
                {"id":"b","variant":"lowercase","tokens":[1],"logprobs":[-4]}
                {"id":"a","tokens":[1,2],"logprobs":[-1],"mean":[-2],"sd":[0.5],"topTokens":[[9,2]],"topLogprobs":[[-0.25,-1]],"text":"A b","label":1,"created":"2019-05","source":"s"}

                {"id":"a","variant":"generation:0","text":"c d"}
                {"id":"b","tokens":[3],"logprobs":[-2],"label":0,"variant":null}
                {"id":"a","variant":"neighbour:7","tokens":[5],"logprobs":[-3]}
                {"id":"a","variant":"other","tokens":[5],"logprobs":[-3]}
                """);
        Path reference = file("r.jsonl", """
                {"id":"a","tokens":[1,2],"logprobs":[-7]}
                {"id":"a","tokens":[1,2],"logprobs":[-7],"variant":"lowercase"}
                {"id":"z","tokens":[1,2],"logprobs":[-8]}
                """);
        ScoredTexts texts = ScoredTexts.read(
                scores, reference, ScoredTexts.Options.defaults().withField("source"));
        assertThat(texts.texts()).extracting(ScoredText::id).containsExactly("b", "a");
        assertThat(texts.unreferenced()).isEqualTo(1);
        ScoredText a = texts.texts().get(1);
        assertThat(a.base())
                .isEqualTo(new ScoreRow(
                        "a",
                        "",
                        new TokenScores(
                                "a",
                                new int[] {1, 2},
                                new double[] {-1},
                                null,
                                new TokenMoments(new double[] {-2}, new double[] {0.5}),
                                new TopTokens(2, new int[] {9, 2}, new double[] {-0.25, -1})),
                        "A b",
                        1,
                        List.of(),
                        Map.of("created", "2019-05", "source", "s")));
        assertThat(a.variants()).containsOnlyKeys("generation:0", "neighbour:7");
        assertThat(a.reference()).isNotNull();
        assertThat(texts.texts().get(0).label()).isZero();
    }

    @Test
    void variantsThatNoAttackNeedsAreNotKept() throws IOException {
        Path scores = file("s.jsonl", """
                {"id":"a","tokens":[1,2],"logprobs":[-1]}
                {"id":"a","variant":"lowercase","tokens":[1],"logprobs":[-4]}
                """);
        assertThat(ScoredTexts.read(scores, null, ScoredTexts.Options.of(List.of(new Loss())))
                        .texts()
                        .get(0)
                        .variants())
                .isEmpty();
        assertThat(new ScoredTexts.Options(Set.of("neighbour:"), Set.of(), 0).keeps("neighbour:3"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"a\",\"tokens\":[1,2],\"logprobs\":[null]}|field \"logprobs[0]\": expected a finite number, found"
                        + " null",
                "{\"id\":\"a\",\"tokens\":[1,2],\"logprobs\":[NaN]}|field \"logprobs[0]\": expected a finite number, found a"
                        + " number (NaN)",
                "{\"id\":\"a\",\"tokens\":[1,2],\"logprobs\":[-1e999]}|field \"logprobs[0]\": expected a finite number, found"
                        + " a number (-1e999)",
                "{\"id\":\"a\",\"tokens\":[1,2],\"logprobs\":[2.5]}|field \"logprobs[0]\": expected a log-probability in nats,"
                        + " at most 0 (a loss has the other sign), found a number (2.5)",
                "{\"id\":\"a\",\"tokens\":[1,2,3],\"logprobs\":[-1]}|field \"logprobs\": expected 3 numbers (with BOS) or one"
                        + " fewer for 3 tokens, found 1",
                "{\"id\":\"a\",\"tokens\":[1],\"logprobs\":[-1],\"label\":2}|field \"label\": expected 1 (member) or 0 (not),"
                        + " found a number (2)",
                "{\"id\":\"a\",\"tokens\":[1],\"logprobs\":[-1],\"label\":\"1\"}|field \"label\": expected 1 (member) or 0"
                        + " (not), found a string (\"1\")",
                "{\"id\":\"a\",\"tokens\":[1],\"logprobs\":[-1],\"label\":0.5}|field \"label\": expected 1 (member) or 0"
                        + " (not), found a number (0.5)",
                "{\"id\":\"a\",\"tokens\":[1],\"logprobs\":[-1],\"mean\":[-1]}|field \"sd\" is missing; moments are the fields"
                        + " mean and sd together",
                "{\"id\":\"a\",\"tokens\":[1],\"logprobs\":[-1],\"mean\":[-1],\"sd\":[1,2]}|field \"sd\": expected 1 numbers,"
                        + " as many as logprobs, found 2",
                "{\"id\":\"a\",\"tokens\":[1],\"logprobs\":[-1],\"mean\":[-1],\"sd\":[-2]}|field \"sd[0]\": expected a"
                        + " standard deviation from 0 on, found a number (-2)",
                "{\"id\":\"a\",\"tokens\":[1],\"logprobs\":[-1],\"mean\":[1],\"sd\":[2]}|field \"mean[0]\": expected a"
                        + " log-probability in nats, at most 0 (a loss has the other sign), found a number (1)",
                "{\"id\":\"a\",\"tokens\":[1],\"logprobs\":[-1],\"topTokens\":[[1]]}|field \"topLogprobs\" is missing; the"
                        + " likeliest tokens are the fields topTokens and topLogprobs together",
                "{\"id\":\"a\",\"tokens\":[1],\"logprobs\":[-1],\"topTokens\":[[1],[2]],\"topLogprobs\":[[-1]]}|field"
                        + " \"topTokens\": expected 1 lists, as many as logprobs, found 2",
                "{\"id\":\"a\",\"tokens\":[1],\"logprobs\":[-1],\"topTokens\":[[1,2]],\"topLogprobs\":[[-1]]}|field"
                        + " \"topTokens[0]\": expected 2 ids and as many log-probabilities, as at every place, found 2 and 1",
                "{\"id\":\"a\",\"tokens\":[1],\"logprobs\":[-1],\"topTokens\":[[]],\"topLogprobs\":[[]]}|field"
                        + " \"topTokens[0]\": expected 1 ids and as many log-probabilities, as at every place, found 0 and 0",
                "{\"id\":\"a\",\"tokens\":[1],\"logprobs\":[-1],\"topTokens\":[1],\"topLogprobs\":[[-1]]}|field"
                        + " \"topTokens[0]\": expected a list of numbers, found a number (1)",
                "{\"id\":\"a\",\"tokens\":[1],\"logprobs\":[-1],\"text\":7}|field \"text\": expected a string, found a number"
                        + " (7)",
                "{\"id\":\"a\",\"tokens\":[1],\"logprobs\":[-1],\"prefixIds\":7}|field \"prefixIds\": expected a list of ids,"
                        + " found a number (7)",
                "{\"id\":\"a\",\"tokens\":[1]}|field \"logprobs\" is missing; a score row has id, tokens and logprobs",
                "{\"id\":\"ok\",\"tokens\":[1],\"logprobs\":[-1]}|field \"id\": ok stands in an earlier row",
                "{\"id\":\"ok\",\"tokens\":[1],\"logprobs\":[-1],\"variant\":\"lowercase\"}|field \"variant\": lowercase of"
                        + " ok stands in an earlier row",
                "{\"id\":\"new\",\"tokens\":[1],\"logprobs\":[-1],\"variant\":\"lowercase\"}|field \"variant\": new has"
                        + " variants, but no row of its own",
            })
    void aBadRowIsNamed(String row, String reason) throws IOException {
        Path file = file("bad.jsonl", """
                {"id":"ok","tokens":[1,2],"logprobs":[-1]}
                {"id":"ok","tokens":[1,2],"logprobs":[-1],"variant":"lowercase"}
                """ + row + "\n");
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(CorruptInputException.class)
                .hasMessage(file + ", line 3: " + reason);
    }

    @Test
    void badLinesMayBeAllowedAndAnEmptyFileIsNone() throws IOException {
        Path file = file("s.jsonl", "{\"id\":\"a\",\"tokens\":[1],\"logprobs\":[-1]}\nno row\n");
        ScoredTexts texts =
                ScoredTexts.read(file, null, ScoredTexts.Options.defaults().withSkipBad(1));
        assertThat(texts.texts()).hasSize(1);
        assertThat(texts.skipped()).hasSize(1);
        Path empty = file("empty.jsonl", "\n");
        assertThatThrownBy(() -> read(empty)).hasMessage(empty + ": holds no score row");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"token\":1}|field \"count\" is missing; a row has token and count",
                "{\"count\":1}|field \"token\" is missing; a row has token and count",
                "{\"token\":1.5,\"count\":1}|field \"token\": expected a whole number from 0 on, found a number (1.5)",
                "{\"token\":1,\"count\":-1}|field \"count\": expected a whole number from 0 on, found a number (-1)",
                "{\"token\":0,\"count\":1}|field \"token\": 0 stands in an earlier row",
            })
    void aBadRowOfFrequenciesIsNamed(String row, String reason) throws IOException {
        Path file = file("f.jsonl", "{\"token\":0,\"count\":3}\n" + row + "\n");
        assertThatThrownBy(() -> TokenFrequencies.read(file, 0)).hasMessage(file + ", line 2: " + reason);
    }

    @Test
    void frequenciesAreRead() throws IOException {
        Path file = file("f.jsonl", "{\"token\":0,\"count\":3}\n{\"token\":2,\"count\":0}\n");
        assertThat(TokenFrequencies.read(file, 0).surprise(0)).isEqualTo(-Math.log(4 / 5.0));
        assertThat(TokenFrequencies.read(file, 10).surprise(7)).isEqualTo(-Math.log(1 / 13.0));
    }
}
