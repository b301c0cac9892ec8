package org.palimpsest.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Null experiments for the calibration table. */
final class CombinationNulls {
    private static final double LN_10 = Math.log(10);

    private CombinationNulls() {}

    static List<NullExperiment> all() {
        List<NullExperiment> all = new ArrayList<>();
        independent(all, "Combination.fisher", Combination::fisher);
        independent(all, "Combination.stouffer", Combination::stouffer);
        all.add(combination(
                "Combination.stouffer weighted",
                "6 uniform",
                uniform(6),
                log10P -> Combination.stouffer(log10P, new double[] {1, 2, 3, 4, 5, 6})));
        independent(all, "Combination.cauchy", Combination::cauchy);
        independent(all, "Combination.simes", Combination::simes);
        dependent(all, "Combination.simes", Combination::simes);
        independent(all, "Combination.bonferroni", Combination::bonferroni);
        dependent(all, "Combination.bonferroni", Combination::bonferroni);
        independent(all, "Combination.harmonicMean", Combination::harmonicMean);
        dependent(all, "Combination.harmonicMean", Combination::harmonicMean);
        independent(all, "Combination.twiceTheMean", Combination::twiceTheMean);
        dependent(all, "Combination.twiceTheMean", Combination::twiceTheMean);
        independent(all, "Combination.cauchyAnyDependence", Combination::cauchyAnyDependence);
        dependent(all, "Combination.cauchyAnyDependence", Combination::cauchyAnyDependence);
        adjustments(all);
        eValues(all);
        return all;
    }

    private static void independent(List<NullExperiment> all, String test, Function<double[], TestResult> combine) {
        all.add(combination(test, "2 uniform", uniform(2), combine));
        all.add(combination(test, "20 uniform", uniform(20), combine));
        all.add(combination(test, "10 ranks among 19 controls", ranks(10), combine));
    }

    private static void dependent(List<NullExperiment> all, String test, Function<double[], TestResult> combine) {
        all.add(combination(test, "5 normal, correlation .5", correlated(5, 0.5), combine));
        all.add(combination(test, "20 normal, correlation .9", correlated(20, 0.9), combine));
        all.add(combination(test, "100 normal, correlation .3", correlated(100, 0.3), combine));
    }

    /** Under the global null hypothesis the FDR is the chance of any rejection: that the least adjusted p is small. */
    private static void adjustments(List<NullExperiment> all) {
        adjustment(all, "holm", MultipleTesting::holm);
        adjustment(all, "hochberg", MultipleTesting::hochberg);
        adjustment(all, "hommel", MultipleTesting::hommel);
        adjustment(all, "benjaminiHochberg", MultipleTesting::benjaminiHochberg);
        adjustment(all, "benjaminiYekutieli", MultipleTesting::benjaminiYekutieli);
        Function<double[], double[]> eBh =
                log10P -> MultipleTesting.eBenjaminiHochberg(IntStream.range(0, log10P.length)
                        .mapToDouble(i -> EValue.fromP(log10P[i]))
                        .toArray());
        adjustment(all, "eBenjaminiHochberg", eBh);
    }

    private static void adjustment(List<NullExperiment> all, String name, Function<double[], double[]> adjust) {
        String test = "MultipleTesting." + name;
        all.add(least(test, "20 uniform", uniform(20), adjust));
        all.add(least(test, "10 ranks among 19 controls", ranks(10), adjust));
        all.add(least(test, "10 normal, correlation .5", correlated(10, 0.5), adjust));
    }

    private static void eValues(List<NullExperiment> all) {
        all.add(eValue("EValue.fromP 1/(2 sqrt p)", "uniform", random -> EValue.fromP(log10Uniform(random))));
        all.add(eValue("EValue.fromP kappa .1", "uniform", random -> EValue.fromP(log10Uniform(random), 0.1)));
        all.add(eValue("EValue.fromPByMixture", "uniform", random -> EValue.fromPByMixture(log10Uniform(random))));
        all.add(eValue(
                "EValue.fromPByMixture",
                "rank among 19 controls",
                random -> EValue.fromPByMixture(ranks(1).apply(random)[0])));
        all.add(eValue(
                "EValue.product",
                "5 independent",
                random -> EValue.product(calibrated(uniform(5).apply(random)))));
        all.add(eValue(
                "EValue.mean",
                "10 of correlation .9",
                random -> EValue.mean(calibrated(correlated(10, 0.9).apply(random)))));
        for (Alternative side : List.of(Alternative.GREATER, Alternative.TWO_SIDED)) {
            EProcess process = EProcess.withDefaults().with(side);
            all.add(eValue(
                    "EProcess " + side.label(),
                    "60 normal scores",
                    random -> process.matchedPairs(Samples.normal(60, random)).log10E()));
            all.add(eValue(
                    "EProcess " + side.label(),
                    "40 scores, 3 distinct",
                    random -> process.matchedPairs(Samples.tied(40, 3, random)).log10E()));
        }
    }

    private static double[] calibrated(double[] log10P) {
        double[] log10E = new double[log10P.length];
        for (int i = 0; i < log10P.length; i++) {
            log10E[i] = EValue.fromP(log10P[i]);
        }
        return log10E;
    }

    private static NullExperiment combination(
            String test,
            String design,
            Function<RandomGenerator, double[]> draw,
            Function<double[], TestResult> combine) {
        return new NullExperiment(
                test, design, random -> combine.apply(draw.apply(random)).pValue());
    }

    private static NullExperiment least(
            String test, String design, Function<RandomGenerator, double[]> draw, Function<double[], double[]> adjust) {
        return new NullExperiment(test, design, random -> {
            double least = 0;
            for (double adjusted : adjust.apply(draw.apply(random))) {
                least = Math.min(least, adjusted);
            }
            return Math.pow(10, least);
        });
    }

    private static NullExperiment eValue(String test, String design, ToDoubleFunction<RandomGenerator> log10E) {
        return new NullExperiment(test, design, random -> Math.pow(10, EValue.toP(log10E.applyAsDouble(random))));
    }

    private static double log10Uniform(RandomGenerator random) {
        return Math.log10(1 - random.nextDouble());
    }

    private static Function<RandomGenerator, double[]> uniform(int m) {
        return random ->
                IntStream.range(0, m).mapToDouble(i -> log10Uniform(random)).toArray();
    }

    private static Function<RandomGenerator, double[]> ranks(int m) {
        return random -> IntStream.range(0, m)
                .mapToDouble(i -> Math.log10((1 + RandomStream.below(20, random)) / 20.0))
                .toArray();
    }

    /** Upper tails of normal variables of which every two have the same correlation. */
    static Function<RandomGenerator, double[]> correlated(int m, double correlation) {
        return random -> {
            double shared = Math.sqrt(correlation) * random.nextGaussian();
            double own = Math.sqrt(1 - correlation);
            return IntStream.range(0, m)
                    .mapToDouble(i -> LogTails.normalUpper(shared + own * random.nextGaussian()) / LN_10)
                    .toArray();
        };
    }
}
