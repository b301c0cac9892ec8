package org.palimpsest.inference.attack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.AucInterval;
import org.palimpsest.stats.Interval;
import org.palimpsest.stats.LabelPermutationTest;
import org.palimpsest.stats.MultipleTesting;
import org.palimpsest.stats.PowerCurve;
import org.palimpsest.stats.PowerPlan;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.RocCurve;
import org.palimpsest.stats.RocPower;
import org.palimpsest.stats.TestResult;
import org.palimpsest.stats.TprInterval;
import org.palimpsest.stats.Verdict;

/**
 * What attacks are worth on labelled texts, with blind baselines beside them.
 *
 * <p>H0 of every p-value: which texts (with groups, which groups) are members is random given scores and texts. It is the chance of an
 * area this far above 1/2 under permuted labels. A small one says that the labels and the scores hang together, and nothing about
 * why: where a blind baseline tells the labels without the model (p &lt; 0.01), the verdict is {@code confounded}. A set of
 * labels found after the fact earns {@code consistent-unverified} at best.
 */
public final class AttackEvaluation {
    private static final double POWER = 0.9;
    private static final AttackEvaluation DEFAULTS = new AttackEvaluation(Options.defaults(), Progress.none());

    private final Options options;
    private final Progress progress;

    private AttackEvaluation(Options options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /** The evaluation with {@link Options#defaults()} and no progress shown. */
    public static AttackEvaluation withDefaults() {
        return DEFAULTS;
    }

    /** The same with other options. */
    public AttackEvaluation with(Options chosen) {
        return new AttackEvaluation(chosen, progress);
    }

    /** The same, showing how far it is. */
    public AttackEvaluation with(Progress chosen) {
        return new AttackEvaluation(options, chosen);
    }

    /**
     * Evaluates scores. O(texts) a permutation and attack; a blind baseline repeats its cross-fit for every permutation.
     *
     * @param texts the texts; those without a label are left out
     * @param table their scores
     */
    public Result evaluate(List<ScoredText> texts, ScoreTable table) {
        Labels labels = Labels.of(texts, options.groupField());
        List<Refusal> refused = new ArrayList<>(table.refused());
        List<Double> rates = new ArrayList<>();
        for (double rate : options.rates()) {
            if (labels.nonMemberCount() > 0 && rate < 1.0 / labels.nonMemberCount()) {
                refused.add(Refusal.ofRate(null, rate, labels.nonMemberCount()));
            } else {
                rates.add(rate);
            }
        }
        BlindBaselines baselines = new BlindBaselines(options.blindPermutations(), options.seed(), progress);
        if (options.blind() == Blind.AUTO) {
            baselines.run(texts, labels);
        }
        List<AttackResult> attacks = new ArrayList<>();
        for (ScoreTable.Column column : table.columns()) {
            AttackResult result = evaluate(column, labels, rates, refused, baselines.strongest());
            if (result != null) {
                attacks.add(result);
            }
        }
        refused.addAll(baselines.refused());
        List<BlindResult> blind = baselines.results();
        return new Result(
                attacks,
                refused,
                blind,
                labels.memberCount(),
                labels.nonMemberCount(),
                verdict(attacks, blind),
                detectable(labels, attacks.size()));
    }

    private @Nullable AttackResult evaluate(
            ScoreTable.Column column,
            Labels labels,
            List<Double> rates,
            List<Refusal> refused,
            @Nullable BlindFit strongest) {
        double[] values = column.values();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < labels.texts().length; i++) {
            if (!Double.isNaN(values[labels.texts()[i]])) {
                places.add(i);
            }
        }
        Labels scored = labels.only(places);
        double[] members = values(values, scored, true);
        double[] nonMembers = values(values, scored, false);
        if (members.length < 2 || nonMembers.length < 2) {
            refused.add(Refusal.ofAttack(
                    column.attack(),
                    "not evaluated: 2 labelled members and 2 non-members with a score are needed, there are "
                            + members.length + " and " + nonMembers.length));
            return null;
        }
        RocCurve curve = RocCurve.of(members, nonMembers);
        List<AttackResult.Rate> points = new ArrayList<>();
        for (double rate : rates) {
            if (curve.resolves(rate)) {
                Interval interval = TprInterval.withDefaults().of(curve, rate);
                points.add(new AttackResult.Rate(curve.tprAtFpr(rate), interval));
            } else {
                refused.add(Refusal.ofRate(column.attack(), rate, nonMembers.length));
            }
        }
        return new AttackResult(
                column.attack(),
                members.length + nonMembers.length,
                members.length,
                labels.memberCount() - members.length,
                labels.nonMemberCount() - nonMembers.length,
                curve.auc(),
                AucInterval.withDefaults().of(curve),
                test(members, nonMembers, scored),
                points,
                strongest == null ? null : strongest.beyond(values));
    }

    private TestResult test(double[] members, double[] nonMembers, Labels labels) {
        int[] groups = labels.permutedGroups();
        int[] membersFirst = new int[groups.length];
        int in = 0;
        int out = members.length;
        for (int i = 0; i < groups.length; i++) {
            membersFirst[labels.members()[i] ? in++ : out++] = groups[i];
        }
        return LabelPermutationTest.withDefaults()
                .with(Alternative.GREATER)
                .withPermutations(options.permutations())
                .withSeed(options.seed())
                .withGroups(membersFirst)
                .fixedScores(members, nonMembers)
                .test();
    }

    private static double[] values(double[] all, Labels labels, boolean members) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < labels.texts().length; i++) {
            if (labels.members()[i] == members) {
                values.add(all[labels.texts()[i]]);
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private Verdict verdict(List<AttackResult> attacks, List<BlindResult> blind) {
        if (blind.stream().anyMatch(BlindResult::confounds)) {
            return Verdict.CONFOUNDED;
        }
        if (attacks.isEmpty()) {
            return Verdict.UNDERPOWERED;
        }
        double[] log10P =
                holm(attacks).values().stream().mapToDouble(Double::doubleValue).toArray();
        double least = 0;
        for (double one : log10P) {
            least = Math.min(least, one);
        }
        double floor = 0;
        for (AttackResult attack : attacks) {
            floor = Math.min(floor, floor(attack) + Math.log10(attacks.size()));
        }
        return Verdict.of(least, Math.min(0, floor), options.alpha(), Randomisation.UNVERIFIED);
    }

    /** Base-10 logarithms of the p-values, adjusted by Holm over the attacks, by name. */
    private static Map<String, Double> holm(List<AttackResult> attacks) {
        double[] adjusted = MultipleTesting.holm(attacks.stream()
                .mapToDouble(attack -> attack.test().log10PValue())
                .toArray());
        Map<String, Double> byName = new LinkedHashMap<>();
        for (int i = 0; i < adjusted.length; i++) {
            byName.put(attacks.get(i).attack(), adjusted[i]);
        }
        return byName;
    }

    /** log10 of the smallest p-value that an attack could have: one of all permutations drawn, or of all assignments of labels. */
    private double floor(AttackResult attack) {
        double log10Assignments = 0;
        for (int i = 1; i <= Math.min(attack.members(), attack.n() - attack.members()); i++) {
            log10Assignments += Math.log10((double) (attack.n() - i + 1) / i);
        }
        return Math.max(-Math.log10(1.0 + options.permutations()), -log10Assignments);
    }

    /** The least area that the Mann-Whitney test would have found with 90 % power; 1 if there is none. */
    private double detectable(Labels labels, int attacks) {
        int members = labels.memberCount();
        int nonMembers = labels.nonMemberCount();
        if (members < 2 || nonMembers < 2) {
            return 1;
        }
        PowerCurve curve = RocPower.mannWhitney(
                options.alpha() / Math.max(1, attacks), Alternative.GREATER, (double) nonMembers / members);
        return PowerPlan.of(curve, POWER).detectableEffect(members).orElse(1);
    }

    /** Whether blind baselines are run. */
    public enum Blind {
        /** Wherever labels and texts are there. */
        AUTO,
        /** Not at all; the verdict then rests on nobody's check. */
        NEVER
    }

    /**
     * How scores are evaluated.
     *
     * @param rates false-positive rates, each in (0, 1]
     * @param permutations label permutations of every attack, at least 1
     * @param blindPermutations most label permutations of every blind baseline, at least 100 so that p &lt; 0.01 can be reached
     * @param seed of all permutations
     * @param alpha level of the verdict after Holm over the attacks, in (0, 1)
     * @param groupField field that names what belongs together, such as {@code source}; null if texts are on their own
     * @param blind whether blind baselines are run
     */
    public record Options(
            List<Double> rates,
            int permutations,
            int blindPermutations,
            long seed,
            double alpha,
            @Nullable String groupField,
            Blind blind) {
        /**
         * Copies and checks.
         *
         * @throws IllegalArgumentException if a number is outside its range
         */
        public Options {
            rates = List.copyOf(rates);
            for (double rate : rates) {
                if (!(rate > 0 && rate <= 1)) {
                    throw new IllegalArgumentException("fpr must be in (0, 1], got " + rate);
                }
            }
            if (permutations < 1) {
                throw new IllegalArgumentException("permutations must be at least 1, got " + permutations);
            }
            if (blindPermutations < 100) {
                throw new IllegalArgumentException("blindPermutations must be at least 100, got " + blindPermutations);
            }
            if (!(alpha > 0 && alpha < 1)) {
                throw new IllegalArgumentException("alpha must be in (0, 1), got " + alpha);
            }
        }

        /** Rates 0.01, 0.05 and 0.1; 9,999 and 199 permutations; seed 0, level 0.01, no groups, blind baselines. */
        public static Options defaults() {
            return new Options(List.of(0.01, 0.05, 0.1), 9_999, 199, 0, 0.01, null, Blind.AUTO);
        }
    }

    /**
     * The outcome.
     *
     * @param attacks attacks in the order of the table
     * @param refused what was not done, and why
     * @param blind blind baselines
     * @param members labelled members
     * @param nonMembers labelled non-members
     * @param verdict on all attacks together, after Holm
     * @param detectableAuc the least area that would have been found with 90 % power
     */
    public record Result(
            List<AttackResult> attacks,
            List<Refusal> refused,
            List<BlindResult> blind,
            int members,
            int nonMembers,
            Verdict verdict,
            double detectableAuc) {
        /** Copies. */
        public Result {
            attacks = List.copyOf(attacks);
            refused = List.copyOf(refused);
            blind = List.copyOf(blind);
        }
    }
}
