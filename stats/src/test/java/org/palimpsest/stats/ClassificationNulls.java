package org.palimpsest.stats;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Null experiments on scores that separate members from non-members: area one half, equal areas, labels drawn at random. */
final class ClassificationNulls {
    private static final int FOLDS = 4;

    private ClassificationNulls() {}

    static List<NullExperiment> all() {
        return List.of(
                oneSample(Alternative.TWO_SIDED, 10, 10, Law.NORMAL),
                oneSample(Alternative.GREATER, 10, 10, Law.NORMAL),
                oneSample(Alternative.TWO_SIDED, 10, 10, Law.THREE_VALUES),
                oneSample(Alternative.TWO_SIDED, 30, 30, Law.NORMAL),
                oneSample(Alternative.GREATER, 30, 30, Law.THREE_VALUES),
                oneSample(Alternative.GREATER, 30, 30, Law.RARE),
                oneSample(Alternative.TWO_SIDED, 10, 50, Law.RARE),
                oneSample(Alternative.LESS, 8, 100, Law.NORMAL),
                oneSample(Alternative.TWO_SIDED, 30, 30, Law.CAUCHY),
                paired(Alternative.TWO_SIDED, 10, 10, 0.5, Law.NORMAL),
                paired(Alternative.TWO_SIDED, 30, 30, 0.5, Law.NORMAL),
                paired(Alternative.GREATER, 30, 30, 0.8, Law.NORMAL),
                paired(Alternative.TWO_SIDED, 10, 50, 0.5, Law.THREE_VALUES),
                paired(Alternative.GREATER, 100, 100, 0.95, Law.THREE_VALUES),
                paired(Alternative.TWO_SIDED, 20, 200, 0.5, Law.RARE),
                permuted(Alternative.TWO_SIDED, Law.NORMAL),
                permuted(Alternative.GREATER, Law.RARE),
                grouped(),
                crossFitted());
    }

    private static NullExperiment oneSample(Alternative alternative, int m, int n, Law law) {
        DeLongTest test = DeLongTest.withDefaults().with(alternative);
        return new NullExperiment(
                "DeLongTest " + alternative.label(),
                m + " + " + n + ", " + law.label,
                random -> test.test(RocCurve.of(law.sample(m, 0, random), law.sample(n, 0, random)))
                        .pValue());
    }

    /** Two scores that share half of their noise and separate equally well. */
    private static NullExperiment paired(Alternative alternative, int m, int n, double auc, Law law) {
        DeLongTest test = DeLongTest.withDefaults().with(alternative);
        double shift = new CoverageBench.Cell(auc, m, 0).separation();
        return new NullExperiment(
                "DeLongTest paired, " + alternative.label(),
                m + " + " + n + ", AUC " + auc + ", " + law.label,
                random -> {
                    double[] members = Samples.normal(m, random);
                    double[] others = Samples.normal(n, random);
                    return test.paired(
                                    law.around(members, shift, random),
                                    law.around(others, 0, random),
                                    law.around(members, shift, random),
                                    law.around(others, 0, random))
                            .pValue();
                });
    }

    private static NullExperiment permuted(Alternative alternative, Law law) {
        LabelPermutationTest test =
                LabelPermutationTest.withDefaults().with(alternative).withPermutations(199);
        return new NullExperiment(
                "LabelPermutationTest fixed scores, " + alternative.label(),
                "12 + 9, " + law.label + ", B = 199",
                random -> test.withSeed(random.nextLong())
                        .fixedScores(law.sample(12, 0, random), law.sample(9, 0, random))
                        .test()
                        .pValue());
    }

    /** Texts of one author are alike, and become members together. */
    private static NullExperiment grouped() {
        int[] groups = new int[60];
        Arrays.setAll(groups, i -> i / 5);
        LabelPermutationTest test =
                LabelPermutationTest.withDefaults().withPermutations(199).withGroups(groups);
        return new NullExperiment(
                "LabelPermutationTest fixed scores, two-sided", "30 + 30, groups of 5 alike, B = 199", random -> {
                    double[] authors = Samples.normal(12, random);
                    double[] scores = new double[60];
                    Arrays.setAll(scores, i -> authors[groups[i]] + 0.2 * random.nextGaussian());
                    return test.withSeed(random.nextLong())
                            .fixedScores(Arrays.copyOfRange(scores, 0, 30), Arrays.copyOfRange(scores, 30, 60))
                            .test()
                            .pValue();
                });
    }

    private static NullExperiment crossFitted() {
        LabelPermutationTest test = LabelPermutationTest.withDefaults()
                .with(Alternative.GREATER)
                .with(LabelPermutationTest.Calls.SEQUENTIAL)
                .withPermutations(99);
        boolean[] members = new boolean[24];
        Arrays.fill(members, 0, 12, true);
        return new NullExperiment(
                "LabelPermutationTest cross-fitted, greater", "12 + 12, 2 features, B = 99", random -> {
                    double[][] features = new double[24][];
                    Arrays.setAll(features, i -> Samples.normal(2, random));
                    return test.withSeed(random.nextLong())
                            .test(members, labels -> crossFittedAuc(features, labels))
                            .test()
                            .pValue();
                });
    }

    /** The area of scores along the difference of class means, which the other folds supply. */
    static double crossFittedAuc(double[][] features, boolean[] labels) {
        double[] scores = new double[labels.length];
        for (int fold = 0; fold < FOLDS; fold++) {
            for (int feature = 0; feature < features[0].length; feature++) {
                double direction =
                        mean(features, feature, labels, true, fold) - mean(features, feature, labels, false, fold);
                for (int text = fold; text < labels.length; text += FOLDS) {
                    scores[text] += direction * features[text][feature];
                }
            }
        }
        return RocCurve.auc(of(scores, labels, true), of(scores, labels, false));
    }

    /** The mean of a feature among the texts of one label outside a fold; 0 if there are none. */
    private static double mean(double[][] features, int feature, boolean[] labels, boolean label, int fold) {
        double sum = 0;
        int count = 0;
        for (int text = 0; text < labels.length; text++) {
            if (text % FOLDS != fold && labels[text] == label) {
                sum += features[text][feature];
                count++;
            }
        }
        return sum / Math.max(1, count);
    }

    private static double[] of(double[] scores, boolean[] labels, boolean label) {
        double[] chosen = new double[scores.length];
        int count = 0;
        for (int i = 0; i < scores.length; i++) {
            if (labels[i] == label) {
                chosen[count++] = scores[i];
            }
        }
        return Arrays.copyOf(chosen, count);
    }

    /** Laws of scores. */
    private enum Law {
        NORMAL("normal"),
        CAUCHY("Cauchy"),
        THREE_VALUES("three values"),
        RARE("one text in ten scores");

        private final String label;

        Law(String label) {
            this.label = label;
        }

        private double ofNormal(double x) {
            return switch (this) {
                case NORMAL -> x;
                case CAUCHY -> Math.tan(Math.PI * (CoverageBench.uniform(x) - 0.5));
                case THREE_VALUES -> Math.max(-1, Math.min(1, Math.rint(x)));
                case RARE -> x > 1.2816 ? 1 : 0;
            };
        }

        double[] sample(int n, double shift, RandomGenerator random) {
            return Arrays.stream(Samples.normal(n, random))
                    .map(value -> ofNormal(value + shift))
                    .toArray();
        }

        /** Scores that correlate by one half with the given normal ones. */
        double[] around(double[] centres, double shift, RandomGenerator random) {
            return Arrays.stream(centres)
                    .map(centre -> ofNormal(Math.sqrt(0.5) * (centre + random.nextGaussian()) + shift))
                    .toArray();
        }
    }
}
