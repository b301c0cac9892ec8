package org.palimpsest.provenance.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.Tokenizer;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.inference.generation.TextGenerator;
import org.palimpsest.inference.likelihood.TokenScorer;
import org.palimpsest.inference.likelihood.TokenScores;
import org.palimpsest.inference.likelihood.TopTokens;

class BlackBoxScoresTest {
    private static final GenerationOptions GREEDY = GenerationOptions.greedy(8);

    private static List<Document> documents(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Document.of("d" + i, "start " + i + " a" + i + " b" + i + " c" + i + " d" + i))
                .toList();
    }

    @Test
    void theLongestCommonSubsequenceOfWordsCounts() {
        TextGenerator half = (prompts, options) -> prompts.stream()
                .map(prompt -> {
                    String i = prompt.split(" ", -1)[1];
                    return " x a" + i + " d" + i + " b" + i + " y";
                })
                .toList();
        List<Document> documents = new ArrayList<>(documents(3));
        documents.add(Document.of("short", "one two three"));
        double[] scores = new ContinuationMatch(half, 2, 4, GREEDY, 0).score(documents);
        // a d b against a b c d: a b, two of four
        assertThat(scores).containsExactly(0.5, 0.5, 0.5, Double.NaN);
    }

    @Test
    void questionsAreNotAskedInTheOrderOfTraining() {
        List<String> asked = new ArrayList<>();
        TextGenerator silent = (prompts, options) -> {
            asked.addAll(prompts);
            return prompts.stream().map(prompt -> "").toList();
        };
        new ContinuationMatch(silent, 2, 4, GREEDY, 0).score(documents(40));
        List<String> first = List.copyOf(asked);
        assertThat(first)
                .isNotEqualTo(documents(40).stream()
                        .map(d -> d.text().substring(0, 7).strip())
                        .toList());
        asked.clear();
        new ContinuationMatch(silent, 2, 4, GREEDY, 0).score(documents(40));
        assertThat(asked).isEqualTo(first);
    }

    /** A model that knows even documents picks their continuation, and guesses A for the others. */
    @Test
    void theRightChoiceCountsWhereverItStands() {
        TextGenerator model = (prompts, options) -> prompts.stream()
                .map(prompt -> {
                    int i = Integer.parseInt(prompt.split("start ", -1)[1].split("\\s", -1)[0]);
                    int at = prompt.indexOf(") a" + i + " ");
                    return i % 2 == 0 ? "I say " + prompt.charAt(at - 1) + "." : "A";
                })
                .toList();
        double[] scores = new ChoicePrompt(model, 2, 4, 4, 5, 0).score(documents(200));
        double even = IntStream.range(0, 100)
                .mapToDouble(i -> scores[2 * i])
                .average()
                .orElseThrow();
        double odd = IntStream.range(0, 100)
                .mapToDouble(i -> scores[2 * i + 1])
                .average()
                .orElseThrow();
        assertThat(even).isCloseTo(1, within(1e-9));
        assertThat(odd).isBetween(0.15, 0.35);
        assertThatThrownBy(() -> new ChoicePrompt(model, 2, 4, 4, 5, 0).score(documents(3)))
                .hasMessage("4 choices need as many documents of 6 words, got 3");
    }

    private record Fixed(boolean top) implements TokenScorer {
        @Override
        public List<TokenScores> score(List<Document> documents) {
            // places 1 and 2; likeliest there: 7 5 and 9 8
            TopTokens likeliest = new TopTokens(2, new int[] {7, 5, 9, 8}, new double[] {-1, -2, -1, -2});
            return documents.stream()
                    .map(d -> new TokenScores(
                            d.id(),
                            d.tokens() == null ? new int[0] : d.tokens(),
                            new double[2],
                            null,
                            null,
                            top ? likeliest : null))
                    .toList();
        }

        @Override
        public String fingerprint() {
            return "0".repeat(64);
        }

        @Override
        public void close() {}
    }

    private static Document tokens(String id, int... ids) {
        return new Document(id, "", ids, null, null, null, Map.of());
    }

    @Test
    void tokensAmongTheLikeliestCount() {
        List<Document> documents = List.of(tokens("a", 1, 5, 9), tokens("b", 1, 7, 4), tokens("c", 1, 2, 3));
        assertThat(new TopKShare(new Fixed(true), 2, 0).score(documents)).containsExactly(1, 0.5, 0);
        assertThat(new TopKShare(new Fixed(true), 1, 0).score(documents)).containsExactly(0.5, 0.5, 0);
        assertThatThrownBy(() -> new TopKShare(new Fixed(false), 1, 0).score(List.of(tokens("a", 1, 5, 9))))
                .hasMessage("document a came without its likeliest tokens");
    }

    /** Letters are ids, shifted by a key. */
    private record Letters(int key) implements Tokenizer {
        @Override
        public int[] encode(String text) {
            return text.chars().map(c -> (c - 'a' + key) % 26).toArray();
        }

        @Override
        public String decode(int[] ids) {
            return Arrays.stream(ids)
                    .collect(
                            StringBuilder::new,
                            (b, id) -> b.append((char) ('a' + (id + 26 - key) % 26)),
                            StringBuilder::append)
                    .toString();
        }

        @Override
        public int vocabularySize() {
            return 26;
        }

        @Override
        public String fingerprint() {
            return "0".repeat(64);
        }
    }

    @Test
    void tokensOfAnotherTokenizerAreRefused() {
        Document right = new Document("r", "abcde", new int[] {3, 4, 5, 6, 7}, null, null, null, Map.of());
        assertThat(TokenizerCheck.of(new Letters(3), List.of(right, Document.of("t", "text")), "m"))
                .isEmpty();
        assertThat(TokenizerCheck.of(new Letters(9), List.of(right), "m")
                        .orElseThrow()
                        .message())
                .startsWith("only 0 % of the tokens come back");
        OrderFinding beyond = TokenizerCheck.of(new Letters(3), List.of(right, tokens("x", 1, 26)), "m")
                .orElseThrow();
        assertThat(beyond.severity()).isEqualTo(OrderFinding.Severity.REFUSAL);
        assertThat(beyond.message()).startsWith("document x has the token 26, and the tokenizer of m has 26");
        assertThat(TokenizerCheck.of(new Letters(3), List.of(tokens("y", 1, 25, 0)), "m"))
                .isEmpty();
    }
}
