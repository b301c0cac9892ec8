package org.palimpsest.provenance.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.palimpsest.corpus.Document;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.inference.generation.TextGenerator;
import org.palimpsest.stats.RandomStream;

/**
 * How often a model picks the true continuation of a document among those of other documents. Each document is asked about several times,
 * with other decoys in another order each time, all drawn from the seed without sight of the training order; the score is the share of
 * right answers. Needs nothing but an answer of one letter.
 *
 * @param generator the model
 * @param prefixWords words that are shown, at least 1
 * @param words of each choice, at least 1
 * @param choices in [2, 26]
 * @param times questions a document, at least 1
 * @param seed of decoys and orders
 */
public record ChoicePrompt(TextGenerator generator, int prefixWords, int words, int choices, int times, long seed)
        implements DocumentScore {
    private static final int REPLY_TOKENS = 8;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public ChoicePrompt {
        if (prefixWords < 1 || words < 1 || times < 1) {
            throw new IllegalArgumentException("prefixWords, words and times must be at least 1, got " + prefixWords
                    + ", " + words + " and " + times);
        }
        if (choices < 2 || choices > 26) {
            throw new IllegalArgumentException("choices must be in [2, 26], got " + choices);
        }
    }

    /** A question and its answer. */
    private record Question(int document, String text, char answer) {}

    @Override
    public double[] score(List<Document> documents) {
        WordCut[] cuts = new WordCut[documents.size()];
        List<Integer> eligible = new ArrayList<>();
        for (int i = 0; i < cuts.length; i++) {
            WordCut cut = WordCut.of(documents.get(i).text(), prefixWords, words);
            if (cut != null) {
                cuts[i] = cut;
                eligible.add(i);
            }
        }
        if (eligible.size() < choices) {
            throw new IllegalArgumentException(choices + " choices need as many documents of " + (prefixWords + words)
                    + " words, got " + eligible.size());
        }
        List<Question> questions = questions(cuts, eligible);
        List<String> replies = generator.generate(
                questions.stream().map(Question::text).toList(), GenerationOptions.greedy(REPLY_TOKENS));
        double[] scores = new double[cuts.length];
        Arrays.setAll(scores, i -> cuts[i] == null ? Double.NaN : 0);
        for (int k = 0; k < replies.size(); k++) {
            Question question = questions.get(k);
            scores[question.document] += letter(replies.get(k)) == question.answer ? 1.0 / times : 0;
        }
        return scores;
    }

    private List<Question> questions(WordCut[] cuts, List<Integer> eligible) {
        RandomGenerator random = RandomStream.of(seed, "choice prompts");
        List<Question> questions = new ArrayList<>();
        for (int document : eligible) {
            for (int time = 0; time < times; time++) {
                questions.add(question(document, cuts, eligible, random));
            }
        }
        int[] mixed = RandomStream.permutation(questions.size(), RandomStream.of(seed, "order of questions"));
        return Arrays.stream(mixed).mapToObj(questions::get).toList();
    }

    private Question question(int document, WordCut[] cuts, List<Integer> eligible, RandomGenerator random) {
        List<Integer> shown = new ArrayList<>(List.of(document));
        while (shown.size() < choices) {
            int other = eligible.get(random.nextInt(eligible.size()));
            if (!shown.contains(other)) {
                shown.add(other);
            }
        }
        int[] mixed = RandomStream.permutation(choices, random);
        StringBuilder text = new StringBuilder("Which passage follows this text?\n\n")
                .append(cuts[document].prefix())
                .append("\n\n");
        char answer = 'A';
        for (int place = 0; place < choices; place++) {
            int choice = mixed[place];
            answer = choice == 0 ? (char) ('A' + place) : answer;
            text.append((char) ('A' + place))
                    .append(") ")
                    .append(cuts[shown.get(choice)].continuation().strip())
                    .append('\n');
        }
        return new Question(document, text.append("\nAnswer with one letter:").toString(), answer);
    }

    /** The first letter of a choice that stands alone; 0 if there is none. The pronoun I is one only among nine choices. */
    private char letter(String reply) {
        for (int i = 0; i < reply.length(); i++) {
            char c = reply.charAt(i);
            boolean alone = (i == 0 || !Character.isLetterOrDigit(reply.charAt(i - 1)))
                    && (i + 1 == reply.length() || !Character.isLetterOrDigit(reply.charAt(i + 1)));
            if (c >= 'A' && c < 'A' + choices && alone) {
                return c;
            }
        }
        return 0;
    }
}
