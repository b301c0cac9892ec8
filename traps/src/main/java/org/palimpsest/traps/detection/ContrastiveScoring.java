package org.palimpsest.traps.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.traps.registry.TrapCandidates;

/**
 * Scores of traps from text alone: the model is asked again and again which of a few candidates it has seen, and a candidate's
 * score is the number of times that it was chosen. {@link TrapRankTest} on these scores is exact: controls play the same game as
 * the published text, against each other as well, and all that decides who meets whom is drawn from the seed.
 *
 * <p>Every round deals the candidates at random into groups. A group is asked as often as it has members, each member standing
 * once in every position, so that a model that always names the first letter gives every candidate as many wins. An answer that
 * names no letter counts for nobody. Ties count against the evidence. Cost: {@code rounds * (controls + 1)} prompts a trap.
 */
public final class ContrastiveScoring {
    private static final int MOST_OPTIONS = 8;
    private static final Pattern LETTER = Pattern.compile("^\\W*(?:(?:Option|Answer|Text)\\W+)?([A-H])(?![A-Za-z])");
    private static final ContrastiveScoring DEFAULTS = new ContrastiveScoring(19, 4, 5, 0, ChoiceOf.TEXTS, 1);

    private final int controls;
    private final int options;
    private final int rounds;
    private final long seed;
    private final ChoiceOf choice;
    private final int words;

    private ContrastiveScoring(int controls, int options, int rounds, long seed, ChoiceOf choice, int words) {
        this.controls = controls;
        this.options = options;
        this.rounds = rounds;
        this.seed = seed;
        this.choice = choice;
        this.words = words;
    }

    /**
     * Five rounds of whole texts, four at a time, 19 controls a trap, seed 0.
     *
     * @return the scoring
     */
    public static ContrastiveScoring withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same scoring with another number of controls.
     *
     * @param most controls of a trap that play, drawn by the seed, 1 or more
     * @return a new scoring
     * @throws IllegalArgumentException if below 1
     */
    public ContrastiveScoring withControls(int most) {
        return new ContrastiveScoring(
                in("controls", most, 1, Integer.MAX_VALUE - 1), options, rounds, seed, choice, words);
    }

    /**
     * The same scoring with more or fewer texts a question.
     *
     * @param count 2 (pairs) to 8
     * @return a new scoring
     * @throws IllegalArgumentException if out of range
     */
    public ContrastiveScoring withOptions(int count) {
        return new ContrastiveScoring(controls, in("options", count, 2, MOST_OPTIONS), rounds, seed, choice, words);
    }

    /**
     * The same scoring with other rounds.
     *
     * @param count rounds, 1 or more
     * @param chosenSeed decides who meets whom; to be fixed beforehand
     * @return a new scoring
     * @throws IllegalArgumentException if count is below 1
     */
    public ContrastiveScoring withRounds(int count, long chosenSeed) {
        return new ContrastiveScoring(
                controls, options, in("rounds", count, 1, Integer.MAX_VALUE), chosenSeed, choice, words);
    }

    /**
     * The same scoring by endings behind the beginning of the published text.
     *
     * @param lastWords number of last words that are an ending, 1 or more; all were drawn independently of the words before
     * @return a new scoring
     * @throws IllegalArgumentException if below 1
     */
    public ContrastiveScoring withEndings(int lastWords) {
        return new ContrastiveScoring(
                controls, options, rounds, seed, ChoiceOf.ENDINGS, in("last words", lastWords, 1, Integer.MAX_VALUE));
    }

    /**
     * Asks a model. One call a trap.
     *
     * @param name name of the model, for messages and reports
     * @param traps all published traps with their controls
     * @param model answers prompts; one that greedily takes its likeliest answer is best
     * @return wins as scores
     * @throws IllegalArgumentException if a trap has no controls or too few words, or the model returns another number of
     *     answers than it got prompts
     */
    public ModelScores score(String name, List<TrapCandidates> traps, Continuation model) {
        List<TrapScores> scores = new ArrayList<>();
        for (TrapCandidates trap : traps) {
            if (trap.texts().size() < 2) {
                throw new IllegalArgumentException("trap " + trap.id() + " must have 1 control or more, got 0:"
                        + " without controls there is no p-value; generate the registry with controls");
            }
            RandomGenerator random = RandomStream.of(seed, "choice/" + trap.id());
            int[] players = players(trap, random);
            double[] wins = play(trap, players, random, model);
            int published = IntStream.range(0, players.length)
                    .filter(i -> players[i] == trap.published())
                    .findFirst()
                    .orElseThrow();
            scores.add(TrapScores.ofCandidates(trap.id(), OptionalInt.empty(), wins, published));
        }
        return new ModelScores(name, scores);
    }

    /** The published candidate and controls drawn at random, in the order of their draw. */
    private int[] players(TrapCandidates trap, RandomGenerator random) {
        int[] order = RandomStream.permutation(trap.texts().size(), random);
        IntStream others =
                Arrays.stream(order).filter(i -> i != trap.published()).limit(controls);
        return IntStream.concat(IntStream.of(trap.published()), others).sorted().toArray();
    }

    private double[] play(TrapCandidates trap, int[] players, RandomGenerator random, Continuation model) {
        List<int[]> questions = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            int[] order = RandomStream.permutation(players.length, random);
            for (int from = 0; from < order.length; from += options) {
                int[] group = Arrays.copyOfRange(order, from, Math.min(order.length, from + options));
                for (int turn = 0; group.length > 1 && turn < group.length; turn++) {
                    questions.add(turned(group, turn));
                }
            }
        }
        ChoicePrompt prompt = ChoicePrompt.of(trap, players, choice, words);
        List<String> prompts = questions.stream().map(prompt::ask).toList();
        List<String> answers = model.complete(prompts, 1);
        if (answers.size() != prompts.size()) {
            throw new IllegalArgumentException(
                    "the model must return " + prompts.size() + " answers, got " + answers.size());
        }
        double[] wins = new double[players.length];
        for (int i = 0; i < answers.size(); i++) {
            int chosen = chosen(answers.get(i));
            if (chosen >= 0 && chosen < questions.get(i).length) {
                wins[questions.get(i)[chosen]]++;
            }
        }
        return wins;
    }

    private static int[] turned(int[] group, int by) {
        List<Integer> members = new ArrayList<>(Arrays.stream(group).boxed().toList());
        Collections.rotate(members, by);
        return members.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Place of the letter that an answer names; -1 for none. */
    static int chosen(String answer) {
        Matcher letter = LETTER.matcher(answer);
        return letter.find() ? letter.group(1).charAt(0) - 'A' : -1;
    }

    private static int in(String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " must be in [" + low + ", " + high + "], got " + value);
        }
        return value;
    }
}
