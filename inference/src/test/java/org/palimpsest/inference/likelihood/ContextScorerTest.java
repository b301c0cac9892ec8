package org.palimpsest.inference.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.Tokenizer;

class ContextScorerTest {
    private final LetterModel letters = new LetterModel(0);
    private final ContextScorer scorer = new ContextScorer(letters, letters);

    @Test
    void onlyTheTextsOwnTokensCount() {
        // a letter scores minus its number in the alphabet
        assertThat(scorer.meanNats(List.of("zzz", "", "zz"), List.of("ab", "c", "bbb")))
                .containsExactly(-1.5, -3, -2);
    }

    @Test
    void identicalContextsChangeNothingButWhatStandsBefore() {
        double[] scores = scorer.meanNats(Collections.nCopies(3, "qed"), List.of("a", "b", "a"));
        assertThat(scores).containsExactly(-1, -2, -1);
        assertThat(letters.seen).containsExactly("qeda", "qedb", "qeda");
    }

    @Test
    void aTokenThatSpansBothCountsForTheText() {
        // "t" + "h" is one token, number 30
        assertThat(scorer.meanNats(List.of("at"), List.of("ha"))).containsExactly(-(30 + 1) / 2.0);
    }

    @Test
    void withoutBeginTokenTheFirstTokenOfAnEmptyContextHasNoScore() {
        LetterModel plain = new LetterModel(1);
        assertThat(new ContextScorer(plain, plain).meanNats(List.of(""), List.of("abc")))
                .containsExactly(-2.5);
    }

    @Test
    void aTextWithoutTokensOfItsOwnIsRefused() {
        assertThatThrownBy(() -> scorer.meanNats(List.of("ab"), List.of("")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the text \"\" has no token of its own after its context");
        assertThatThrownBy(() -> scorer.meanNats(List.of("ab", "c"), List.of("d")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("contexts must be as many as texts, got 2 and 1");
    }

    /** A token is a letter, or "th"; its score is minus its number. */
    private static final class LetterModel implements TokenScorer, Tokenizer {
        private final int unscored;
        private final List<String> seen = new ArrayList<>();

        LetterModel(int unscored) {
            this.unscored = unscored;
        }

        @Override
        public List<TokenScores> score(List<Document> documents) {
            List<TokenScores> scores = new ArrayList<>();
            for (Document document : documents) {
                int[] tokens = Objects.requireNonNull(document.tokens());
                seen.add(decode(tokens));
                double[] nats = new double[tokens.length - unscored];
                for (int i = 0; i < nats.length; i++) {
                    nats[i] = -tokens[i + unscored];
                }
                scores.add(new TokenScores(document.id(), tokens, nats));
            }
            return scores;
        }

        @Override
        public int[] encode(String text) {
            return text.replace("th", "~")
                    .chars()
                    .map(c -> c == '~' ? 30 : c - 'a' + 1)
                    .toArray();
        }

        @Override
        public List<int[]> encodeAll(List<String> texts) {
            return texts.stream().map(this::encode).toList();
        }

        @Override
        public String decode(int[] tokens) {
            StringBuilder text = new StringBuilder();
            for (int token : tokens) {
                text.append(token == 30 ? "th" : String.valueOf((char) ('a' + token - 1)));
            }
            return text.toString();
        }

        @Override
        public int vocabularySize() {
            return 31;
        }

        @Override
        public String fingerprint() {
            return "0".repeat(64);
        }

        @Override
        public void close() {}
    }
}
